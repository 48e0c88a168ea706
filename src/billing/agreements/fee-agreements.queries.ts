import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { FeeAgreementList } from './fee-agreements.input.js';

export interface FeeAgreementRow {
  id: string;
  clientId: string;
  clientName: string;
  serviceCodeId: string | null;
  serviceCode: string | null;
  price: string | null;
  percent: string | null;
  validFrom: string;
  validTo: string | null;
  reviewOn: string | null;
  reason: string;
  createdAt: Date;
  updatedAt: Date;
}

const AGREEMENTS: ListDefinition = {
  select: `f.id::text, f.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", f.service_code_id::text AS "serviceCodeId",
    s.code AS "serviceCode", f.price, trim_scale(f.percent)::text AS percent, f.valid_from::text AS "validFrom", f.valid_to::text AS "validTo",
    f.review_on::text AS "reviewOn", f.reason, f.created_at AS "createdAt", f.updated_at AS "updatedAt"`,
  from: 'fee_agreements f JOIN clients c ON c.id = f.client_id LEFT JOIN service_codes s ON s.id = f.service_code_id',
  id: 'f.id',
  updatedAt: 'f.updated_at',
  sorts: { validFrom: { sql: 'f.valid_from', type: 'date' } },
  defaultSort: '-validFrom',
};

const seen =
  (ctx: Ctx, reads: 'one' | 'many'): Scope =>
  (binding) =>
    clientConditions(ctx.actor, Permission.VIEW_BILLING, 'f.client_id', binding, reads);

/** The agreements that match, of clients whom the actor may see. */
export function listFeeAgreementRows(ctx: Ctx, query: FeeAgreementList): Promise<Page<FeeAgreementRow>> {
  const where = new Conditions(seen(ctx, 'many'))
    .id('f.client_id', query.clientId)
    .day('f.valid_from', '<=', query.on)
    .day('f.review_on', '<=', query.reviewTo);
  if (query.on) where.day(`coalesce(f.valid_to, 'infinity')`, '>=', query.on);
  return listPage<FeeAgreementRow & Record<string, unknown>>(ctx, AGREEMENTS, query, where);
}

/** The agreement of that id, if the actor may see it. */
export async function findFeeAgreementRow(ctx: Ctx, id: bigint): Promise<FeeAgreementRow | undefined> {
  const where = new Conditions(seen(ctx, 'one')).id('f.id', id);
  const [row] = await prepared<FeeAgreementRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${AGREEMENTS.select} FROM ${AGREEMENTS.from} WHERE ${where.sql}`,
    where.values,
  );
  return row;
}
