import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { FundingAuthorizationList } from './funding-authorizations.input.js';

export interface FundingAuthorizationRow {
  id: string;
  clientId: string;
  clientName: string;
  clientFundingId: string;
  programName: string;
  invoiceId: string;
  invoiceNumber: string;
  authorizationNumber: string | null;
  authorizedDate: string;
  authorizedAmount: string;
  status: 'APPROVED' | 'USED' | 'RELEASED';
  notes: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const DRAWS: ListDefinition = {
  select: `a.id::text, i.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", a.client_funding_id::text AS "clientFundingId",
    g.name AS "programName", a.invoice_id::text AS "invoiceId", i.invoice_number AS "invoiceNumber", a.authorization_number AS "authorizationNumber",
    a.authorized_date::text AS "authorizedDate", a.authorized_amount AS "authorizedAmount", a.status, a.notes, a.created_at AS "createdAt", a.updated_at AS "updatedAt"`,
  from: `funding_authorizations a JOIN invoices i ON i.id = a.invoice_id JOIN clients c ON c.id = i.client_id
    JOIN client_funding f ON f.id = a.client_funding_id JOIN funding_programs g ON g.id = f.funding_program_id`,
  id: 'a.id',
  updatedAt: 'a.updated_at',
  sorts: { authorizedDate: { sql: 'a.authorized_date', type: 'date' } },
  defaultSort: '-authorizedDate',
};

const seen =
  (ctx: Ctx, reads: 'one' | 'many'): Scope =>
  (binding) =>
    clientConditions(ctx.actor, Permission.VIEW_BILLING, 'i.client_id', binding, reads);

/** Those that match, of clients whom the actor may see. */
export function listFundingAuthorizationRows(ctx: Ctx, query: FundingAuthorizationList): Promise<Page<FundingAuthorizationRow>> {
  const where = new Conditions(seen(ctx, 'many'))
    .id('i.client_id', query.clientId)
    .id('a.invoice_id', query.invoiceId)
    .id('a.client_funding_id', query.clientFundingId);
  return listPage<FundingAuthorizationRow & Record<string, unknown>>(ctx, DRAWS, query, where);
}

/** The one of that id, if the actor may see it. */
export async function findFundingAuthorizationRow(ctx: Ctx, id: bigint): Promise<FundingAuthorizationRow | undefined> {
  const where = new Conditions(seen(ctx, 'one')).id('a.id', id);
  const [row] = await prepared<FundingAuthorizationRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${DRAWS.select} FROM ${DRAWS.from} WHERE ${where.sql}`,
    where.values,
  );
  return row;
}
