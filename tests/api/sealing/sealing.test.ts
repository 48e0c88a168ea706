/** What is kept sealed: for its own place alone, under its client's key, and under whichever of ENCRYPTION_KEYS is the first. */
import { randomBytes } from 'node:crypto';
import { ctxOfSystem } from '../../../src/access/context.js';
import type { EncryptionKey } from '../../../src/config/config.js';
import { keepSealedUp } from '../../../src/sealing/keeping-sealed.service.js';
import { openTexts, sealTexts } from '../../../src/sealing/sealing.service.js';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { aMessage, bodiesOf } from '../../support/messages.js';

const app = withApp();
const ctxWith = (encryptionKeys: EncryptionKey[] = app.deps.config.encryptionKeys) =>
  ctxOfSystem({ ...app.deps, config: { ...app.deps.config, encryptionKeys } }, 'job');
const never = new AbortController().signal;
const KEPT = {
  channel: 'EMAIL',
  kind: 'INVOICE',
  address: 'x@family.example',
  language: 'EN',
  subject: 'x',
  status: 'KEPT',
} as const;
const key = (name: string): EncryptionKey => ({ name, key: randomBytes(32) });

it('a client has one key, whoever seals first, and what hangs off it opens again', async () => {
  const client = await aClient(app.prisma);
  const texts = Array.from({ length: 20 }, (_, n) => ({
    model: 'Note',
    id: BigInt(n),
    field: 'text',
    clientId: client.id,
    text: `no. ${n}`,
  }));
  const sealed = (await Promise.all(texts.map((one) => sealTexts(ctxWith(), [one])))).flat();
  expect(await app.prisma.sealingKey.count({ where: { clientId: client.id } })).toBe(1);
  expect(sealed.join()).not.toContain('no. ');
  const opened = await openTexts(
    ctxWith(),
    texts.map((one, at) => ({ ...one, sealed: sealed[at] ?? '' })),
  );
  expect(opened).toEqual(texts.map(({ text }) => ({ text })));
});

it('does not open in another row, and says so for that one alone', async () => {
  const client = await aClient(app.prisma);
  const written = (body: string) => aMessage(app, { ...KEPT, clientId: client.id, body, dedupeKey: `moved ${body}` });
  const [one, other] = [await written('mine'), await written('yours')];
  await app.database.pool.query('UPDATE outbox_messages SET body = $2 WHERE id = $1', [one.id, other.body]);
  const rows = await app.prisma.outboxMessage.findMany({ where: { id: { in: [one.id, other.id] } }, orderBy: { id: 'asc' } });
  expect(await bodiesOf(app, rows)).toEqual(['DAMAGED', 'yours']);
});

it('nothing is written in the clear, through whatever door', async () => {
  const message = await aMessage(app, { ...KEPT, body: 'sealed', dedupeKey: 'in the clear' });
  await expect(app.prisma.outboxMessage.create({ data: { ...KEPT, body: 'clear', dedupeKey: 'clear' } })).rejects.toThrow(
    /kept sealed/,
  );
  await expect(app.database.pool.query("UPDATE outbox_messages SET body = 'clear' WHERE id = $1", [message.id])).rejects.toThrow(
    /kept sealed/,
  );
  await expect(app.database.pool.query('DELETE FROM sealing_keys')).rejects.toThrow(/destroyed, not deleted/);
});

