/**
 * The one writer of the audit trail: who did what, when, from where, to which record, and how it looked before and after.
 * An event stands or falls with the change it tells of: it is written at the end of its transaction.
 */
import { Prisma } from '../generated/prisma/index.js';
import type { Ctx } from '../access/context.js';
import { secretFields } from '../access/secrets.js';
import type { ModelName } from '../database/data-model.js';
import { insertRows, type LogRow } from '../database/last-inserts.js';
import { AUDIT_TABLE } from './audit-table.js';

export type AuditAction =
  | 'CREATE'
  | 'UPDATE'
  | 'DELETE'
  | 'ARCHIVE'
  | 'READ'
  | 'EXPORT'
  | 'SIGN_IN'
  | 'SIGN_IN_FAILED'
  | 'SIGN_OUT'
  | 'REFUSED'
  | 'LOCKED'
  | 'UNLOCKED'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET'
  | 'SESSIONS_ENDED'
  | 'RUN';

export interface AuditEntry {
  action: AuditAction;
  recordType?: ModelName;
  recordId?: string | bigint;
  /** The client whose record this touches. */
  clientId?: bigint | null;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  /** Why, in the actor's words; or what was refused. Never patient data. */
  reason?: string;
  /** All of before and after is told, and not only what differs: the old entry of a log is kept as it was. */
  whole?: boolean;
  /** A part of a record that this request tells of by itself: whether a repeat is answered depends on that one. */
  isPart?: true;
}

/** Not worth telling: they change with every write. */
const NOISE = new Set(['updatedAt', 'updatedBy', 'createdAt']);

/** JSON knows no bigint: an id within an object is told as text, as one beside it is. */
const withIds = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

function plain(value: unknown): Prisma.InputJsonValue | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? '');
  if (Prisma.Decimal.isDecimal(value)) return value.toString();
  if (typeof value === 'object') return JSON.parse(JSON.stringify(value, withIds)) as Prisma.InputJsonObject;
  return value;
}

/** The fields of `row` that an audit event may tell, in JSON's terms: no secrets, no relations. */
function tell(
  model: ModelName | undefined,
  row: Record<string, unknown> | null | undefined,
  only?: Set<string>,
): Prisma.InputJsonObject | undefined {
  if (!row) return undefined;
  const secrets = new Set(model ? secretFields(model) : []);
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !secrets.has(name) && !NOISE.has(name) && (!only || only.has(name)))
      .map(([name, value]) => [name, plain(value)]),
  );
}

/** The names of the fields that differ between two rows. */
function changed(before: Record<string, unknown>, after: Record<string, unknown>): Set<string> {
  const text = (value: unknown) => JSON.stringify(plain(value));
  return new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => text(before[name]) !== text(after[name])));
}

/** The names of the fields that differ between two rows, of those that are worth telling. */
export function changedFields(before: object, after: object): string[] {
  return [...changed({ ...before }, { ...after })].filter((name) => !NOISE.has(name));
}

/** Writes one event. With `before` and `after` only what differs between them is told; nothing is written when nothing does. */
export async function audit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  await auditMany(ctx, [entry]);
}

/** As audit, for many events. */
export async function auditMany(ctx: Ctx, entries: AuditEntry[]): Promise<void> {
  const rows = entries.map((entry) => eventOf(ctx, entry)).filter((row) => row !== undefined);
  noteWritten(ctx, entries);
  if (ctx.transaction) ctx.transaction.inserts.add(AUDIT_TABLE, rows);
  else await insertRows(ctx.pool, [[AUDIT_TABLE, rows]]);
}

const WRITES = new Set<AuditAction>(['CREATE', 'UPDATE', 'ARCHIVE']);

/** A repeat of this request is answered only to somebody who may see what it wrote. */
function noteWritten(ctx: Ctx, entries: readonly AuditEntry[]): void {
  for (const { action, recordType, recordId, isPart } of entries) {
    if (!isPart && recordType && recordId !== undefined && WRITES.has(action))
      ctx.idempotency?.written.push({ type: recordType, id: String(recordId) });
  }
}

function eventOf(ctx: Ctx, entry: AuditEntry): LogRow | undefined {
  const only = entry.before && entry.after ? changed(entry.before, entry.after) : undefined;
  if (only && [...only].every((name) => NOISE.has(name))) return undefined;
  return {
    occurredAt: ctx.now(),
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    session: ctx.origin.session,
    ipAddress: ctx.origin.ipAddress,
    action: entry.action,
    recordType: entry.recordType ?? null,
    recordId: entry.recordId === undefined ? null : String(entry.recordId),
    clientId: entry.clientId ?? null,
    before: tell(entry.recordType, entry.before, entry.whole ? undefined : only),
    after: tell(entry.recordType, entry.after, entry.whole ? undefined : only),
    reason: entry.reason ?? null,
    requestId: ctx.requestId,
  };
}
