/** Reads of the audit trail. */
import { Permission } from '../access/permissions.js';
import type { Ctx } from '../access/context.js';
import { tellsConfidential, toldKinds, untoldFields } from './records.access.js';
import { findRecord } from './records.reads.js';
import type { ModelName } from '../database/data-model.js';
import { forbidden } from '../kernel/errors.js';
import { toId } from '../kernel/ids.js';
import { audit } from '../audit/audit.service.js';

/** One audit event as the history of a record shows it. */
export interface RecordEvent {
  id: string;
  occurredAt: string;
  actorId: string | null;
  actorName: string | null;
  action: string;
  ipAddress: string | null;
  reason: string | null;
  /** Only what changed, without what the reader may not see. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  requestId: string | null;
}

const PAGE = 20;

/**
 * Who did what to this record, newest first. Throws 403 without VIEW_AUDIT, 404 for a record that is not the actor's to see.
 * What a confidential record says is told with an event of the reading.
 */
export async function auditOf(
  ctx: Ctx,
  recordType: ModelName,
  recordId: string,
  cursor?: string,
): Promise<{ items: RecordEvent[]; nextCursor: string | null }> {
  if (!ctx.actor.can(Permission.VIEW_AUDIT)) throw forbidden('You may not see the audit trail.');
  const hidden = new Set(untoldFields(ctx.actor, recordType).hidden);
  // Who doesn't see all of the kind sees of the past what they see of the record now; of one that is gone, nothing.
  const row = toldKinds(ctx.actor).includes(recordType) ? undefined : await findRecord(ctx, recordType, recordId);
  const visible = (value: unknown): Record<string, unknown> | null =>
    value && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).filter(([name]) => !hidden.has(name) && (!row || name in row)))
      : null;
  const rows = await ctx.db.auditEvent.findMany({
    where: { recordType, recordId, ...(cursor !== undefined && { id: { lt: toId(cursor, 'cursor') } }) },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  const items = rows.slice(0, PAGE).map((row) => ({
    id: String(row.id),
    occurredAt: row.occurredAt.toISOString(),
    actorId: row.actorId === null ? null : String(row.actorId),
    actorName: row.actorName,
    action: row.action,
    ipAddress: row.ipAddress,
    reason: row.reason,
    before: visible(row.before),
    after: visible(row.after),
    requestId: row.requestId,
  }));
  if (tellsConfidential(recordType, ...items.flatMap(({ before, after }) => [before, after]))) {
    await audit(ctx, { action: 'READ', recordType, recordId, clientId: rows[0]?.clientId ?? null });
  }
  return { items, nextCursor: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}
