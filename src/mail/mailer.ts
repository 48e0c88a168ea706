import { createTransport } from 'nodemailer';
import type { Ctx } from '../access/context.js';
import { afterCommit } from '../access/context.js';
import { AppError } from '../kernel/errors.js';
import { outgoingChannels } from './channels.queries.js';
import { NO_SMTP_URL } from './channels.service.js';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What a mail server's refusal was, without its words: they repeat the address. */
function whatFailed(error: unknown): { kind: string; code?: string; command?: string; responseCode?: number } {
  const kind = error instanceof Error ? error.name : typeof error;
  const { code, command, responseCode } = (error ?? {}) as { code?: unknown; command?: unknown; responseCode?: unknown };
  return {
    kind,
    ...(typeof code === 'string' ? { code } : {}),
    // The verb alone (`RCPT TO`): what follows it may be an address.
    ...(typeof command === 'string' && /^[A-Z ]{1,16}$/.test(command) ? { command } : {}),
    ...(typeof responseCode === 'number' ? { responseCode } : {}),
  };
}

/**
 * Throws 503 where the practice sends e-mail and this process cannot: whoever asks again may reach one that can, and nothing was said to be
 * sent. To be asked before it is known whose mail it is.
 */
export async function requireMailWay(ctx: Ctx): Promise<void> {
  if (ctx.config.smtpUrl || !(await outgoingChannels(ctx.pool)).has('EMAIL')) return;
  ctx.log.error({ requestId: ctx.requestId }, NO_SMTP_URL);
  throw new AppError(503, 'mail.away', 'This server cannot send e-mail at present. Try again in a moment.', {
    retryAfterSeconds: 5,
  });
}

/**
 * Sends a mail once the change that it tells of is durable. Without SMTP_URL, or where the practice sends none, nothing is sent, and the log says so (the
 * kind of mail, never to whom or what). A mail server that refuses or is away does not undo the change.
 */
export async function sendMail(ctx: Ctx, mail: Mail): Promise<void> {
  const { smtpUrl } = ctx.config;
  await afterCommit(ctx, async () => {
    if (!smtpUrl) return ctx.log.warn({ subject: mail.subject }, 'no SMTP_URL: this mail was not sent');
    // Another process may have closed the way since this one started.
    if (!(await outgoingChannels(ctx.root.pool)).has('EMAIL'))
      return ctx.log.warn({ subject: mail.subject }, 'this practice sends no e-mail: this mail was not sent');
    // Not awaited: how long the mail server takes must not tell whether there is such an account.
    void createTransport(smtpUrl)
      .sendMail({ from: `Therapy CRM <${ctx.config.adminEmail}>`, ...mail })
      .catch((error: unknown) => ctx.log.error({ ...whatFailed(error), subject: mail.subject }, 'a mail could not be sent'));
  });
}
