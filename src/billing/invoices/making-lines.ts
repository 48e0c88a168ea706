/** What lines of an invoice come to: what each service costs on its day, which taxes apply, what of a package pays for it. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientScope, covers } from '../../access/scope.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import { AppError, unprocessable } from '../../kernel/errors.js';
import { MOST_MONEY } from '../../kernel/money.js';
import { fromDate } from '../../kernel/time.js';
import { drawNamed, type PackageVisit } from '../packages/drawing.service.js';
import { holdAppointments, partsOf } from '../pricing/parts.queries.js';
import { servicesOnDays, type ServiceOnDay } from '../pricing/pricing.queries.js';
import { taxesOf } from '../pricing/taxes-of.js';
import { lineFigures, type Discount, type LineFigures } from '../rules/line.js';
import type { InvoiceLineInput } from './invoices.input.js';

/**
 * A line that is to be worked out.
 * @property reason why it is as it is, where that was worked out, too
 * @property packageVisit what of a package pays for it
 * @property mayBeRetired its service need not be active any more
 */
export type LineToMake = InvoiceLineInput & {
  clientId: bigint;
  reason?: string | null;
  packageVisit?: PackageVisit | undefined;
  mayBeRetired?: boolean;
};

/** A line as it will be kept. */
export interface MadeLine extends LineFigures {
  input: LineToMake;
  description: string;
  quantity: Decimal;
  unitPrice: Decimal;
  /** The list's price, where the line has another. */
  listPrice: Decimal | null;
}

/** Where a fault is: within `lines`, or of the one line that is sent. */
type At = (index: number, field: string) => string;
const AMONG_LINES: At = (index, field) => `lines.${index}.${field}`;

function priceOf({ unitPrice, packageVisit }: LineToMake, { code, rate, agreed }: ServiceOnDay, index: number, at: At): Decimal {
  if (packageVisit) return packageVisit.price;
  if (unitPrice !== undefined) {
    if (unitPrice.isNegative()) throw unprocessable('invoice.line', 'A price is not negative.', at(index, 'unitPrice'));
    return unitPrice;
  }
  if (agreed !== null) return agreed;
  if (rate === null)
    throw unprocessable('invoice.no_rate', `${code} has no rate on that day: say the price.`, at(index, 'unitPrice'));
  return rate;
}

function discountOf({ discountAmount, discountPercent }: InvoiceLineInput, index: number, at: At): Discount | null {
  if (discountAmount !== undefined && discountPercent !== undefined)
    throw unprocessable('invoice.line', 'A discount is money or per cent, not both.', at(index, 'discountPercent'));
  if (discountAmount?.isNegative())
    throw unprocessable('invoice.line', 'A discount is not negative.', at(index, 'discountAmount'));
  if (discountAmount) return { amount: discountAmount };
  return discountPercent ? { percent: discountPercent } : null;
}

/** Throws 422 for learners who are not the client's, or not there for the actor. */
async function requireLearners(ctx: Ctx, clientId: bigint, lines: readonly InvoiceLineInput[], at: At): Promise<void> {
  const ids = lines.flatMap(({ learnerId }) => learnerId ?? []);
  if (ids.length === 0) return;
  const seen = await visibleLearners(ctx, Permission.EDIT_BILLING, [...new Set(ids)]);
  lines.forEach(({ learnerId }, index) => {
    if (learnerId === null || learnerId === undefined) return;
    const of = seen.get(learnerId);
    if (of === undefined) throw unprocessable('reference.not_found', 'There is no such learner.', at(index, 'learnerId'));
    if (of !== clientId)
      throw unprocessable('reference.other_client', 'This learner belongs to another client.', at(index, 'learnerId'));
  });
}

/**
 * Holds the visits that lines name, and gives the lines with whom they are about: who took part alone, so that nobody's part is billed under
 * another's name. Of a visit with one part of this client a line without a learner takes that over. Throws 422 for visits that are not the
 * client's, that were called off, or in which the learner took no part.
 */
async function ofVisits<T extends InvoiceLineInput>(ctx: Ctx, clientId: bigint, lines: readonly T[], at: At): Promise<T[]> {
  const ids = [...new Set(lines.flatMap(({ appointmentId }) => appointmentId ?? []))];
  if (ids.length === 0) return [...lines];
  await holdAppointments(ctx, ids);
  const theirs = await partsOf(ctx, clientId, ids);
  return lines.map((line, index) => {
    const { appointmentId, learnerId = null } = line;
    if (!appointmentId) return line;
    const parts = theirs.get(appointmentId);
    if (!parts) throw unprocessable('reference.not_found', 'This client has no such appointment.', at(index, 'appointmentId'));
    if (parts.isCalledOff) throw unprocessable('visit.not_billable', 'This visit was called off.', at(index, 'appointmentId'));
    const [only = null, ...others] = parts.learners;
    if (learnerId === null) return others.length === 0 ? { ...line, learnerId: only } : line;
    if (!parts.learners.includes(learnerId))
      throw unprocessable('visit.not_billable', 'This learner did not take part in that visit.', at(index, 'learnerId'));
    return line;
  });
}

