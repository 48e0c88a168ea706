/** Whom a run is about, and whether somebody may bill all of them: what they may not see, must not be written about in their name. */
import { SYSTEM } from '../../access/actor.js';
import { type Ctx, signedInId } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import type { InvoiceRun } from '../../generated/prisma/index.js';
import { forbidden } from '../../kernel/errors.js';
import { hiddenLinesAmong } from '../invoices/invoices.queries.js';
import { unbilledClients, type VisitsAsked } from '../visits/visits.queries.js';
import { isAnybodyHidden, type Left } from './runs.queries.js';

/** The visits that a run bills. */
export const visitsOfRun = ({
  fromDay,
  toDay,
  locationId,
  fees,
}: InvoiceRun): Pick<VisitsAsked, 'from' | 'to' | 'locationId' | 'fees'> => ({
  from: fromDay,
  to: toDay,
  fees,
  ...(locationId === null ? {} : { locationId }),
});

/** Of these clients those with unbilled visits that the actor may not see, of a learner say. */
export async function hiddenVisits(ctx: Ctx, run: InvoiceRun, clientIds: readonly bigint[]): Promise<Set<bigint>> {
  // Whoever sees a client sees all of their visits, but for what is said of single learners.
  if (clientIds.length === 0 || !isToldOfLearners(ctx)) return new Set();
  const asked = { ...visitsOfRun(run), clientIds };
  const there = await unbilledClients({ ...ctx, actor: SYSTEM }, Permission.EDIT_BILLING, asked, clientIds.length);
  const seen = await unbilledClients(ctx, Permission.EDIT_BILLING, asked, clientIds.length);
  const visits = new Map(seen.map((one) => [one.clientId, one.visits]));
  return new Set(there.flatMap((one) => (visits.get(one.clientId) === one.visits ? [] : BigInt(one.clientId))));
}

const isToldOfLearners = ({ actor }: Ctx): boolean => actor.recordRules.some(({ learnerId }) => learnerId !== null);

/**
 * Throws 403 unless the actor may bill all who are left in the run, which goes on in their name. Whoever it goes on for already may stop it
 * all the same.
 */
export async function requireAllLeft(tx: Ctx, run: InvoiceRun, left: Left): Promise<void> {
  const isTheirs = run.createdBy === signedInId(tx);
  if (left === 'GOING' && isTheirs) return;
  if (!(await isAnybodyHidden(tx, run.id, left)) && (isTheirs || !(await isAnyVisitHidden(tx, run, left)))) return;
  throw forbidden('You may not bill all who are left in this run. Somebody who may has to do this.');
}

/** Of whoever began the run was asked then: what is closed to them was none of it. */
async function isAnyVisitHidden(tx: Ctx, run: InvoiceRun, left: Left): Promise<boolean> {
  if (!isToldOfLearners(tx)) return false;
  const clients = await tx.db.invoiceRunClient.findMany({
    where: {
      runId: run.id,
      ...(left === 'DRAFTS' ? { invoice: { status: 'DRAFT' } } : { result: { in: ['WAITING', 'DRAFTED', 'FAILED'] } }),
    },
    select: { clientId: true, invoiceId: true },
  });
  const invoices = clients.flatMap(({ invoiceId }) => invoiceId ?? []);
  if (invoices.length > 0 && (await hiddenLinesAmong(tx, Permission.EDIT_BILLING, { invoices })) > 0) return true;
  const waiting = clients.flatMap(({ clientId, invoiceId }) => (invoiceId === null ? clientId : []));
  return (await hiddenVisits(tx, run, waiting)).size > 0;
}
