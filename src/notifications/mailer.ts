import { createTransport } from 'nodemailer';
import type { Ctx } from '../context.js';
import { afterCommit } from '../context.js';

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
 * Sends a mail once the change that it tells of is durable. Without SMTP_URL nothing is sent, and the log says so (the
 * kind of mail, never to whom or what). A mail server that refuses or is away does not undo the change.
 */
export async function sendMail(ctx: Ctx, mail: Mail): Promise<void> {
  const { smtpUrl } = ctx.config;
  await afterCommit(ctx, () => {
    if (!smtpUrl) return ctx.log.warn({ subject: mail.subject }, 'no SMTP_URL: this mail was not sent');
    // Not awaited: how long the mail server takes must not tell whether there is such an account.
    void createTransport(smtpUrl)
      .sendMail({ from: `Therapy CRM <${ctx.config.adminEmail}>`, ...mail })
      .catch((error: unknown) => ctx.log.error({ ...whatFailed(error), subject: mail.subject }, 'a mail could not be sent'));
  });
}
