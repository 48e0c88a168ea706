import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { takeTurn } from '../../database/row-locks.js';
import type { InvoiceStatus, LedgerParty } from '../../generated/prisma/index.js';
import { fromDate } from '../../kernel/time.js';
import type { Act, Movement } from './acts.js';

/** What a movement may name, by its column. */
const NAMED = {
  insuranceId: 'insurance_id',
  fundingId: 'funding_id',
  invoiceId: 'invoice_id',
  lineId: 'line_id',
  lineTaxId: 'line_tax_id',
  receiptId: 'receipt_id',
  paymentId: 'payment_id',
  refundId: 'refund_id',
  creditNoteId: 'credit_note_id',
  packageId: 'package_id',
} as const;
const NAMES = Object.keys(NAMED) as (keyof typeof NAMED)[];
const COLUMNS = Object.values(NAMED);

const INSERT_ACT = `WITH act AS (
    INSERT INTO ledger_transactions (client_id, effective_date, recorded_at, recorded_by, act, reason, reverses_id, claim_id)
    VALUES ($1::bigint, $2::date, $3::timestamp, $4::bigint, $5, $6, $7::bigint, $9::bigint) RETURNING id, client_id, effective_date
  ), moved AS (
    INSERT INTO ledger_movements (transaction_id, client_id, effective_date, kind, party, amount, due_on, ${COLUMNS.join(', ')})
    SELECT act.id, act.client_id, act.effective_date, m.kind, m.party, m.amount, m.due_on, ${COLUMNS.map((one) => `m.${one}`).join(', ')}
    FROM act, jsonb_to_recordset($8::jsonb) AS m (kind ledger_kind, party ledger_party, amount numeric, due_on date,
      ${COLUMNS.map((one) => `${one} bigint`).join(', ')})
  )
  SELECT id::text FROM act`;

/** Writes one act with its movements, in their order; gives its id. One statement: every sending and every payment comes through here. */
export async function insertAct(ctx: Ctx, about: Act, movements: readonly Movement[]): Promise<bigint> {
  const idOf = (id: bigint | null | undefined): string | null => (id === null || id === undefined ? null : String(id));
  const rows = movements.map(({ kind, party, amount, dueOn, ...named }) => ({
    kind,
    party,
    amount: amount.toFixed(),
    due_on: dueOn ? fromDate(dueOn) : null,
    ...Object.fromEntries(NAMES.map((name) => [NAMED[name], idOf(named[name])])),
  }));
  const [row] = await prepared<{ id: string }>(ctx.pool, INSERT_ACT, [
    String(about.clientId),
    fromDate(about.effectiveDate),
    ctx.now().toISOString(),
    idOf(ctx.actor.id),
    about.act,
    about.reason ?? null,
    idOf(about.reversesId),
    JSON.stringify(rows),
    idOf(about.claimId),
  ]);
  if (!row) throw new Error('The act was not written.');
  return BigInt(row.id);
}

/** Those of these funding sources that are charged more than they hold, and by how much. */
export async function overdrawnFundings(tx: Ctx, ids: readonly bigint[]): Promise<{ id: bigint; name: string; over: Decimal }[]> {
  if (ids.length === 0) return [];
  const rows = await prepared<{ id: string; name: string; over: string }>(
    tx.pool,
    `SELECT f.id::text, g.name, f.drawn + f.drawn_elsewhere - f.total_amount AS over
     FROM client_funding f JOIN funding_programs g ON g.id = f.funding_program_id
     WHERE f.id = ANY($1::bigint[]) AND f.drawn + f.drawn_elsewhere > f.total_amount ORDER BY f.id`,
    [ids.map(String)],
  );
  return rows.map(({ id, name, over }) => ({ id: BigInt(id), name, over: new Decimal(over) }));
}

/** An invoice that was sent, and what its movements come to. */
export interface Standing {
  id: bigint;
  clientId: bigint;
  /** Midnight UTC of the day. */
  dueDate: Date;
  total: Decimal;
  balance: Decimal;
  /** Taken back by credit notes, and given back in money: more than nothing. */
  credited: Decimal;
  refunded: Decimal;
  /** As its row says until now. */
  before: { status: InvoiceStatus; balance: Decimal; amountPaid: Decimal };
}

interface StandingRow {
  [column: string]: unknown;
  id: string;
  clientId: string;
  dueDate: string;
  status: InvoiceStatus;
  total: string;
  rowBalance: string;
  rowPaid: string;
  balance: string;
  credited: string;
  refunded: string;
}

/** What the ledger says of these invoices, in the order of their ids. */
export async function standingsOf(ctx: Ctx, invoiceIds: readonly bigint[]): Promise<Standing[]> {
  const rows = await prepared<StandingRow>(
    ctx.pool,
    `SELECT i.id::text, i.client_id::text AS "clientId", i.due_date::text AS "dueDate", i.status::text, i.total_amount AS total,
       i.balance AS "rowBalance", i.amount_paid AS "rowPaid", coalesce(sum(m.amount), 0) AS balance,
       -coalesce(sum(m.amount) FILTER (WHERE m.kind = 'CREDIT'), 0) AS credited,
       coalesce(sum(m.amount) FILTER (WHERE m.kind = 'REFUND'), 0) AS refunded
     FROM invoices i LEFT JOIN ledger_movements m ON m.invoice_id = i.id
     WHERE i.id = ANY($1::bigint[]) GROUP BY i.id ORDER BY i.id`,
    [invoiceIds.map(String)],
  );
  return rows.map((row) => ({
    id: BigInt(row.id),
    clientId: BigInt(row.clientId),
    dueDate: new Date(`${row.dueDate}T00:00:00Z`),
    total: new Decimal(row.total),
    balance: new Decimal(row.balance),
    credited: new Decimal(row.credited),
    refunded: new Decimal(row.refunded),
    before: { status: row.status, balance: new Decimal(row.rowBalance), amountPaid: new Decimal(row.rowPaid) },
  }));
}

