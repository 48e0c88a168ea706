import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions, learnerConditions } from '../../access/policy.js';
import { countryFor } from '../../access/practice-country.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import { type Searched, searchedList } from '../../database/searched-list.js';
import { fromDate } from '../../kernel/time.js';
import type { LedgerKind } from '../../generated/prisma/index.js';
import type { ClaimStatus } from '../rules/claim-status.js';
import { isFee } from '../invoices/fees.queries.js';
import type { ClaimList } from './claims.input.js';

export interface ClaimRow {
  id: string;
  claimNumber: string | null;
  invoiceId: string;
  invoiceNumber: string;
  clientId: string;
  clientName: string;
  insuranceId: string;
  insurerName: string;
  submissionDate: string;
  status: ClaimStatus;
  amountClaimed: string;
  amountApproved: string | null;
  amountPaid: string | null;
  paymentDate: string | null;
  denialReason: string | null;
  notes: string | null;
  followUpDate: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const JOINS = `JOIN invoices i ON i.id = k.invoice_id JOIN clients c ON c.id = i.client_id
  JOIN client_insurance n ON n.id = k.insurance_id JOIN insurance_providers p ON p.id = n.insurance_provider_id`;

const CLAIMS: ListDefinition = {
  select: `k.id::text, k.claim_number AS "claimNumber", k.invoice_id::text AS "invoiceId", i.invoice_number AS "invoiceNumber", i.client_id::text AS "clientId",
    c.first_name || ' ' || c.last_name AS "clientName", k.insurance_id::text AS "insuranceId", p.name AS "insurerName",
    k.submission_date::text AS "submissionDate", k.status::text, k.amount_claimed AS "amountClaimed", k.amount_approved AS "amountApproved",
    k.amount_paid AS "amountPaid", k.payment_date::text AS "paymentDate", k.denial_reason AS "denialReason", k.notes,
    k.follow_up_date::text AS "followUpDate", k.created_at AS "createdAt", k.updated_at AS "updatedAt"`,
  from: `insurance_claims k ${JOINS}`,
  id: 'k.id',
  updatedAt: 'k.updated_at',
  sorts: {
    submissionDate: { sql: 'k.submission_date', type: 'date' },
    followUpDate: { sql: `coalesce(k.follow_up_date, 'infinity')`, type: 'date' },
    amountClaimed: { sql: 'k.amount_claimed', type: 'numeric' },
  },
  defaultSort: '-submissionDate',
};
const SEARCHED: Searched = { table: 'insurance_claims k', alias: 'k', joins: JOINS, text: 'k.search', key: 'k.claim_number' };

/** The policy owes of its invoice: what was passed on, or paid by somebody else, is nobody's to see to any more. */
const STILL_OWED = `(SELECT sum(m.amount) > 0 FROM ledger_movements m
  WHERE m.invoice_id = k.invoice_id AND m.party = 'INSURANCE' AND m.insurance_id = k.insurance_id)`;

/** The claims that match, of clients whom the actor may see. @param today `worklist` counts by it */
export async function listClaimRows(ctx: Ctx, query: ClaimList, today: Date): Promise<Page<ClaimRow>> {
  const where = new Conditions((binding) => clientConditions(ctx.actor, Permission.VIEW_BILLING, 'i.client_id', binding, 'many'))
    .id('i.client_id', query.clientId)
    .id('k.invoice_id', query.invoiceId)
    .id('k.insurance_id', query.insuranceId)
    .id('n.insurance_provider_id', query.insuranceProviderId)
    .among('k.status', query.status, 'claim_status')
    .day('k.submission_date', '>=', query.submittedFrom)
    .day('k.submission_date', '<=', query.submittedTo);
  // One that waits was submitted on no day.
  if (query.submittedFrom !== undefined || query.submittedTo !== undefined) where.and(`k.status <> 'PENDING'`);
  if (query.worklist !== undefined) {
    const due = `((k.status IN ('REJECTED', 'DENIED', 'PARTIALLY_APPROVED') AND ${STILL_OWED}) OR k.follow_up_date <= ${where.binding.bind(fromDate(today))}::date)`;
    where.and(query.worklist ? due : `NOT coalesce(${due}, false)`);
  }
  const searched = searchedList(CLAIMS, query, where, SEARCHED, await countryFor(ctx, query.q));
  return listPage<ClaimRow & Record<string, unknown>>(ctx, searched.list, searched.query, where);
}

/** The claim of that id, if the actor may see it. */
export async function findClaimRow(ctx: Ctx, id: bigint): Promise<ClaimRow | undefined> {
  const where = new Conditions((binding) =>
    clientConditions(ctx.actor, Permission.VIEW_BILLING, 'i.client_id', binding, 'one'),
  ).id('k.id', id);
  const [row] = await prepared<ClaimRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${CLAIMS.select} FROM ${CLAIMS.from} WHERE ${where.sql}`,
    where.values,
  );
  return row;
}

export interface ClaimLineRow {
  lineId: string;
  description: string;
  serviceDate: string;
  amountClaimed: string;
  amountPaid: string;
  adjustment: string;
  patientShare: string;
  remark: string | null;
  seen: boolean;
}

/** The lines of a claim in the order of its invoice; each with whether the actor may see whom it is about. */
export function claimLinesOf(ctx: Ctx, id: bigint): Promise<ClaimLineRow[]> {
  const seen = new Conditions((binding) =>
    learnerConditions(
      ctx.actor,
      Permission.VIEW_BILLING,
      { client: 'i.client_id', learner: 'coalesce(l.learner_id, a.learner_id)' },
      binding,
    ),
  );
  return prepared<ClaimLineRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT x.line_id::text AS "lineId", l.description, l.service_date::text AS "serviceDate", x.amount_claimed AS "amountClaimed",
       x.amount_paid AS "amountPaid", x.adjustment, x.patient_share AS "patientShare", x.remark, coalesce((${seen.sql}), false) AS seen
     FROM claim_lines x JOIN invoice_line_items l ON l.id = x.line_id JOIN invoices i ON i.id = l.invoice_id
     LEFT JOIN appointments a ON a.id = l.appointment_id WHERE x.claim_id = ${seen.binding.id(id)} ORDER BY l.position, l.id LIMIT 200`,
    seen.values,
  );
}

