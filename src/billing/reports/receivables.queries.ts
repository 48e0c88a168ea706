import type { Ctx } from '../../access/context.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { AGE_FIGURES, AGES, type AgeFigures, sharesOn } from '../ledger/ages.sql.js';
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

/** A page of them. */
export interface ClientAges extends Page<ClientAgeRow> {
  /** Of all pages together; null on those after the first. */
  sums: AgeFigures | null;
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

const SELECT = `c.id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", ${AGES.map((name) => `y."${name}"`).join(', ')}`;

/** What all rows come to: of the same statement as the rows, so that no payment comes between them. */
const SUMS = `SELECT json_build_object(${AGES.map((name) => `'${name}', coalesce(sum("${name}"), 0)::numeric(30,2)::text`).join(', ')}) AS sums FROM aged`;
const NOTHING: AgeFigures = {
  upTo30: '0.00',
  upTo60: '0.00',
  upTo90: '0.00',
  upTo120: '0.00',
  over120: '0.00',
  open: '0.00',
  overdue: '0.00',
  credit: '0.00',
  prepaid: '0.00',
};

/** The list of clients who owe something or have something on account or in a package, and the values that it takes. */
function clientAges(ctx: Ctx, day: Date): { list: ListDefinition; where: Conditions } {
  const seen = clientsSeen(ctx, 'm.client_id');
  const shares = sharesOn(seen, day);
  // The conditions are those of the rows beneath: of the list itself none are left.
  const where = new Conditions(UNSCOPED);
  where.binding.values.push(...seen.values);
  return {
    where,
    list: {
      select: `${SELECT}, y.sums`,
      from: `(WITH aged AS MATERIALIZED (SELECT x.client_id, ${AGE_FIGURES} FROM (${shares}) x GROUP BY x.client_id)
        SELECT aged.*, s.sums FROM aged, (${SUMS}) s) y JOIN clients c ON c.id = y.client_id`,
      id: 'c.id',
      updatedAt: null,
      sorts: {
        open: { sql: 'y.open', type: 'numeric' },
        credit: { sql: 'y.credit', type: 'numeric' },
        prepaid: { sql: 'y.prepaid', type: 'numeric' },
        clientName: { sql: `(c.last_name || ' ' || c.first_name)`, type: 'text' },
      },
      defaultSort: '-open',
    },
  };
}

/** By client, page by page. */
export async function listClientAges(ctx: Ctx, query: ClientReceivablesQuery, day: Date): Promise<ClientAges> {
  const { list, where } = clientAges(ctx, day);
  const page = await listPage<ClientAgeRow & { sums: AgeFigures }>(ctx, list, query, where);
  const sums = query.cursor === undefined ? (page.items[0]?.sums ?? NOTHING) : null;
  return { ...page, items: page.items.map(({ sums: _same, ...row }) => row), sums };
}

/** All clients, for an export. */
export function wholeClientAges(ctx: Ctx, sort: string | undefined, day: Date, most: number): ReturnType<typeof wholeList> {
  const { list, where } = clientAges(ctx, day);
  return wholeList(list, sort === undefined ? {} : { sort }, where, most, () => SELECT);
}
