/** Drafts of visits, for one client or many: what packages pay, what the lines come to, and the writing of them. A handful of statements each. */
import type { Ctx } from '../../access/context.js';
import { toDate } from '../../kernel/time.js';
import { type DraftFields, insertDrafts, type NewDraft, type WrittenDraft } from '../invoices/invoices.service.js';
import { type LineToMake, type MadeLine, workOut } from '../invoices/making-lines.js';
import { drawVisits } from '../packages/drawing.service.js';
import { chargeOf, isCharged, paidByPackage, type VisitCharge } from './charges.js';
import { MOST_VISITS } from './visits.input.js';
import type { VisitRow } from './visits.queries.js';

/** A visit, and what it is charged. */
export interface ChargedVisit {
  row: VisitRow;
  charge: VisitCharge;
}

/** What is billed of a client's visits, and what is left. */
export interface Billable {
  charged: ChargedVisit[];
  left: VisitRow[];
  /** There are more than fit one invoice. */
  more: boolean;
}

/** What is billed of one client's visits, and what is not: the first that fit an invoice. */
export function sorted(rows: readonly VisitRow[]): Billable {
  const charged: ChargedVisit[] = [];
  const left: VisitRow[] = [];
  for (const row of rows.slice(0, MOST_VISITS)) {
    const charge = chargeOf(row);
    if (isCharged(charge)) charged.push({ row, charge });
    else left.push(row);
  }
  return { charged, left, more: rows.length > MOST_VISITS };
}

/**
 * The same with what packages pay for, in the order of the visits, of several clients if you like. They pay what the client pays: not what is
 * for a policy or a funding source.
 */
export async function withPackages(ctx: Ctx, charged: readonly ChargedVisit[]): Promise<ChargedVisit[]> {
  const visits = await drawVisits(
    ctx,
    charged.map(({ row, charge }) => ({
      clientId: BigInt(row.clientId),
      learnerId: row.learnerId === null ? null : BigInt(row.learnerId),
      serviceCodeId: charge.serviceCodeId,
      day: row.day,
    })),
  );
  return charged.map(({ row, charge }, index) => {
    const visit = visits[index];
    return { row, charge: visit ? paidByPackage(charge, visit) : charge };
  });
}

/** The line that bills a visit. */
export const lineOf = ({ row, charge }: ChargedVisit): LineToMake => ({
  clientId: BigInt(row.clientId),
  serviceCodeId: charge.serviceCodeId,
  serviceDate: toDate(row.day, 'serviceDate'),
  quantity: charge.quantity,
  appointmentId: BigInt(row.appointmentId),
  learnerId: row.learnerId === null ? null : BigInt(row.learnerId),
  reason: charge.reason,
  packageVisit: charge.packageVisit,
});

/** One client's visits, and what the draft over them says. */
export type WantedDraft = DraftFields & { clientId: bigint; found: Billable };
/** The same, worked out. */
export type WorkedOut = WantedDraft & { made: readonly MadeLine[] };

/** What the drafts would say, of each client of whom anything is charged, in their order. */
export async function workOutDrafts(ctx: Ctx, wanted: readonly WantedDraft[], packages = true): Promise<WorkedOut[]> {
  const full = wanted.filter(({ found }) => found.charged.length > 0);
  if (full.length === 0) return [];
  const all = full.flatMap(({ found }) => found.charged);
  const isForClient = full.every(({ insuranceId, fundingId }) => !insuranceId && !fundingId);
  const charged = packages && isForClient ? await withPackages(ctx, all) : all;
  const made = await workOut(ctx, charged.map(lineOf));
  let at = 0;
  return full.map((draft) => {
    const from = at;
    at += draft.found.charged.length;
    return { ...draft, found: { ...draft.found, charged: charged.slice(from, at) }, made: made.slice(from, at) };
  });
}

/** A draft for each client of whom anything is charged, in their order. @param tx of a transaction that holds the visits */
export async function draftsOf(tx: Ctx, wanted: readonly WantedDraft[], packages = true): Promise<WrittenDraft[]> {
  const drafts = await workOutDrafts(tx, wanted, packages);
  return drafts.length === 0
    ? []
    : insertDrafts(
        tx,
        drafts.map(({ found: _, ...draft }): NewDraft => draft),
      );
}