/** A line of an invoice, and what a policy still owes of it. */
export interface ClaimableLine {
  lineId: bigint;
  description: string;
  serviceDate: string;
  open: Decimal;
  visitStatus: string | null;
  isFee: boolean;
  claimed: boolean;
}

/**
 * The lines of an invoice for a policy, in order: what was charged to it, moved to it and from it, paid and credited, line by line.
 * @param except the claim itself, which does not stand in its own way
 */
export async function claimableLines(
  ctx: Ctx,
  invoiceId: bigint,
  insuranceId: bigint,
  except: bigint | null,
): Promise<ClaimableLine[]> {
  return claimableLinesOf(ctx, [{ invoiceId, insuranceId }], except);
}

/** The same for several invoices, each for a policy. One statement. */
export async function claimableLinesOf(
  ctx: Ctx,
  asked: readonly { invoiceId: bigint; insuranceId: bigint }[],
  except: bigint | null = null,
): Promise<(ClaimableLine & { invoiceId: bigint; insuranceId: bigint })[]> {
  const rows = await prepared<
    Record<'invoiceId' | 'insuranceId' | 'lineId' | 'description' | 'serviceDate' | 'open', string> &
      Pick<ClaimableLine, 'visitStatus' | 'isFee' | 'claimed'>
  >(
    ctx.pool,
    `SELECT l.invoice_id::text AS "invoiceId", p.insurance_id::text AS "insuranceId", l.id::text AS "lineId", l.description, l.service_date::text AS "serviceDate", greatest(coalesce(m.open, 0), 0)::text AS open,
       a.status::text AS "visitStatus", ${isFee('l', 'a')} AS "isFee", EXISTS (SELECT FROM claim_lines x JOIN insurance_claims k ON k.id = x.claim_id
         WHERE x.line_id = l.id AND k.insurance_id = p.insurance_id AND (k.status = 'PENDING' OR claim_waits(k)) AND k.id IS DISTINCT FROM $3::bigint) AS claimed
     FROM unnest($1::text[]::bigint[], $2::text[]::bigint[]) AS p(invoice_id, insurance_id)
     JOIN invoice_line_items l ON l.invoice_id = p.invoice_id LEFT JOIN appointments a ON a.id = l.appointment_id
     LEFT JOIN LATERAL (SELECT sum(x.amount) AS open FROM ledger_movements x
       WHERE x.line_id = l.id AND x.party = 'INSURANCE' AND x.insurance_id = p.insurance_id) m ON true
     ORDER BY l.invoice_id, p.insurance_id, l.position, l.id`,
    [
      asked.map(({ invoiceId }) => String(invoiceId)),
      asked.map(({ insuranceId }) => String(insuranceId)),
      except === null ? null : String(except),
    ],
  );
  return rows.map(({ invoiceId, insuranceId, lineId, open, ...row }) => ({
    ...row,
    invoiceId: BigInt(invoiceId),
    insuranceId: BigInt(insuranceId),
    lineId: BigInt(lineId),
    open: new Decimal(open),
  }));
}

