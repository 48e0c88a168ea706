import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { ClientPayerList } from './client-payers.input.js';

export interface ClientPayerRow {
  id: string;
  clientId: string;
  clientName: string;
  position: number;
  insuranceId: string | null;
  fundingId: string | null;
  percent: string | null;
  upTo: string | null;
  validFrom: string | null;
  validTo: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const PAYERS: ListDefinition = {
  select: `p.id::text, p.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", p.position, p.insurance_id::text AS "insuranceId",
    p.funding_id::text AS "fundingId", trim_scale(p.percent)::text AS percent, p.up_to AS "upTo", p.valid_from::text AS "validFrom",
    p.valid_to::text AS "validTo", p.created_at AS "createdAt", p.updated_at AS "updatedAt"`,
  from: 'client_payers p JOIN clients c ON c.id = p.client_id',
  id: 'p.id',
  updatedAt: 'p.updated_at',
  sorts: { position: { sql: 'p.position', type: 'integer' } },
  defaultSort: 'position',
};

const seen =
  (ctx: Ctx, reads: 'one' | 'many'): Scope =>
  (binding) =>
    clientConditions(ctx.actor, Permission.VIEW_BILLING, 'p.client_id', binding, reads);

/** The payers of clients whom the actor may see. */
export function listClientPayerRows(ctx: Ctx, query: ClientPayerList): Promise<Page<ClientPayerRow>> {
  const where = new Conditions(seen(ctx, 'many')).id('p.client_id', query.clientId);
  return listPage<ClientPayerRow & Record<string, unknown>>(ctx, PAYERS, query, where);
}

/** The payer of that id, if the actor may see it. */
export async function findClientPayerRow(ctx: Ctx, id: bigint): Promise<ClientPayerRow | undefined> {
  const where = new Conditions(seen(ctx, 'one')).id('p.id', id);
  const [row] = await prepared<ClientPayerRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${PAYERS.select} FROM ${PAYERS.from} WHERE ${where.sql}`,
    where.values,
  );
  return row;
}
