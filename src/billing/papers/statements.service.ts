/** What a client's parties owed between two days, act by act. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requireClient } from '../../access/policy.js';
import { practiceZone } from '../../access/practice-zone.js';
import { forbidden, notFound, unprocessable } from '../../kernel/errors.js';
import { fromDate, toDate } from '../../kernel/time.js';
import { hiddenLinesAmong } from '../invoices/invoices.queries.js';
import type { AgeFigures } from '../ledger/ages.sql.js';
import { today } from '../ledger/posting.service.js';
import { sumOf } from '../rules/line.js';
import type { StatementQuery } from './papers.input.js';
import { activePlansOn, type AgreedPlan } from './papers.queries.js';
import { agesOfClient, type OpeningRow, openings, statementRows, type StatementRow } from './statements.queries.js';

/** More is a report, not a statement. */
const MOST_ROWS = 1000;

/** What one act did, and what the party owes after it. */
export interface MovementFacts extends StatementRow {
  balance: Decimal;
}

export interface PartyFacts extends Omit<OpeningRow, 'opening'> {
  opening: Decimal;
  closing: Decimal;
  movements: MovementFacts[];
}

/** What the client owes at the end: the two add up to it, where it is more than nothing. */
export interface Asks {
  due: Decimal;
  later: Decimal;
}

export interface StatementFacts {
  clientId: bigint;
  clientName: string;
  /** `2026-03-08` */
  from: string;
  to: string;
  opening: Decimal;
  closing: Decimal;
  /** Of what the client owes at the end, how long it has been due; null where others alone are asked for. */
  ages: AgeFigures | null;
  /** What the client is asked for at the end, and what payment plans ask for later; null where others alone are asked for. */
  asks: Asks | null;
  /** The client's plans. */
  plans: AgreedPlan[];
  parties: PartyFacts[];
}

const keyOf = ({ party, insuranceId, fundingId }: Pick<OpeningRow, 'party' | 'insuranceId' | 'fundingId'>): string =>
  [party, insuranceId, fundingId].join(' ');

function partyOf(row: OpeningRow, rows: readonly StatementRow[]): PartyFacts {
  const opening = new Decimal(row.opening);
  let balance = opening;
  const movements = rows.map((one): MovementFacts => {
    balance = balance.plus(one.amount);
    return { ...one, balance };
  });
  return { ...row, opening, closing: balance, movements };
}

/** Instalments that are due after the last day are asked for later; what stands on account is taken off what is due first. */
function asksOf(plans: readonly AgreedPlan[], parties: readonly PartyFacts[], to: string): Asks {
  const owed = Decimal.max(0, sumOf(parties.filter(({ party }) => party === 'CLIENT').map(({ closing }) => closing)));
  const toCome = plans.flatMap(({ instalments }) => instalments).filter(({ dueOn }) => dueOn > to);
  const later = Decimal.min(owed, sumOf(toCome.map(({ open }) => new Decimal(open))));
  return { due: owed.minus(later), later };
}

async function daysOf(ctx: Ctx, { from, to }: Pick<StatementQuery, 'from' | 'to'>): Promise<{ from: string; to: string }> {
  const last = fromDate(to ?? (await today(ctx)));
  const first = from ? fromDate(from) : `${last.slice(0, 4)}-01-01`;
  if (first > last) throw unprocessable('statement.dates', 'A statement ends on or after the day on which it begins.', 'to');
  return { from: first, to: last };
}

/**
 * The statement of a client. Throws 403 also where it would tell of lines about a learner whom the actor may not see: without them its sums
 * would be wrong. Throws 404, 422.
 */
export async function getStatement(ctx: Ctx, clientId: bigint, query: StatementQuery): Promise<StatementFacts> {
  await requireClient(ctx, Permission.VIEW_BILLING, clientId);
  const days = await daysOf(ctx, query);
  if ((await hiddenLinesAmong(ctx, Permission.VIEW_BILLING, { client: clientId })) > 0)
    throw forbidden('Some of it is about a learner whom you may not see.');
  const isOfClient = query.party === undefined || query.party === 'CLIENT';
  const [client, parties, rows, ages, plans] = await Promise.all([
    ctx.db.client.findUnique({ where: { id: clientId }, select: { firstName: true, lastName: true } }),
    openings(ctx, clientId, days.from, days.to),
    statementRows(ctx, clientId, days.from, days.to, MOST_ROWS + 1),
    isOfClient ? agesOfClient(ctx, clientId, toDate(days.to, 'to')) : null,
    isOfClient ? practiceZone(ctx).then((zone) => activePlansOn(ctx, clientId, days.to, zone)) : [],
  ]);
  if (!client) throw notFound('client');
  if (rows.length > MOST_ROWS)
    throw unprocessable('statement.too_long', `More than ${MOST_ROWS} entries: ask for fewer days.`, 'from');
  const wanted = parties.filter(({ party }) => query.party === undefined || party === query.party);
  const facts = wanted.map((one) =>
    partyOf(
      one,
      rows.filter((row) => keyOf(row) === keyOf(one)),
    ),
  );
  const sum = (name: 'opening' | 'closing'): Decimal => facts.reduce((total, one) => total.plus(one[name]), new Decimal(0));
  return {
    clientId,
    clientName: `${client.firstName} ${client.lastName}`,
    ...days,
    opening: sum('opening'),
    closing: sum('closing'),
    ages,
    asks: isOfClient ? asksOf(plans, facts, days.to) : null,
    plans,
    parties: facts,
  };
}