/** What policies are called, by id. */
export async function policiesOf(
  ctx: Ctx,
  ids: readonly bigint[],
): Promise<Map<bigint, { insurerName: string; policyNumber: string }>> {
  const rows = await prepared<{ id: string; insurerName: string; policyNumber: string }>(
    ctx.pool,
    `SELECT n.id::text, p.name AS "insurerName", n.policy_number AS "policyNumber"
     FROM client_insurance n JOIN insurance_providers p ON p.id = n.insurance_provider_id WHERE n.id = ANY($1::bigint[])`,
    [ids.map(String)],
  );
  return new Map(rows.map(({ id, ...names }) => [BigInt(id), names]));
}

/** At most so many are offered to choose from. */
const MOST_OFFERED = 5000;

/** Open invoices of which a policy owes something, the latest first: those that a claim may be over. Scope is the caller's. */
export async function invoicesToClaim(ctx: Ctx): Promise<bigint[]> {
  const rows = await prepared<{ id: string }>(
    ctx.pool,
    `SELECT i.id::text FROM invoices i WHERE i.status IN ('SENT', 'OVERDUE') AND EXISTS (SELECT FROM ledger_movements m
       WHERE m.invoice_id = i.id AND m.party = 'INSURANCE' GROUP BY m.insurance_id HAVING sum(m.amount) > 0)
     ORDER BY i.id DESC LIMIT ${MOST_OFFERED}`,
    [],
  );
  return rows.map(({ id }) => BigInt(id));
}

/** Whom claims are about, and which insurer they ask, by the claims' ids. */
export async function claimsWhose(
  ctx: Ctx,
  ids: readonly bigint[],
): Promise<{ id: string; clientId: string; insurerName: string }[]> {
  return prepared<{ id: string; clientId: string; insurerName: string }>(
    ctx.pool,
    `SELECT k.id::text, i.client_id::text AS "clientId", p.name AS "insurerName" FROM insurance_claims k ${JOINS} WHERE k.id = ANY($1::bigint[])`,
    [ids.map(String)],
  );
}

/** The acts by which what a policy owed of a claim's lines was asked of others since, the latest first; without those that were taken back. */
export async function passedOn(
  tx: Ctx,
  claimId: bigint,
  since: { invoiceId: bigint; insuranceId: bigint; after: bigint },
): Promise<bigint[]> {
  const rows = await prepared<{ id: string }>(
    tx.pool,
    `SELECT t.id::text FROM ledger_transactions t WHERE t.act = 'TRANSFERRED' AND t.id > $4::bigint AND t.reverses_id IS NULL
       AND NOT EXISTS (SELECT FROM ledger_transactions r WHERE r.reverses_id = t.id)
       AND t.id IN (SELECT m.transaction_id FROM ledger_movements m JOIN claim_lines x ON x.line_id = m.line_id AND x.claim_id = $1::bigint
         WHERE m.invoice_id = $2::bigint AND m.kind = 'TRANSFER' AND m.party = 'INSURANCE' AND m.insurance_id = $3::bigint AND m.amount < 0)
     ORDER BY t.id DESC`,
    [claimId, since.invoiceId, since.insuranceId, since.after].map(String),
  );
  return rows.map(({ id }) => BigInt(id));
}

