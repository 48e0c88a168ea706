/** From visits to drafts: what is not billed yet, what it comes to, and making invoices of it, each visit once. */
import { Permission } from '../../access/permissions.js';
import { requireClient, requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { Page } from '../../database/lists.js';
import { daysBetween } from '../../kernel/days.js';
import { AppError, unprocessable } from '../../kernel/errors.js';
import { fromDate, toDate } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import { workOut } from '../invoices/making-lines.js';
import { holdAppointments } from '../pricing/parts.queries.js';
import { type InvoiceFigures, invoiceFigures } from '../rules/line.js';
import { type Billable, draftsOf, lineOf, sorted, withPackages } from './drafting.js';
import { chargeOf, isCharged } from './charges.js';
import { warningsOfVisits } from './foreseen.js';
import { type InvoiceVisits, MOST_VISITS, type PreviewVisits, type VisitList } from './visits.input.js';
import { listVisitRows, readVisitRows, servicesNamed, type VisitRow, type VisitsAsked } from './visits.queries.js';

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

async function billable(ctx: Ctx, input: Chosen): Promise<Billable> {
  const { visits } = input;
  // A group that was chosen has a part for each of the client's learners.
  const most = visits ? MOST_VISITS * MOST_LEARNERS : MOST_VISITS + 1;
  const rows = await readVisitRows(ctx, Permission.EDIT_BILLING, askedFor(input), most);
  return sorted(visits ? await chosen(ctx, input.clientId, rows, visits) : rows);
}

/** What an invoice over these visits would say, and what of it would deserve a second look. Throws 403, 404, 422. */
export async function previewInvoice(
  ctx: Ctx,
  input: PreviewVisits,
): Promise<Billable & { figures: InvoiceFigures; warnings: Warning[] }> {
  await requireClient(ctx, Permission.EDIT_BILLING, input.clientId);
  const all = await billable(ctx, input);
  const found = input.packages === false ? all : { ...all, charged: await withPackages(ctx, all.charged) };
  const made = await workOut(ctx, found.charged.map(lineOf));
  const warnings = await warningsOfVisits(ctx, found.charged, made);
  return { ...found, figures: invoiceFigures(made), warnings: warnings.get(String(input.clientId)) ?? [] };
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