it('the job seals what stood in the clear before, and what was encrypted in another way; two at once share the work', async () => {
  const client = await aClient(app.prisma);
  const { pool } = app.database;
  await pool.query('ALTER TABLE outbox_messages DISABLE TRIGGER outbox_messages_kept_sealed');
  await pool.query(
    `INSERT INTO outbox_messages (channel, kind, address, language, subject, body, status, dedupe_key, client_id)
     SELECT 'EMAIL', 'INVOICE', 'x', 'EN', 'x', 'letter ' || n, 'KEPT', 'before ' || n, CASE WHEN n % 2 = 0 THEN $1::bigint END
     FROM generate_series(1, 450) n`,
    [client.id],
  );
  await pool.query('ALTER TABLE outbox_messages ENABLE TRIGGER outbox_messages_kept_sealed');
  const done = await Promise.all([1, 2, 3].map(() => keepSealedUp(ctxWith(), never)));
  expect(done.reduce((sum, one) => sum + one)).toBe(450);
  const rows = await app.prisma.outboxMessage.findMany({
    where: { dedupeKey: { startsWith: 'before' } },
    orderBy: { id: 'asc' },
  });
  expect(rows.filter(({ body }) => !body.startsWith('sealed:1:'))).toEqual([]);
  expect(await bodiesOf(app, rows)).toEqual(rows.map((_, at) => `letter ${at + 1}`));
  const ofClient = await app.prisma.sealingKey.findUniqueOrThrow({ where: { clientId: client.id } });
  expect(rows.filter(({ body }) => body.startsWith(`sealed:1:${ofClient.id}:`))).toHaveLength(225);
  expect(await keepSealedUp(ctxWith(), never)).toBe(0);
});

it('another first key wraps all anew, in steps that may end between; without its key a text says so, and a new one is not lost', async () => {
  const [old] = app.deps.config.encryptionKeys;
  if (!old) throw new Error('no key');
  const client = await aClient(app.prisma);
  const message = await aMessage(app, { ...KEPT, clientId: client.id, body: 'rotated', dedupeKey: 'rotated' });
  const next = key('next');
  const stopped = new AbortController();
  stopped.abort();
  expect(await keepSealedUp(ctxWith([next, old]), stopped.signal)).toBe(0);
  expect(await keepSealedUp(ctxWith([next, old]), never)).toBeGreaterThan(0);
  expect(await app.prisma.sealingKey.count({ where: { wrappedBy: { not: 'next' } } })).toBe(0);
  const place = { model: 'OutboxMessage', id: message.id, field: 'body', sealed: message.body };
  expect(await openTexts(ctxWith([next]), [place])).toEqual([{ text: 'rotated' }]);
  expect(await openTexts(ctxWith([old]), [place])).toEqual([{ fault: 'NO_KEY' }]);
  expect(await openTexts(ctxWith([{ ...next, key: old.key }]), [place])).toEqual([{ fault: 'WRONG_KEY' }]);
  await expect(sealTexts(ctxWith([old]), [{ ...place, clientId: client.id, text: 'new' }])).rejects.toMatchObject({
    code: 'sealing.key',
  });
  expect(await keepSealedUp(ctxWith([old]), never)).toBe(0);
  expect(await keepSealedUp(ctxWith([old, next]), never)).toBeGreaterThan(0);
  expect(await openTexts(ctxWith([old]), [place])).toEqual([{ text: 'rotated' }]);
});

it('with a destroyed key all below it is gone, for good, and nothing of other clients', async () => {
  const [client, other] = [await aClient(app.prisma), await aClient(app.prisma)];
  const kept = [
    await aMessage(app, { ...KEPT, clientId: client.id, body: 'gone', dedupeKey: 'destroyed' }),
    await aMessage(app, { ...KEPT, clientId: other.id, body: 'there', dedupeKey: 'not destroyed' }),
  ];
  await app.prisma.sealingKey.update({
    where: { clientId: client.id },
    data: { wrappedKey: null, destroyedAt: new Date() },
  });
  expect(await bodiesOf(app, kept)).toEqual(['DESTROYED', 'there']);
  await expect(
    app.prisma.sealingKey.update({ where: { clientId: client.id }, data: { wrappedKey: randomBytes(60), destroyedAt: null } }),
  ).rejects.toThrow(/stays destroyed/);
  await expect(aMessage(app, { ...KEPT, clientId: client.id, body: 'new', dedupeKey: 'after' })).rejects.toMatchObject({
    code: 'sealing.destroyed',
  });
});
