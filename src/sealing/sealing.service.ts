/**
 * What is kept sealed: text that opens for its own row and column alone, under a key of its own that hangs off its client's, or off the
 * practice's where it is no client's. Keys are asked for once for all that is sealed or opened together.
 */
import type { Ctx } from '../access/context.js';
import { AppError, conflict } from '../kernel/errors.js';
import { type HolderKey, holderOf, openText, sealText } from './envelope.js';
import { newKey, unwrap } from './master-keys.js';
import { addKeys, keysById, keysOfHolders, type SealingKeyRow } from './sealing-keys.queries.js';

/** Where a text stands: `OutboxMessage`, `42`, `body`. */
export interface Place {
  model: string;
  id: string | bigint;
  field: string;
}

export interface ToSeal extends Place {
  /** Whose it is; null for what is no client's. */
  clientId: bigint | null;
  text: string;
}

export interface ToOpen extends Place {
  sealed: string;
}

/** Why a text does not open: its key is not there, another one bears its name, it was destroyed; or the text was touched, or moved. */
export type SealFault = 'NO_KEY' | 'WRONG_KEY' | 'DESTROYED' | 'DAMAGED';

export type Opened = { text: string } | { fault: SealFault };

const aboutOf = ({ model, id, field }: Place): string => `${model}:${id}:${field}`;

function keyOf(ctx: Ctx, row: SealingKeyRow): HolderKey | SealFault {
  const { wrappedKey } = row;
  if (wrappedKey === null) return 'DESTROYED';
  const key = unwrap(ctx.config, { ...row, wrappedKey });
  return typeof key === 'string' ? key : { id: BigInt(row.id), key };
}

/** In words for whoever reads the answer, without a name of anybody. */
const FAULTS: Record<SealFault, string> = {
  NO_KEY: 'The key that this is sealed by is not among ENCRYPTION_KEYS.',
  WRONG_KEY: 'The key of that name among ENCRYPTION_KEYS is not the one that this is sealed by.',
  DESTROYED: 'The key that this was sealed by was destroyed, and with it what was sealed.',
  DAMAGED: 'What is kept here was changed from outside and does not open.',
};

export const sealFaultText = (fault: SealFault): string => FAULTS[fault];

/**
 * Seals texts, each for its place; holders without a key get one. In their order. Throws 409 for one whose key was destroyed, 503 for one
 * whose key is not there.
 */
export async function sealTexts(ctx: Ctx, texts: readonly ToSeal[]): Promise<string[]> {
  return (await trySealing(ctx, texts)).map((one) => {
    if ('text' in one) return one.text;
    if (one.fault === 'DESTROYED') throw conflict('sealing.destroyed', FAULTS[one.fault]);
    throw new AppError(503, 'sealing.key', FAULTS[one.fault]);
  });
}

/** The same, where one without a key keeps no other from being sealed. */
export async function trySealing(ctx: Ctx, texts: readonly ToSeal[]): Promise<Opened[]> {
  if (texts.length === 0) return [];
  const keys = await keysForHolders(ctx, [...new Set(texts.map(({ clientId }) => clientId))]);
  return texts.map((one): Opened => {
    const key = keys.get(one.clientId);
    if (!key) throw new Error('A holder got no key.');
    return typeof key === 'string' ? { fault: key } : { text: sealText(key, aboutOf(one), one.text) };
  });
}

async function keysForHolders(ctx: Ctx, holders: readonly (bigint | null)[]): Promise<Map<bigint | null, HolderKey | SealFault>> {
  const clientIds = holders.flatMap((holder) => (holder === null ? [] : [String(holder)]));
  const ofPractice = holders.includes(null);
  const read = async (): Promise<Map<bigint | null, SealingKeyRow>> =>
    new Map(
      (await keysOfHolders(ctx, clientIds, ofPractice)).map((row) => [row.clientId === null ? null : BigInt(row.clientId), row]),
    );
  let rows = await read();
  const without = holders.filter((holder) => !rows.has(holder));
  if (without.length > 0) {
    await addKeys(
      ctx,
      without.map((holder) => {
        const clientId = holder === null ? null : String(holder);
        return { clientId, ...newKey(ctx.config, clientId) };
      }),
    );
    // Another may have been first: what stands there counts.
    rows = await read();
  }
  return new Map([...rows].map(([holder, row]) => [holder, keyOf(ctx, row)]));
}

/** Opens texts, in their order. What does not open says why, and keeps no other from opening; what stands in the clear is given as it is. */
export async function openTexts(ctx: Ctx, texts: readonly ToOpen[]): Promise<Opened[]> {
  const ids = new Set(texts.flatMap(({ sealed }) => holderOf(sealed) ?? []));
  if (ids.size === 0) return texts.map(({ sealed }) => ({ text: sealed }));
  const rows = await keysById(ctx, [...ids].map(String));
  const keys = new Map(rows.map((row) => [BigInt(row.id), keyOf(ctx, row)]));
  return texts.map((one): Opened => {
    const holder = holderOf(one.sealed);
    if (holder === undefined) return { text: one.sealed };
    const key = keys.get(holder) ?? 'DAMAGED';
    if (typeof key === 'string') return { fault: key };
    const text = openText(key, aboutOf(one), one.sealed);
    return text === undefined ? { fault: 'DAMAGED' } : { text };
  });
}
