/** The ways out of the house. E-mail goes by SMTP; SMS and push have none yet, so what is written for them is kept. */
import { createTransport } from 'nodemailer';
import type { Config } from '../../config/config.js';
import type { Attachment } from './attachments.js';
import type { MessageChannel } from '../../generated/prisma/index.js';

export interface OutgoingMessage {
  id: string;
  address: string;
  subject: string;
  body: string;
  attachment?: Attachment;
}

/** What became of one try; `error` is a kind of failure, without the other side's words, which repeat the address. */
export type Outcome = { ok: true } | { ok: false; permanent: boolean; error: string };

/** A provider for SMS or push implements this and is named in transportsOf. */
export interface Transport {
  channel: MessageChannel;
  /** Never throws. */
  send(message: OutgoingMessage): Promise<Outcome>;
  close(): void;
}

/** A mail server that says nothing for so long is away. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;
/** And one that dribbles is cut off. */
const WHOLE_MS = 120_000;

/** The transports that the settings name. */
export function transportsOf(config: Config): Transport[] {
  return config.smtpUrl === undefined ? [] : [smtpTransport(config.smtpUrl, config.adminEmail)];
}

/** @param timeouts in milliseconds */
export function smtpTransport(
  url: string,
  from: string,
  timeouts = { connect: CONNECT_MS, silence: SILENCE_MS, whole: WHOLE_MS },
): Transport {
  // What the address itself says of the connection (its query) comes first.
  const mailer = createTransport(url, {
    pool: true,
    maxConnections: 2,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.connect,
    socketTimeout: timeouts.silence,
  } as object);
  return {
    channel: 'EMAIL',
    send: async ({ id, address, subject, body, attachment }) => {
      try {
        const mail = mailer.sendMail({
          from: `Therapy CRM <${from}>`,
          // As it stands: a comma in it would be another recipient.
          to: { name: '', address },
          subject,
          text: body,
          ...(attachment && {
            attachments: [{ filename: attachment.name, contentType: attachment.type, content: Buffer.from(attachment.bytes) }],
          }),
          // The same for each try: a mail that was taken although we did not hear so is known as the same one.
          messageId: `<outbox-${id}@${from.split('@')[1] ?? 'localhost'}>`,
        });
        await within(mail, timeouts.whole);
        return { ok: true };
      } catch (error) {
        return { ok: false, ...failureOf(error) };
      }
    },
    close: () => mailer.close(),
  };
}

async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A reply of the 500s to this message is final; everything else may pass, also a sign-in that is refused. */
function failureOf(error: unknown): { permanent: boolean; error: string } {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  const reply = typeof responseCode === 'number' ? responseCode : undefined;
  const kind = typeof code === 'string' && /^[A-Z]{3,20}$/.test(code) ? code : 'EMAIL';
  const permanent = kind !== 'EAUTH' && reply !== undefined && reply >= 500 && reply < 600;
  return { permanent, error: reply === undefined ? kind : `${kind} ${reply}` };
}
