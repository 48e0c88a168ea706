/** From visits to drafts: what is not billed yet, what it comes to, and making invoices of it, each visit once. */
import { Permission } from '../../access/permissions.js';
import { requireClient, requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { Page } from '../../database/lists.js';
import { daysBetween } from '../../kernel/days.js';
import { AppError, unprocessable } from '../../kernel/errors.js';
import { fromDate, toDate } from '../../kernel/time.js';
import { type DraftFields, insertDrafts, type NewDraft, type WrittenDraft } from '../invoices/invoices.service.js';
import { type LineToMake, type MadeLine, workOut } from '../invoices/lines.service.js';
import { drawVisits } from '../packages/drawing.service.js';
import { type InvoiceFigures, invoiceFigures } from '../rules/line.js';
import { chargeOf, isCharged, paidByPackage, type VisitCharge } from './charges.js';
import { type InvoiceVisits, MOST_VISITS, type PreviewVisits, type VisitList } from './visits.input.js';
import {
  holdAppointments,
  holdVisits,
  listVisitRows,
  readVisitRows,
  servicesNamed,
  type VisitRow,
  type VisitsAsked,
} from './visits.queries.js';

const LONGEST = 366;
/** No client has more in one group. */
const MOST_LEARNERS = 20;

/** Throws 422 for days the wrong way round, or too many of them. */
export function requireDays(from: Date, to: Date, path = 'to'): void {
  const days = daysBetween(fromDate(from), fromDate(to));
  if (days < 0) throw unprocessable('visit.dates', 'The last day is on or after the first.', path);
  if (days > LONGEST) throw unprocessable('visit.dates', `At most ${LONGEST} days at once.`, path);
}

/** Visits of some days, of clients and learners whom the actor may see. Throws 403, 422. */
export async function listVisits(ctx: Ctx, query: VisitList): Promise<Page<VisitRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  requireDays(query.from, query.to);
  return listVisitRows(ctx, Permission.VIEW_BILLING, query);
}

/** What is billed of a client's visits, and what is left. */
export interface Billable {
  charged: { row: VisitRow; charge: VisitCharge }[];
  left: VisitRow[];
  /** There are more than fit one invoice. */
  more: boolean;
}

type Chosen = Pick<PreviewVisits, 'clientId' | 'visits' | 'from' | 'to' | 'fees' | 'packages'>;

/** What is asked for: chosen visits, or days. Throws 422 where it is neither. */
function askedFor({ clientId, visits, from, to, fees }: Chosen): VisitsAsked {
  if (visits) return { clientIds: [clientId], appointmentIds: [...new Set(visits.map(({ appointmentId }) => appointmentId))] };
  if (!from || !to) throw unprocessable('field.required', 'Name the visits, or the days.', from ? 'to' : 'from');
  requireDays(from, to);
  return { clientIds: [clientId], from, to, state: 'UNBILLED', fees: fees ?? true };
}

/** Each visit by itself: of those that were chosen the parts that were named, billed as what was said. Throws 422 with all that is wrong. */
async function chosen(
  ctx: Ctx,
  clientId: bigint,
  rows: readonly VisitRow[],
  visits: NonNullable<Chosen['visits']>,
): Promise<VisitRow[]> {
  const services = await servicesNamed(
    ctx,
    clientId,
    visits.flatMap(({ serviceCodeId }) => serviceCodeId ?? []),
    [...new Set(rows.map(({ day }) => day))].map((day) => toDate(day, 'day')),
  );
  const errors: { path: string; message: string }[] = [];
  const found = visits.flatMap(({ appointmentId, learnerId, serviceCodeId }, index): VisitRow[] => {
    const row = rows.find(
      (one) => one.appointmentId === String(appointmentId) && (learnerId ? one.learnerId === String(learnerId) : true),
    );
    if (!row) {
      errors.push({ path: `visits.${index}`, message: 'is no visit of this client that can be billed' });
      return [];
    }
    if (serviceCodeId === undefined) return [row];
    const service = services.get(String(serviceCodeId));
    if (!service) {
      errors.push({ path: `visits.${index}.serviceCodeId`, message: 'is no active service code' });
      return [];
    }
    const { id, code, billableUnit, minimumDuration, rates, agreed } = service;
    return [
      {
        ...row,
        serviceCodeId: id,
        code,
        billableUnit,
        minimumDuration,
        rate: rates[row.day] ?? null,
        agreed: agreed[row.day] ?? null,
      },
    ];
  });
  const twice = found.findIndex((row, index) => found.some((one, at) => at < index && samePart(one, row)));
  if (twice >= 0) errors.push({ path: `visits.${twice}`, message: 'is named twice' });
  if (errors.length > 0) throw new AppError(422, 'visit.not_billable', 'Some of these visits cannot be billed.', { errors });
  return found;
}