/** What the insurers took back of the answers to these claims that stand: refunds out of what their money had paid of the invoice. */
export async function takenBackByInsurers(ctx: Ctx, claimIds: readonly bigint[]): Promise<Map<bigint, Decimal>> {
  if (claimIds.length === 0) return new Map();
  const rows = await prepared<{ id: string; amount: string }>(
    ctx.pool,
    `SELECT c.id::text, sum(m.amount) AS amount FROM insurance_claims c JOIN ledger_movements m ON m.invoice_id = c.invoice_id AND m.kind = 'REFUND'
       AND m.insurance_id = c.insurance_id AND m.receipt_id IN (
         SELECT p.receipt_id FROM ledger_transactions t JOIN ledger_movements p ON p.transaction_id = t.id
         WHERE t.claim_id = c.id AND t.act = 'CLAIM_ANSWERED' AND NOT EXISTS (SELECT FROM ledger_transactions r WHERE r.reverses_id = t.id))
     WHERE c.id = ANY($1::text[]::bigint[]) GROUP BY c.id HAVING sum(m.amount) > 0`,
    [claimIds.map(String)],
  );
  return new Map(rows.map(({ id, amount }) => [BigInt(id), new Decimal(amount)]));
}

/**
 * What policies owe of these claims yet: of the claim's lines, or what its insurer took back of them, and not more than of the whole invoice. Of one
 * that was carried over without lines, what they owe of the invoice.
 */
export async function owedOfClaims(ctx: Ctx, claimIds: readonly bigint[]): Promise<Map<bigint, Decimal>> {
  if (claimIds.length === 0) return new Map();
  const rows = await prepared<{ id: string; owed: string; lines: string | null }>(
    ctx.pool,
    `SELECT k.id::text, coalesce((SELECT sum(m.amount) FROM ledger_movements m
         WHERE m.invoice_id = k.invoice_id AND m.party = 'INSURANCE' AND m.insurance_id = k.insurance_id), 0)::text AS owed,
       (SELECT sum(coalesce((SELECT sum(m.amount) FROM ledger_movements m
           WHERE m.line_id = x.line_id AND m.party = 'INSURANCE' AND m.insurance_id = k.insurance_id), 0))
         FROM claim_lines x WHERE x.claim_id = k.id)::text AS lines
     FROM insurance_claims k WHERE k.id = ANY($1::text[]::bigint[])`,
    [claimIds.map(String)],
  );
  const takenBack = await takenBackByInsurers(ctx, claimIds);
  return new Map(
    rows.map(({ id, owed, lines }) => {
      const whole = Decimal.max(owed, 0);
      const ofLines = lines === null ? whole : (takenBack.get(BigInt(id))?.plus(lines) ?? new Decimal(lines));
      return [BigInt(id), Decimal.min(whole, ofLines)];
    }),
  );
}

/** By what a policy was relieved of what it owed on an invoice, beside the answers to this claim: how much by each kind, what was taken back left out. */
export async function relievedBy(
  tx: Ctx,
  { id, invoiceId, insuranceId }: { id: bigint; invoiceId: bigint; insuranceId: bigint },
): Promise<{ kind: LedgerKind; amount: Decimal }[]> {
  const rows = await prepared<{ kind: LedgerKind; amount: string }>(
    tx.pool,
    `SELECT m.kind::text, (-sum(m.amount))::text AS amount FROM ledger_movements m JOIN ledger_transactions t ON t.id = m.transaction_id
     WHERE m.invoice_id = $1::bigint AND m.party = 'INSURANCE' AND m.insurance_id = $2::bigint AND t.claim_id IS DISTINCT FROM $3::bigint
     GROUP BY m.kind HAVING sum(m.amount) < 0 ORDER BY m.kind`,
    [invoiceId, insuranceId, id].map(String),
  );
  return rows.map(({ kind, amount }) => ({ kind, amount: new Decimal(amount) }));
}

