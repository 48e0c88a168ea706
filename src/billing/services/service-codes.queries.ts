import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { countryFor } from '../../access/practice-country.js';
import { prepared } from '../../database/client.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import { type Searched, searchedList } from '../../database/searched-list.js';
import type { TaxPurpose } from '../../generated/prisma/index.js';
import { serviceText } from './service-text.sql.js';
import type { ServiceCodeList } from './service-codes.input.js';

export interface ServiceCodeRow {
  id: string;
  code: string;
  description: string;
  /** What a new line says: in the client's language, where one was asked about. */
  lineDescription: string;
  rate: string;
  taxRate: string;
  taxPurpose: TaxPurpose | null;
  billableUnit: string;
  minimumDuration: number | null;
  notes: string | null;
  isActive: boolean;
  createdAt: Date;
  updatedAt: Date;
}

const JOINS = '';
const SERVICES: ListDefinition = {
  select: `s.id::text, s.code, s.description, s.description AS "lineDescription", s.rate, s.tax_rate AS "taxRate", s.tax_purpose::text AS "taxPurpose", s.billable_unit AS "billableUnit",
    s.minimum_duration AS "minimumDuration", s.notes, s.is_active AS "isActive", s.created_at AS "createdAt", s.updated_at AS "updatedAt"`,
  from: 'service_codes s',
  id: 's.id',
  updatedAt: 's.updated_at',
  sorts: { code: { sql: 's.code', type: 'text' }, rate: { sql: 's.rate', type: 'numeric' } },
  defaultSort: 'code',
};
const SEARCHED: Searched = { table: 'service_codes s', alias: 's', joins: JOINS, text: 's.search', key: 's.code' };

/** The services that match, with the rates of `day` (`2026-03-08`), or what was agreed with a client whom the actor may see. Two statements. */
export async function listServiceRows(ctx: Ctx, query: ServiceCodeList, day: string): Promise<Page<ServiceCodeRow>> {
  const { on: _on, clientId, ...rest } = query;
  const where = new Conditions(UNSCOPED).is('s.is_active', query.isActive);
  const searched = searchedList(SERVICES, rest, where, SEARCHED, await countryFor(ctx, query.q));
  const page = await listPage<ServiceCodeRow & Record<string, unknown>>(ctx, searched.list, searched.query, where);
  const told = await ofDayAndClient(
    ctx,
    page.items.map(({ id }) => id),
    day,
    clientId,
  );
  return {
    ...page,
    items: page.items.map((row) => ({
      ...row,
      rate: told.get(row.id)?.rate ?? row.rate,
      lineDescription: told.get(row.id)?.said ?? row.description,
    })),
  };
}

/** What they cost on that day, and are called, for that client. */
async function ofDayAndClient(
  ctx: Ctx,
  ids: readonly string[],
  day: string,
  clientId: bigint | undefined,
): Promise<ReadonlyMap<string, { rate: string | null; said: string | null }>> {
  const client = new Conditions((binding) => clientConditions(ctx.actor, Permission.VIEW_BILLING, 'c.id', binding, 'one'));
  const [these, then] = [client.binding.bind(ids), client.binding.bind(day)];
  if (clientId === undefined) client.and('false');
  else client.id('c.id', clientId);
  const rows = await prepared<{ id: string; rate: string | null; said: string | null }>(
    ctx.pool,
    `SELECT s.id::text, coalesce(agreed_price(c.id, s.id, ${then}::date, r.rate), r.rate) AS rate, d.translated_content AS said
     FROM service_codes s
     LEFT JOIN service_rates r ON r.service_code_id = s.id AND r.valid_from <= ${then}::date AND (r.valid_to IS NULL OR r.valid_to >= ${then}::date)
     LEFT JOIN clients c ON ${client.sql}
     LEFT JOIN content_translations d ON ${serviceText('s.id', 'c')}
     WHERE s.id = ANY(${these}::bigint[])`,
    client.values,
  );
  return new Map(rows.map(({ id, ...told }) => [id, told]));
}

export interface RateRow {
  rate: string;
  validFrom: string;
  validTo: string | null;
}

/** The service of that id with the rate of that day, and all rates, the latest first. */
export async function findServiceRow(
  ctx: Ctx,
  id: bigint,
  day: string,
): Promise<(ServiceCodeRow & { rates: RateRow[] }) | undefined> {
  const [row] = await prepared<ServiceCodeRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${SERVICES.select} FROM ${SERVICES.from} WHERE s.id = $1::bigint`,
    [String(id)],
  );
  if (!row) return undefined;
  const rates = await prepared<RateRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT rate, valid_from::text AS "validFrom", valid_to::text AS "validTo" FROM service_rates
     WHERE service_code_id = $1::bigint ORDER BY valid_from DESC LIMIT 200`,
    [String(id)],
  );
  const then = rates.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day));
  return { ...row, rate: then?.rate ?? row.rate, rates };
}

/** Brings the documented column in line with the rates of a day: services whose rate began or ended. Gives how many. */
export async function refreshRates(ctx: Ctx, day: string): Promise<number> {
  const rows = await prepared<{ id: string }>(
    ctx.pool,
    `UPDATE service_codes s SET rate = r.rate FROM service_rates r
     WHERE r.service_code_id = s.id AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to >= $1::date) AND r.rate <> s.rate
     RETURNING s.id::text`,
    [day],
  );
  return rows.length;
}
