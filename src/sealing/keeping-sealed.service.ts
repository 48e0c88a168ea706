/** What keeps everything sealed under the first of ENCRYPTION_KEYS: texts in the clear are sealed, keys under another are wrapped anew. */
import { type Ctx, inTransaction } from '../access/context.js';
import type { ModelName } from '../database/data-model.js';
import { forbidden } from '../kernel/errors.js';
import { encryptedBefore } from './before.js';
import { clearTexts, keepTexts } from './clear-texts.queries.js';
import { unwrap, wrap } from './master-keys.js';
import { sealedKinds } from './sealed-fields.js';
import { keysOfOthers, rewrap } from './sealing-keys.queries.js';
import { trySealing } from './sealing.service.js';

/** So many in one transaction: whoever waits for one of them does not wait long. */
const BATCH = 200;

/**
 * Seals what stands in the clear and wraps anew what hangs off a key that is not the first one, in small steps: it may end after any of
 * them, and another run goes on from there; several at once share the work. What does not open is left as it is.
 * @returns how many it dealt with
 */
export async function keepSealedUp(ctx: Ctx, signal: AbortSignal): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself seals what is kept.');
  let done = 0;
  const untilNone = async (step: (tx: Ctx) => Promise<number>): Promise<void> => {
    for (let count = BATCH; count === BATCH && !signal.aborted; done += count) count = await inTransaction(ctx, step);
  };
  await untilNone(wrapAnew);
  for (const [kind, { fields, client }] of sealedKinds())
    for (const field of fields) await untilNone((tx) => sealClear(tx, kind as ModelName, field, client));
  return done;
}

async function wrapAnew(tx: Ctx): Promise<number> {
  const [current] = tx.config.encryptionKeys;
  if (!current) throw new Error('There is no encryption key.');
  const keys = await keysOfOthers(
    tx,
    current.name,
    tx.config.encryptionKeys.map(({ name }) => name),
    BATCH,
  );
  const anew = keys.flatMap((row) => {
    const { id, clientId, wrappedKey } = row;
    const key = wrappedKey === null ? 'NO_KEY' : unwrap(tx.config, { ...row, wrappedKey });
    return typeof key === 'string' ? [] : [{ id, wrappedKey: wrap(tx.config, clientId, key).wrappedKey }];
  });
  await rewrap(tx, current.name, anew);
  // Under a wrong key of the right name none opens: then the next batch would be the same one.
  return anew.length;
}

async function sealClear(tx: Ctx, model: ModelName, field: string, client: string | null): Promise<number> {
  const rows = await clearTexts(tx, model, field, client, BATCH);
  const tried = await trySealing(
    tx,
    rows.map(({ id, clientId, text }) => ({
      model,
      id,
      field,
      clientId: clientId === null ? null : BigInt(clientId),
      text: encryptedBefore(tx.config, text) ?? text,
    })),
  );
  const sealed = tried.flatMap((one, at) => ('text' in one ? [{ id: String(rows[at]?.id), sealed: one.text }] : []));
  await keepTexts(tx, model, field, sealed);
  return sealed.length;
}
