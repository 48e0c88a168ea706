import type { Ctx } from '../../access/context.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { AGE_FIGURES, type AgeFigures, sharesOn } from '../ledger/ages.sql.js';
import { listPage, type ListDefinition, type Page, type Statement, wholeList } from '../../database/lists.js';
import type { ClientReceivablesQuery } from './reports.input.js';
import { clientsSeen } from './seen.sql.js';

export interface PartyAgeRow extends AgeFigures {
  [column: string]: unknown;
  key: string;
  label: string;
}

export interface ClientAgeRow extends AgeFigures {
  [column: string]: unknown;
  clientId: string;
  clientName: string;
}

/** By party: the clients together, each insurer, each funding program. */
export function partyAgesStatement(ctx: Ctx, day: Date): Statement {
  const where = clientsSeen(ctx, 'm.client_id');
  const text = `SELECT x.party || coalesce('-' || coalesce(n.insurance_provider_id, f.funding_program_id), '') AS key,
      coalesce(p.name, g.name, CASE x.party WHEN 'CLIENT' THEN 'Clients' ELSE 'Practice' END) AS label, ${AGE_FIGURES}
    FROM (${sharesOn(where, day)}) x
    LEFT JOIN client_insurance n ON n.id = x.insurance_id LEFT JOIN insurance_providers p ON p.id = n.insurance_provider_id
    LEFT JOIN client_funding f ON f.id = x.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id
    GROUP BY 1, 2, x.party ORDER BY x.party, 2, 1`;
  return { text, values: where.values };
}

const SELECT = `c.id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", y."upTo30", y."upTo60", y."upTo90", y."upTo120",
  y."over120", y.open, y.overdue, y.credit`;

/** The list of clients who owe something or have something on account, and the values that it takes. */
function clientAges(ctx: Ctx, day: Date): { list: ListDefinition; where: Conditions } {
  const seen = clientsSeen(ctx, 'm.client_id');
  const shares = sharesOn(seen, day);
  // The conditions are those of the rows beneath: of the list itself none are left.
  const where = new Conditions(UNSCOPED);
  where.binding.values.push(...seen.values);
  return {
    where,
    list: {
      select: SELECT,
      from: `(SELECT x.client_id, ${AGE_FIGURES} FROM (${shares}) x GROUP BY x.client_id) y JOIN clients c ON c.id = y.client_id`,
      id: 'c.id',
      updatedAt: null,
      sorts: {
        open: { sql: 'y.open', type: 'numeric' },
        credit: { sql: 'y.credit', type: 'numeric' },
        clientName: { sql: `(c.last_name || ' ' || c.first_name)`, type: 'text' },
      },
      defaultSort: '-open',
    },
  };
}

/** By client, page by page. */
export function listClientAges(ctx: Ctx, query: ClientReceivablesQuery, day: Date): Promise<Page<ClientAgeRow>> {
  const { list, where } = clientAges(ctx, day);
  return listPage<ClientAgeRow>(ctx, list, query, where);
}

/** All clients, for an export. */
export function wholeClientAges(ctx: Ctx, sort: string | undefined, day: Date, most: number): ReturnType<typeof wholeList> {
  const { list, where } = clientAges(ctx, day);
  return wholeList(list, sort === undefined ? {} : { sort }, where, most);
}