/** Throws 403 where diagnoses are sent by somebody who may not write what is noted about the client, or that learner. */
function requireDiagnoses(ctx: Ctx, clientId: bigint, lines: readonly Partial<InvoiceLineInput>[], at: At): void {
  const scope = clientScope(ctx.actor, Permission.EDIT_CLINICAL_NOTE);
  lines.forEach(({ diagnosisCodes, learnerId }, index) => {
    if (!diagnosisCodes?.length || covers(scope, clientId, learnerId ?? null)) return;
    throw new AppError(403, 'field.refused', 'You may not write diagnoses.', {
      errors: [{ path: at(index, 'diagnosisCodes'), message: 'may not be set by you' }],
    });
  });
}

/** What of their packages pays for the lines that name one, by their places. Throws 422 for those that it does not fit. */
async function packageVisits(
  ctx: Ctx,
  clientId: bigint,
  lines: readonly InvoiceLineInput[],
  at: At,
  without: { invoiceId?: bigint; lineId?: bigint },
): Promise<Map<number, PackageVisit>> {
  const wanted = lines.flatMap(({ packageId, ...line }, index) => {
    if (packageId === null || packageId === undefined) return [];
    const { quantity, unitPrice, discountAmount, discountPercent, serviceCodeId, serviceDate, learnerId = null } = line;
    const other = (quantity && !quantity.equals(1) && 'quantity') || (unitPrice && 'unitPrice');
    const path =
      other || (discountAmount?.greaterThan(0) && 'discountAmount') || (discountPercent?.greaterThan(0) && 'discountPercent');
    if (path) throw unprocessable('package.line', 'A visit of a package is one, at the price of the package.', at(index, path));
    return [{ index, packageId, clientId, learnerId, serviceCodeId, day: fromDate(serviceDate), path: at(index, 'packageId') }];
  });
  const visits = await drawNamed(ctx, clientId, wanted, without);
  return new Map(wanted.map(({ index }, place) => [index, visits[place] as PackageVisit]));
}

/**
 * Works lines out. Throws 403 for diagnoses of somebody who may not write them, 422 with the path of the first fault.
 * @param ctx of the transaction that will keep them
 * @param single one line by itself: faults are told at its own fields
 * @param sent what of the inputs is new, where some of it was kept
 * @param without what that invoice or line uses of packages is free for these lines
 */
export async function makeLines(
  ctx: Ctx,
  clientId: bigint,
  inputs: readonly InvoiceLineInput[],
  single?: '',
  sent: readonly Partial<InvoiceLineInput>[] = inputs,
  without: { invoiceId?: bigint; lineId?: bigint } = {},
): Promise<MadeLine[]> {
  if (inputs.length === 0) return [];
  const at: At = single === undefined ? AMONG_LINES : (_index, field) => field;
  await requireLearners(ctx, clientId, inputs, at);
  const lines = await ofVisits(ctx, clientId, inputs, at);
  // Whom a line is about may follow from what was kept, or from its visit.
  const written = sent.map(({ diagnosisCodes }, index) => ({ diagnosisCodes, learnerId: lines[index]?.learnerId }));
  requireDiagnoses(ctx, clientId, written, at);
  const packages = await packageVisits(ctx, clientId, lines, at, without);
  return workOut(
    ctx,
    lines.map((input, index) => ({ ...input, clientId, packageVisit: packages.get(index) })),
    at,
  );
}

/**
 * As makeLines, for lines whose learners and visits are known to be their clients': of several clients, if you like. Two statements.
 * Throws 422 with the path of the first fault.
 */
export async function workOut(ctx: Ctx, inputs: readonly LineToMake[], at: At = AMONG_LINES): Promise<MadeLine[]> {
  const services = await servicesOnDays(
    ctx,
    inputs.map(({ serviceCodeId, serviceDate, appointmentId, clientId }) => ({
      serviceCodeId,
      clientId,
      serviceDate: fromDate(serviceDate),
      appointmentId: appointmentId ?? null,
    })),
  );
  const known = services.map((service, index): ServiceOnDay => {
    if (!service || (!service.isActive && !inputs[index]?.mayBeRetired))
      throw unprocessable('reference.not_found', 'There is no such active service code.', at(index, 'serviceCodeId'));
    return service;
  });
  const taxes = await taxesOf(
    ctx,
    known,
    inputs.map(({ serviceDate }) => fromDate(serviceDate)),
  );
  return inputs.map((input, index): MadeLine => {
    const service = known[index] as ServiceOnDay;
    const quantity = input.quantity ?? new Decimal(1);
    if (quantity.isZero()) throw unprocessable('invoice.line', 'A quantity is more than nothing.', at(index, 'quantity'));
    const unitPrice = priceOf(input, service, index, at);
    const figures = lineFigures(quantity, unitPrice, discountOf(input, index, at), taxes[index] ?? []);
    // An invoice of all the lines that it may have is still an amount that can be kept.
    if (figures.gross.plus(figures.tax).greaterThan(MOST_MONEY))
      throw unprocessable('invoice.line', `A line comes to at most ${MOST_MONEY.toFixed(2)}.`, at(index, 'unitPrice'));
    if (input.discountAmount?.greaterThan(figures.gross))
      throw unprocessable('invoice.line', 'A discount is at most the line.', at(index, 'discountAmount'));
    return {
      ...figures,
      input,
      description: input.description ?? service.description,
      quantity,
      unitPrice,
      listPrice: service.rate !== null && !service.rate.equals(unitPrice) ? service.rate : null,
    };
  });
}