/** Writes what follows from the ledger into the invoices' rows. */
export async function updateStandings(
  ctx: Ctx,
  standings: readonly { id: bigint; status: InvoiceStatus; balance: Decimal; paid: Decimal }[],
): Promise<void> {
  await prepared(
    ctx.pool,
    `UPDATE invoices i SET status = n.status::invoice_status, balance = n.balance, amount_paid = n.paid, updated_by = $5::bigint
     FROM unnest($1::bigint[], $2::text[], $3::numeric[], $4::numeric[]) AS n (id, status, balance, paid)
     WHERE i.id = n.id AND (i.status::text, i.balance, i.amount_paid) IS DISTINCT FROM (n.status, n.balance, n.paid)`,
    [
      standings.map(({ id }) => String(id)),
      standings.map(({ status }) => status),
      standings.map(({ balance }) => balance.toFixed(2)),
      standings.map(({ paid }) => paid.toFixed(2)),
      ctx.actor.id === null ? null : String(ctx.actor.id),
    ],
  );
}

/** Locks invoices until the transaction ends, all in one order, so that no two wait for each other in a circle. Gives those that are there. */
export async function lockInvoices(ctx: Ctx, invoiceIds: readonly bigint[]): Promise<bigint[]> {
  const rows = await prepared<{ id: string }>(
    ctx.pool,
    'SELECT id::text FROM invoices WHERE id = ANY($1::bigint[]) ORDER BY invoices.id FOR UPDATE',
    [invoiceIds.map(String)],
  );
  return rows.map(({ id }) => BigInt(id));
}

/** What one party still owes on one invoice. */
export interface OpenShare {
  invoiceId: bigint;
  party: LedgerParty;
  insuranceId: bigint | null;
  fundingId: bigint | null;
  open: Decimal;
}

const idOrNull = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

/** Who owes how much on each of these invoices; parties that owe nothing are left out. */
export async function openShares(ctx: Ctx, invoiceIds: readonly bigint[]): Promise<OpenShare[]> {
  const rows = await prepared<{
    invoiceId: string;
    party: LedgerParty;
    insuranceId: string | null;
    fundingId: string | null;
    open: string;
  }>(
    ctx.pool,
    `SELECT invoice_id::text AS "invoiceId", party::text, insurance_id::text AS "insuranceId", funding_id::text AS "fundingId", sum(amount) AS open
     FROM ledger_movements WHERE invoice_id = ANY($1::bigint[])
     GROUP BY invoice_id, party, insurance_id, funding_id HAVING sum(amount) <> 0 ORDER BY ledger_movements.invoice_id, party, insurance_id, funding_id`,
    [invoiceIds.map(String)],
  );
  return rows.map((row) => ({
    invoiceId: BigInt(row.invoiceId),
    party: row.party,
    insuranceId: idOrNull(row.insuranceId),
    fundingId: idOrNull(row.fundingId),
    open: new Decimal(row.open),
  }));
}

/** Money on account of a client: by party, and by the receipt that it came with. More than nothing. */
export interface OnAccount {
  party: LedgerParty;
  insuranceId: bigint | null;
  fundingId: bigint | null;
  receiptId: bigint;
  amount: Decimal;
}

/** All that comes on or leaves one client's account takes turns: what is there was counted under this. */
export const takeTurnOnAccount = (tx: Ctx, clientId: bigint): Promise<void> => takeTurn(tx.db, `billing account ${clientId}`);

/** What a client has on account and in no package, the oldest first. */
export async function onAccount(ctx: Ctx, clientId: bigint): Promise<OnAccount[]> {
  const rows = await prepared<{
    party: LedgerParty;
    insuranceId: string | null;
    fundingId: string | null;
    receiptId: string;
    amount: string;
  }>(
    ctx.pool,
    `SELECT party::text, insurance_id::text AS "insuranceId", funding_id::text AS "fundingId", receipt_id::text AS "receiptId", -sum(amount) AS amount
     FROM ledger_movements WHERE client_id = $1::bigint AND invoice_id IS NULL AND receipt_id IS NOT NULL AND package_id IS NULL
     GROUP BY party, insurance_id, funding_id, receipt_id HAVING sum(amount) < 0 ORDER BY min(effective_date), min(id)`,
    [String(clientId)],
  );
  return rows.map((row) => ({
    party: row.party,
    insuranceId: idOrNull(row.insuranceId),
    fundingId: idOrNull(row.fundingId),
    receiptId: BigInt(row.receiptId),
    amount: new Decimal(row.amount),
  }));
}
