/** The services that are billed, with what they cost from which day on. */
import type { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requireEverywhere, requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import type { Page } from '../../database/lists.js';
import { emit } from '../../events/emit.js';
import type { ServiceCode } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { addDays } from '../../kernel/days.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import { fromDate, toDate } from '../../kernel/time.js';
import { today } from '../ledger/posting.service.js';
import type { NewServiceCode, ServiceCodeChanges, ServiceCodeList } from './service-codes.input.js';
import { findServiceRow, listServiceRows, type RateRow, type ServiceCodeRow } from './service-codes.queries.js';

/** From which day on the first rate of a service holds: whatever was done before it was written down here, too. */
const EVER = new Date('2000-01-01T00:00:00Z');

/** The services that match, with their rates of today, or of the day that is asked for. Throws 403. */
export async function listServiceCodes(ctx: Ctx, query: ServiceCodeList): Promise<Page<ServiceCodeRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listServiceRows(ctx, query, fromDate(query.on ?? (await today(ctx))));
}

/** One service with all its rates. Throws 403, 404. */
export async function getServiceCode(ctx: Ctx, id: bigint): Promise<ServiceCodeRow & { rates: RateRow[] }> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findServiceRow(ctx, id, fromDate(await today(ctx)));
  if (!row) throw notFound('service code');
  return row;
}

function requireRate(rate: Decimal | undefined): void {
  if (rate?.isNegative()) throw unprocessable('service_code.rate', 'A rate is not negative.', 'rate');
}

/** Adds a service. Throws 403, 409 (the code is taken), 422. */
export async function createServiceCode(ctx: Ctx, input: NewServiceCode): Promise<ServiceCode> {
  requireEverywhere(ctx.actor, Permission.EDIT_BILLING);
  requireRate(input.rate);
  return inTransaction(ctx, async (tx) => {
    const written = { createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() };
    const row = await tx.db.serviceCode.create({
      data: { ...input, ...written, rates: { create: { rate: input.rate, validFrom: EVER, ...written } } },
    });
    await audit(tx, { action: 'CREATE', recordType: 'ServiceCode', recordId: row.id, after: row });
    await emit(tx, 'service_code.created', { id: row.id });
    return row;
  });
}

const SERVICE: Audited<ServiceCode> = {
  recordType: 'ServiceCode',
  what: 'service code',
  find: (db, id) => db.serviceCode.findUnique({ where: { id } }),
};

/** Lets a rate begin on a day: the one before ends the day before, one that began on that day or later is refused but for that same day. */
async function startRate(tx: Ctx, serviceCodeId: bigint, rate: Decimal, from: Date): Promise<void> {
  const latest = await tx.db.serviceRate.findFirst({ where: { serviceCodeId }, orderBy: { validFrom: 'desc' } });
  if (latest && latest.validFrom > from)
    throw conflict('service_code.rate_order', `A rate begins on ${fromDate(latest.validFrom)} already: a new one begins later.`);
  if (latest && fromDate(latest.validFrom) === fromDate(from)) {
    await tx.db.serviceRate.update({ where: { id: latest.id }, data: { rate, updatedBy: tx.actor.id } });
    return;
  }
  if (latest)
    await tx.db.serviceRate.update({
      where: { id: latest.id },
      data: { validTo: toDate(addDays(fromDate(from), -1), 'rateFrom'), updatedBy: tx.actor.id },
    });
  await tx.db.serviceRate.create({
    data: { serviceCodeId, rate, validFrom: from, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
  });
}

/** Changes a service; a new rate begins on its day. Throws 403, 404, 409, 412, 422. */
export async function updateServiceCode(ctx: Ctx, id: bigint, changes: ServiceCodeChanges, match?: Match): Promise<void> {
  requireEverywhere(ctx.actor, Permission.EDIT_BILLING);
  requireRate(changes.rate);
  const { rate, rateFrom, ...fields } = changes;
  if (rateFrom !== undefined && rate === undefined)
    throw unprocessable('service_code.rate', 'Say the rate that begins then.', 'rate');
  await inTransaction(ctx, async (tx) => {
    const change = await changing(tx, SERVICE, id, match, async (before) => {
      const day = await today(tx);
      const from = rateFrom ?? day;
      if (rate !== undefined && (rateFrom !== undefined || !rate.equals(before.rate))) await startRate(tx, id, rate, from);
      // The documented column is the rate of today; one that begins later is put there by the daily job.
      const now = rate !== undefined && from <= day ? { rate } : {};
      return tx.db.serviceCode.update({ where: { id }, data: { ...fields, ...now, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'service_code.updated', { id, ...change });
  });
}

/** Removes a service that was never billed. Throws 403, 404, 409, 412. */
export async function deleteServiceCode(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requireEverywhere(ctx.actor, Permission.EDIT_BILLING);
  await inTransaction(ctx, async (tx) => {
    await removing(tx, SERVICE, id, match, () => tx.db.serviceCode.delete({ where: { id } }));
    await emit(tx, 'service_code.deleted', { id });
  });
}