const samePart = (one: VisitRow, other: VisitRow): boolean =>
  one.appointmentId === other.appointmentId && one.learnerId === other.learnerId;

function sorted(rows: readonly VisitRow[], more: boolean): Billable {
  const charged: Billable['charged'] = [];
  const left: VisitRow[] = [];
  for (const row of rows) {
    const charge = chargeOf(row);
    if (isCharged(charge)) charged.push({ row, charge });
    else left.push(row);
  }
  return { charged, left, more };
}

async function billable(ctx: Ctx, input: Chosen): Promise<Billable> {
  const { visits } = input;
  // A group that was chosen has a part for each of the client's learners.
  const most = visits ? MOST_VISITS * MOST_LEARNERS : MOST_VISITS + 1;
  const rows = await readVisitRows(ctx, Permission.EDIT_BILLING, askedFor(input), most);
  return visits
    ? sorted(await chosen(ctx, input.clientId, rows, visits), false)
    : sorted(rows.slice(0, MOST_VISITS), rows.length > MOST_VISITS);
}

/**
 * The same with what packages pay for, in the order of the visits, of several clients if you like. They pay what the client pays: not what is
 * for a policy or a funding source.
 */
export async function withPackages(ctx: Ctx, charged: Billable['charged']): Promise<Billable['charged']> {
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
export const lineOf = ({ row, charge }: Billable['charged'][number]): LineToMake => ({
  clientId: BigInt(row.clientId),
  serviceCodeId: charge.serviceCodeId,
  serviceDate: toDate(row.day, 'serviceDate'),
  quantity: charge.quantity,
  appointmentId: BigInt(row.appointmentId),
  learnerId: row.learnerId === null ? null : BigInt(row.learnerId),
  reason: charge.reason,
  packageVisit: charge.packageVisit,
});

/** What an invoice over these visits would say. Throws 403, 404, 422. */
export async function previewInvoice(ctx: Ctx, input: PreviewVisits): Promise<Billable & { figures: InvoiceFigures }> {
  await requireClient(ctx, Permission.EDIT_BILLING, input.clientId);
  const all = await billable(ctx, input);
  const found = input.packages === false ? all : { ...all, charged: await withPackages(ctx, all.charged) };
  return { ...found, figures: invoiceFigures(await workOut(ctx, found.charged.map(lineOf))) };
}

/** Throws 409 or 422 with all that speaks against visits that were named one by one. */
function requireAll({ left }: Billable, visits: NonNullable<Chosen['visits']>): void {
  if (left.length === 0) return;
  const errors = left.map((row) => {
    const index = visits.findIndex(
      ({ appointmentId, learnerId }) =>
        row.appointmentId === String(appointmentId) && (!learnerId || row.learnerId === String(learnerId)),
    );
    const charge = chargeOf(row);
    return { path: `visits.${index}`, message: isCharged(charge) ? '' : charge.message };
  });
  const [{ state }] = left as [VisitRow];
  if (state === 'BILLED') throw new AppError(409, 'visit.billed', 'A visit is on an invoice already.', { errors });
  if (state === 'WAIVED') throw new AppError(409, 'visit.waived', 'Nobody is asked to pay for a visit.', { errors });
  throw new AppError(422, 'visit.not_billable', 'Some of these visits cannot be billed.', { errors });
}

/**
 * Makes a draft of a client's visits. What was looked at is held and looked at again, so that no visit comes on two invoices, whoever else
 * bills at the same time. Throws 403, 404, 409 (a visit is billed or waived), 422 (with all that is wrong, or nothing is left to bill).
 */
export async function invoiceVisits(ctx: Ctx, input: InvoiceVisits): Promise<{ id: bigint; left: VisitRow[]; more: boolean }> {
  const { clientId, visits, from, to, fees, packages, ...fields } = input;
  await requireClient(ctx, Permission.EDIT_BILLING, clientId);
  return inTransaction(ctx, async (tx) => {
    const asked = { clientId, visits, from, to, fees, packages };
    const first = await billable(tx, asked);
    await holdAppointments(tx, appointmentsOf(first));
    const found = await billable(tx, asked);
    if (visits) requireAll(found, visits);
    const [draft] = await draftsOf(tx, [{ clientId, found: onlyHeld(found, first), ...fields }], packages);
    if (!draft) throw unprocessable('visit.none', 'There is nothing to bill: see what is left and why.');
    return { id: draft.id, left: found.left, more: found.more };
  });
}

const appointmentsOf = ({ charged, left }: Billable): bigint[] =>
  [...new Set([...charged.map(({ row }) => row), ...left].map(({ appointmentId }) => appointmentId))].map(BigInt);

/** What came up since is not held, and waits for the next time. */
function onlyHeld(found: Billable, held: Billable): Billable {
  const ids = new Set(appointmentsOf(held));
  return { ...found, charged: found.charged.filter(({ row }) => ids.has(BigInt(row.appointmentId))) };
}

/** A draft for each client of whom anything is charged, in their order. @param tx of a transaction that holds the visits */
async function draftsOf(
  tx: Ctx,
  wanted: readonly (DraftFields & { clientId: bigint; found: Billable })[],
  packages = true,
): Promise<WrittenDraft[]> {
  const full = wanted.filter(({ found }) => found.charged.length > 0);
  if (full.length === 0) return [];
  const charged = full.flatMap(({ found }) => found.charged);
  const isForClient = full.every(({ insuranceId, fundingId }) => !insuranceId && !fundingId);
  const made = await workOut(tx, (packages && isForClient ? await withPackages(tx, charged) : charged).map(lineOf));
  let at = 0;
  const next = (count: number): MadeLine[] => made.slice(at, (at += count));
  const drafts = full.map(({ found, ...draft }): NewDraft => ({ ...draft, made: next(found.charged.length) }));
  return insertDrafts(tx, drafts);
}

function grouped(rows: readonly VisitRow[]): Map<string, VisitRow[]> {
  const groups = new Map<string, VisitRow[]>();
  for (const row of rows) {
    const group = groups.get(row.clientId);
    if (group) group.push(row);
    else groups.set(row.clientId, [row]);
  }
  return groups;
}

/** What became of one client's visits in `invoiceMany`. */
export interface Invoiced {
  clientId: bigint;
  /** Undefined: there was nothing to bill. */
  id: bigint | undefined;
  visits: number;
  left: number;
  more: boolean;
}

/**
 * Makes a draft for each of these clients of their unbilled visits, all or none. The caller has seen to it that the actor may bill them.
 * A handful of statements, however many they are.
 */
export async function invoiceMany(
  ctx: Ctx,
  clientIds: readonly bigint[],
  query: Omit<VisitsAsked, 'clientIds' | 'appointmentIds' | 'state'>,
  fields: DraftFields,
): Promise<Invoiced[]> {
  return inTransaction(ctx, async (tx) => {
    const most = clientIds.length * MOST_VISITS + 1;
    const asked = { ...query, clientIds, state: 'UNBILLED' as const };
    const held = await holdVisits(tx, Permission.EDIT_BILLING, asked, most);
    // What was looked at may have changed while others held it; what came up since is not held, and waits for the next time.
    const rows = (await readVisitRows(tx, Permission.EDIT_BILLING, asked, most)).filter(({ appointmentId }) =>
      held.has(appointmentId),
    );
    const byClient = grouped(rows);
    const wanted = clientIds.map((clientId) => {
      const theirs = byClient.get(String(clientId)) ?? [];
      return { clientId, found: sorted(theirs.slice(0, MOST_VISITS), theirs.length > MOST_VISITS), ...fields };
    });
    const drafts = await draftsOf(tx, wanted);
    let at = 0;
    return wanted.map(({ clientId, found }) => ({
      clientId,
      id: found.charged.length > 0 ? drafts[at++]?.id : undefined,
      visits: found.charged.length,
      left: found.left.length,
      more: found.more,
    }));
  });
}
