/** A mail server on the loopback address that does as it is told. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What it does with the next mail: takes it, or answers with this code, or says nothing at all. */
export type Behaviour = 'take' | 'silent' | number;

export interface MailServer {
  /** For SMTP_URL. */
  url: string;
  /** The mails that it took, as they came. */
  taken: { to: string[]; text: string }[];
  /** For the mails to come, in order; then it takes everything. */
  plan: Behaviour[];
  close(): Promise<void>;
}

export async function mailServer(): Promise<MailServer> {
  const taken: MailServer['taken'] = [];
  const plan: Behaviour[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 200,
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const next = plan.shift() ?? 'take';
        if (next === 'silent') return;
        if (typeof next === 'number') {
          // Real servers repeat the address in what they say.
          const to = session.envelope.rcptTo.map(({ address }) => address).join();
          return done(Object.assign(new Error(`no mail for ${to}`), { responseCode: next }));
        }
        taken.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: decoded(Buffer.concat(parts).toString()) });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    plan,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** Headers and text as people read them: quoted-printable and long lines undone. */
function decoded(mail: string): string {
  const joined = mail.replace(/=\r\n/g, '');
  return joined.replace(/((?:=[0-9A-F]{2})+)/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'));
}
