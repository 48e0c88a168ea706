/** Visits that nobody is asked to pay for: a fee that is let go, a courtesy. Each with a reason, and taken back if need be. */
import { Permission } from '../../access/permissions.js';
import { requireClientOf, requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import type { VisitWaiver } from '../../generated/prisma/index.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import type { NewWaiver } from './visits.input.js';
import { holdAppointments } from '../pricing/parts.queries.js';
import { readVisitRows } from './visits.queries.js';

/** Parts of one appointment: as many as a group has seats. */
const MOST_PARTS = 201;

/** Throws 403, 409 (billed, or waived already), 422 (no such visit; several take part: whose part?). */
export async function waiveVisit(ctx: Ctx, { appointmentId, clientId, learnerId, reason }: NewWaiver): Promise<VisitWaiver> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  return inTransaction(ctx, async (tx) => {
    await holdAppointments(tx, [appointmentId]);
    const rows = await readVisitRows(tx, Permission.EDIT_BILLING, { appointmentIds: [appointmentId] }, MOST_PARTS);
    const meant = rows.filter(
      (row) =>
        (clientId === undefined || row.clientId === String(clientId)) && (!learnerId || row.learnerId === String(learnerId)),
    );
    const [visit] = meant;
    if (!visit) throw unprocessable('reference.not_found', 'There is no such visit.', 'appointmentId');
    if (meant.length > 1) throw unprocessable('field.required', 'Several take part: say whose part is meant.', 'learnerId');
    if (visit.state === 'BILLED')
      throw conflict('visit.billed', `This visit is on ${visit.invoiceNumber ?? 'an invoice'} already.`);
    if (visit.state === 'WAIVED') throw conflict('visit.waived', 'Nobody is asked to pay for this visit already.');
    const row = await tx.db.visitWaiver.create({
      data: {
        appointmentId,
        clientId: BigInt(visit.clientId),
        learnerId: visit.learnerId === null ? null : BigInt(visit.learnerId),
        reason,
        createdAt: tx.now(),
        createdBy: tx.actor.id,
      },
    });
    await audit(tx, {
      action: 'CREATE',
      recordType: 'VisitWaiver',
      recordId: row.id,
      clientId: row.clientId,
      after: row,
      reason,
    });
    await emit(tx, 'visit_waiver.created', { id: row.id, clientId: row.clientId });
    return row;
  });
}

/** Throws 403, 404: the waiver of a visit that the actor does not see is as one that is not there. */
export async function getWaiver(ctx: Ctx, id: bigint, permission: Permission = Permission.VIEW_BILLING): Promise<VisitWaiver> {
  requirePermission(ctx.actor, permission);
  const row = await ctx.db.visitWaiver.findUnique({ where: { id } });
  if (!row) throw notFound('visit waiver');
  await requireClientOf(ctx, permission, row.clientId, 'visit waiver');
  const asked = { appointmentIds: [row.appointmentId], ...(row.learnerId === null ? {} : { learnerId: row.learnerId }) };
  const parts = await readVisitRows(ctx, permission, asked, MOST_PARTS);
  if (!parts.some(({ waiverId }) => waiverId === String(id))) throw notFound('visit waiver');
  return row;
}

/** Takes a waiver back: the visit can be billed again. Throws 403, 404. */
export async function removeWaiver(ctx: Ctx, id: bigint): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { appointmentId } = await getWaiver(tx, id, Permission.EDIT_BILLING);
    await holdAppointments(tx, [appointmentId]);
    const before = await getWaiver(tx, id, Permission.EDIT_BILLING);
    await tx.db.visitWaiver.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'VisitWaiver', recordId: id, clientId: before.clientId, before });
    await emit(tx, 'visit_waiver.deleted', { id, clientId: before.clientId });
  });
}