/** How much of each line of an invoice a policy was relieved of by passing on since an act; without what was taken back. */
export async function passedOnOf(
  tx: Ctx,
  { invoiceId, insuranceId, after }: { invoiceId: bigint; insuranceId: bigint; after: bigint },
): Promise<Map<bigint, Decimal>> {
  const rows = await prepared<{ lineId: string; amount: string }>(
    tx.pool,
    `SELECT m.line_id::text AS "lineId", (-sum(m.amount))::text AS amount FROM ledger_movements m JOIN ledger_transactions t ON t.id = m.transaction_id
     WHERE m.invoice_id = $1::bigint AND m.kind = 'TRANSFER' AND m.party = 'INSURANCE' AND m.insurance_id = $2::bigint AND m.amount < 0 AND m.line_id IS NOT NULL
       AND t.id > $3::bigint AND t.act = 'TRANSFERRED' AND t.reverses_id IS NULL AND NOT EXISTS (SELECT FROM ledger_transactions r WHERE r.reverses_id = t.id)
     GROUP BY m.line_id`,
    [invoiceId, insuranceId, after].map(String),
  );
  return new Map(rows.map(({ lineId, amount }) => [BigInt(lineId), new Decimal(amount)]));
}

/** Brings a claim's lines in line with the ledger, and gives what its answers come to. Two statements. */
export async function settleLines(
  tx: Ctx,
  id: bigint,
): Promise<{ claimed: Decimal; paid: Decimal; adjustment: Decimal; patientShare: Decimal; received: Decimal }> {
  const of = [String(id)];
  await prepared(
    tx.pool,
    `UPDATE claim_lines x SET amount_paid = s.paid, adjustment = s.adjusted, patient_share = s.shared
     FROM (SELECT l.id, -coalesce(sum(m.amount) FILTER (WHERE m.kind = 'PAYMENT'), 0) AS paid,
         -coalesce(sum(m.amount) FILTER (WHERE m.kind = 'ADJUSTMENT'), 0) AS adjusted,
         -coalesce(sum(m.amount) FILTER (WHERE m.kind = 'TRANSFER' AND m.party = 'INSURANCE' AND m.insurance_id = k.insurance_id), 0) AS shared
       FROM claim_lines l JOIN insurance_claims k ON k.id = l.claim_id LEFT JOIN ledger_transactions t ON t.claim_id = k.id
       LEFT JOIN ledger_movements m ON m.transaction_id = t.id AND m.line_id = l.line_id WHERE k.id = $1::bigint GROUP BY l.id) s
     WHERE x.id = s.id AND (x.amount_paid, x.adjustment, x.patient_share) IS DISTINCT FROM (s.paid, s.adjusted, s.shared)`,
    of,
  );
  const [row] = await prepared<Record<'claimed' | 'paid' | 'adjustment' | 'patientShare' | 'received', string>>(
    tx.pool,
    `SELECT sum(x.amount_claimed) AS claimed, sum(x.amount_paid) AS paid, sum(x.adjustment) AS adjustment, sum(x.patient_share) AS "patientShare",
       (SELECT -coalesce(sum(m.amount), 0) FROM ledger_transactions t JOIN ledger_movements m ON m.transaction_id = t.id
         WHERE t.claim_id = $1::bigint AND m.kind IN ('PAYMENT', 'PREPAYMENT')) AS received
     FROM claim_lines x WHERE x.claim_id = $1::bigint`,
    of,
  );
  const decimal = (text: string | undefined): Decimal => new Decimal(text ?? 0);
  return {
    claimed: decimal(row?.claimed),
    paid: decimal(row?.paid),
    adjustment: decimal(row?.adjustment),
    patientShare: decimal(row?.patientShare),
    received: decimal(row?.received),
  };
}
