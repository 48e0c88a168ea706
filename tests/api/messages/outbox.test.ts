/** Messages that leave the house: each once, tried again, given up, kept; whatever the mail server does and however many send. */
import type { Config } from '../../../src/config/config.js';
import { type AppDeps, ctxOfSystem } from '../../../src/access/context.js';
import { sendAgain } from '../../../src/messages/outbox/send-again.service.js';
import { openDatabase } from '../../../src/database/client.js';
import { settleChannels } from '../../../src/mail/channels.service.js';
import { claimMessage } from '../../../src/messages/outbox/outbox.queries.js';
import { enqueue, type NewMessage, sendOutbox } from '../../../src/messages/outbox/outbox.service.js';
import { smtpTransport } from '../../../src/messages/outbox/transports.js';
import { withApp } from '../../support/app.js';
import { aClient, next } from '../../support/builders.js';
import { mailServer, type MailServer } from '../../support/mail-server.js';

const MINUTE = 60_000;

describe('the outbox', () => {
  const app = withApp();
  let mail: MailServer;

  beforeAll(async () => {
    mail = await mailServer();
    await settleChannels({ ...app.deps, config: ctx().config });
  });
  afterAll(() => mail.close());
  beforeEach(async () => {
    await app.prisma.outboxMessage.deleteMany();
    mail.taken.length = 0;
    mail.plan.length = 0;
  });

  const ctx = (minutes = 0, smtpUrl: string | undefined = mail.url) =>
    ctxOfSystem(
      { ...app.deps, config: { ...app.deps.config, smtpUrl }, now: () => new Date(Date.now() + minutes * MINUTE) },
      'job',
    );
  /** A process of the same practice that was given no mail server. */
  const without = (more: Partial<Config> = {}): AppDeps => ({
    ...app.deps,
    config: { ...app.deps.config, smtpUrl: undefined, ...more },
  });
  const quiet = () => ctxOfSystem(without(), 'job');
  const message = (more: Partial<NewMessage> = {}): NewMessage => {
    const n = next();
    return {
      channel: 'EMAIL',
      kind: 'PLACE_FREE',
      address: `reader${n}@example.org`,
      language: 'EN',
      subject: `Subject ${n}`,
      body: `Body ${n}`,
      dedupeKey: `test:${n}`,
      ...more,
    };
  };
  const rows = () => app.prisma.outboxMessage.findMany({ orderBy: { id: 'asc' } });

  it('sends each message once, however many send at the same time', async () => {
    const all = Array.from({ length: 24 }, () => message());
    expect(await enqueue(ctx(), all)).toBe(24);
    expect(await enqueue(ctx(), all)).toBe(0);
    const sent = await Promise.all([1, 2, 3, 4].map(() => sendOutbox(ctx(1))));
    expect(sent.reduce((sum, one) => sum + one)).toBe(24);
    expect(mail.taken.map(({ to }) => to[0]).sort()).toEqual(all.map(({ address }) => address).sort());
    expect((await rows()).every((row) => row.status === 'SENT' && row.sentAt && row.claimedUntil === null)).toBe(true);
  });

  it('tries again after a refusal that passes, later each time', async () => {
    await enqueue(ctx(), [message()]);
    mail.plan.push(450, 421);
    expect(await sendOutbox(ctx())).toBe(0);
    expect(await rows()).toMatchObject([{ status: 'QUEUED', attempts: 1 }]);
    expect(await sendOutbox(ctx(0.5))).toBe(0);
    expect(await sendOutbox(ctx(2))).toBe(0);
    expect(await rows()).toMatchObject([{ status: 'QUEUED', attempts: 2 }]);
    expect(await sendOutbox(ctx(3))).toBe(0);
    expect(await sendOutbox(ctx(5))).toBe(1);
    expect(mail.taken).toHaveLength(1);
  });

  it('gives up at a refusal that is final, and keeps the address out of the reason', async () => {
    await enqueue(ctx(), [message({ address: 'gone@example.org' })]);
    mail.plan.push(550);
    expect(await sendOutbox(ctx())).toBe(0);
    const [row] = await rows();
    expect(row).toMatchObject({ status: 'FAILED', attempts: 1, lastError: expect.stringMatching(/550$/) as string });
    expect(row?.lastError).not.toContain('gone');
    expect(await sendOutbox(ctx(600))).toBe(0);
    await sendAgain(ctx(), row?.id ?? 0n);
    expect(await sendOutbox(ctx(601))).toBe(1);
    await expect(sendAgain(ctx(), row?.id ?? 0n)).rejects.toMatchObject({ status: 409 });
  });

  it('gives up after eight tries', async () => {
    await enqueue(ctx(), [message()]);
    mail.plan.push(...Array.from({ length: 9 }, () => 451));
    for (let hours = 0; hours < 10; hours++) await sendOutbox(ctx(hours * 8 * 60));
    expect(await rows()).toMatchObject([{ status: 'FAILED', attempts: 8 }]);
  });

  it('leaves a mail server that says nothing, and tries again', async () => {
    await enqueue(ctx(), [message()]);
    mail.plan.push('silent');
    const impatient = smtpTransport(mail.url, 'practice@example.org', { connect: 300, silence: 300, whole: 2000 });
    expect(await sendOutbox(ctx(), { transports: [impatient] })).toBe(0);
    expect(await rows()).toMatchObject([{ status: 'QUEUED', attempts: 1, lastError: 'ETIMEDOUT' }]);
    const nobody = smtpTransport('smtp://127.0.0.1:1', 'practice@example.org');
    expect(await sendOutbox(ctx(2), { transports: [nobody] })).toBe(0);
    expect(await sendOutbox(ctx(10))).toBe(1);
  });

  it('sends what a process left behind when it died, once its lease is over', async () => {
    await enqueue(ctx(), [message()]);
    await app.prisma.outboxMessage.updateMany({
      data: { status: 'SENDING', attempts: 1, claimedUntil: new Date(Date.now() + 5 * MINUTE) },
    });
    expect(await sendOutbox(ctx(4))).toBe(0);
    expect(await sendOutbox(ctx(6))).toBe(1);
  });

  it('takes no further message once its process stops, and leaves none to a lease', async () => {
    await enqueue(ctx(), [message(), message(), message()]);
    const stop = new AbortController();
    const transport = {
      channel: 'EMAIL' as const,
      send: () => {
        stop.abort();
        return Promise.resolve({ ok: true as const });
      },
      close: () => undefined,
    };
    expect(await sendOutbox(ctx(), { transports: [transport], signal: stop.signal })).toBe(1);
    expect(await sendOutbox(ctx(), { signal: stop.signal })).toBe(0);
    expect((await rows()).map(({ status, attempts, claimedUntil }) => [status, attempts, claimedUntil])).toEqual([
      ['SENT', 1, null],
      ['QUEUED', 0, null],
      ['QUEUED', 0, null],
    ]);
    expect(await sendOutbox(ctx())).toBe(2);
  });

  it('takes one message at a time, whatever plan the database makes of it', async () => {
    await enqueue(ctx(), [message(), message(), message()]);
    const url = new URL(app.deps.config.databaseUrl ?? '');
    // A plan that joins row by row runs an IN (SELECT … LIMIT 1) once for each row, and each run takes another message.
    url.searchParams.set(
      'options',
      '-c enable_hashjoin=off -c enable_mergejoin=off -c enable_hashagg=off -c enable_sort=off -c enable_material=off',
    );
    const rowByRow = openDatabase(url.href, { max: 1 });
    try {
      const claimed = await claimMessage(ctxOfSystem({ ...app.deps, database: rowByRow }, 'job'), MINUTE, ['EMAIL']);
      expect((await rows()).filter(({ status }) => status === 'SENDING').map(({ id }) => String(id))).toEqual([claimed?.id]);
    } finally {
      await rowByRow.close();
    }
  });

  it('keeps what has no way out, for e-mail too where there is no mail server', async () => {
    const late = message();
    await enqueue(ctx(), [late]);
    expect(await settleChannels(without({ smtpOff: true }))).toBeNull();
    await enqueue(quiet(), [message(), message({ channel: 'SMS', address: '+1 613 555 0101' })]);
    await enqueue(ctx(), [message({ channel: 'PUSH', address: 'user 1' })]);
    // Also what was written before, and by a process that has a mail server yet.
    expect(await sendOutbox(ctx(1))).toBe(0);
    expect((await rows()).map(({ channel, status }) => [channel, status])).toEqual([
      ['EMAIL', 'KEPT'],
      ['EMAIL', 'KEPT'],
      ['SMS', 'KEPT'],
      ['PUSH', 'KEPT'],
    ]);
    await settleChannels({ ...app.deps, config: ctx().config });
  });

  it('is one for all processes: one without a mail server puts nothing aside that another sends, and does not start', async () => {
    expect(await settleChannels(without())).toMatch(/^SMTP_URL must be given/);
    await enqueue(quiet(), [message(), message({ channel: 'SMS', address: '+1 613 555 0101' })]);
    expect(await sendOutbox(quiet())).toBe(0);
    expect((await rows()).map(({ status }) => status)).toEqual(['QUEUED', 'KEPT']);
    expect(await sendOutbox(ctx())).toBe(1);
    expect((await rows()).map(({ status }) => status)).toEqual(['SENT', 'KEPT']);
  });

  it('has one recipient for each message, whatever stands in the address', async () => {
    await enqueue(ctx(), [message({ address: 'one@example.org,two@example.org' })]);
    await sendOutbox(ctx());
    expect(mail.taken.flatMap(({ to }) => to)).not.toContain('two@example.org');
  });

  it('puts in a secret at the last moment, and forgets it', async () => {
    const deps = { ...app.deps, config: { ...app.deps.config, smtpUrl: mail.url, offerUrl: 'https://portal.example/o/{token}' } };
    const portal = ctxOfSystem(deps, 'job');
    const client = await aClient(app.prisma);
    await enqueue(portal, [message({ kind: 'OFFER', clientId: client.id, body: 'Take it: {link}', secret: 'the-token' })]);
    const [before] = await rows();
    expect(JSON.stringify({ ...before, id: 0, clientId: 0 })).not.toContain('the-token');
    expect(await sendOutbox(portal)).toBe(1);
    expect(mail.taken[0]?.text).toContain('Take it: https://portal.example/o/the-token');
    expect(await rows()).toMatchObject([{ status: 'SENT', secret: null }]);
  });
});
