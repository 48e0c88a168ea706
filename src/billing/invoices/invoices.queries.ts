import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions, learnerConditions } from '../../access/policy.js';
import { countryFor } from '../../access/practice-country.js';
import { prepared } from '../../database/client.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page, wholeList } from '../../database/lists.js';
import { type Searched, searchedList } from '../../database/searched-list.js';
import type { FundingSource, InvoiceStatus, LedgerParty, PaymentMethod } from '../../generated/prisma/index.js';
import { isFee } from './fees.queries.js';
import type { InvoiceList } from './invoices.input.js';

/** How a part of an invoice was settled. */
export type Settling = 'PAID' | 'CREDITED' | 'WRITTEN_OFF' | 'ADJUSTED';

export interface InvoiceRow {
  id: string;
  invoiceNumber: string;
  clientId: string;
  clientName: string;
  fundingSource: FundingSource;
  insuranceId: string | null;
  insurerName: string | null;
  fundingId: string | null;
  programName: string | null;
  status: InvoiceStatus;
  /** `2026-03-08` */
  issueDate: string;
  dueDate: string;
  subtotal: string;
  taxAmount: string;
  discountAmount: string;
  totalAmount: string;
  amountPaid: string;
  balance: string;
  settledBy: Settling[];
  notes: string | null;
  paymentInstructions: string | null;
  termsConditions: string | null;
  sentAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const JOINS = `JOIN clients c ON c.id = i.client_id
  LEFT JOIN client_insurance n ON n.id = i.insurance_id LEFT JOIN insurance_providers p ON p.id = n.insurance_provider_id
  LEFT JOIN client_funding f ON f.id = i.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id`;

const FIGURES = `i.id::text, i.invoice_number AS "invoiceNumber", i.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName",
    i.funding_source::text AS "fundingSource", i.insurance_id::text AS "insuranceId", p.name AS "insurerName", i.funding_id::text AS "fundingId",
    g.name AS "programName", i.status::text, i.issue_date::text AS "issueDate", i.due_date::text AS "dueDate", i.subtotal,
    i.tax_amount AS "taxAmount", i.discount_amount AS "discountAmount", i.total_amount AS "totalAmount", i.amount_paid AS "amountPaid", i.balance,
    i.notes, i.payment_instructions AS "paymentInstructions", i.terms_conditions AS "termsConditions", i.sent_at AS "sentAt",
    i.created_at AS "createdAt", i.updated_at AS "updatedAt"`;

/** By what a part of an invoice was settled while something is open. The ledger is looked into for those alone. */
const SETTLED_BY = `CASE WHEN i.amount_paid > 0 AND i.balance > 0 THEN (SELECT array_remove(ARRAY[${(
  [
    ['PAID', `'PAYMENT', 'PREPAYMENT', 'REFUND'`],
    ['CREDITED', `'CREDIT'`],
    ['WRITTEN_OFF', `'WRITE_OFF'`],
    ['ADJUSTED', `'ADJUSTMENT'`],
  ] satisfies [Settling, string][]
)
  .map(([by, kinds]) => `CASE WHEN sum(m.amount) FILTER (WHERE m.kind IN (${kinds})) < 0 THEN '${by}' END`)
  .join(', ')}], NULL) FROM ledger_movements m WHERE m.invoice_id = i.id) ELSE '{}' END AS "settledBy"`;

const INVOICES: ListDefinition = {
  select: `${FIGURES}, ${SETTLED_BY}`,
  from: `invoices i ${JOINS}`,
  id: 'i.id',
  updatedAt: 'i.updated_at',
  sorts: {
    issueDate: { sql: 'i.issue_date', type: 'date' },
    dueDate: { sql: 'i.due_date', type: 'date' },
    balance: { sql: 'i.balance', type: 'numeric' },
    invoiceNumber: { sql: 'i.invoice_number', type: 'text' },
  },
  defaultSort: '-issueDate',
};

const SEARCHED: Searched = { table: 'invoices i', alias: 'i', joins: JOINS, text: 'i.search', key: 'i.invoice_number' };

const seen =
  (ctx: Ctx, reads: 'one' | 'many'): Scope =>
  (binding) =>
    clientConditions(ctx.actor, Permission.VIEW_BILLING, 'i.client_id', binding, reads);

/** The list as it is asked for. */
async function asked(ctx: Ctx, query: InvoiceList): Promise<{ list: ListDefinition; query: InvoiceList; where: Conditions }> {
  const where = new Conditions(seen(ctx, 'many'))
    .id('i.client_id', query.clientId)
    .among('i.status', query.status, 'invoice_status')
    .is('i.funding_source', query.fundingSource, 'funding_source')
    .day('i.issue_date', '>=', query.issuedFrom)
    .day('i.issue_date', '<=', query.issuedTo)
    .day('i.due_date', '<=', query.dueTo);
  if (query.open === true) where.and('i.balance > 0 AND i.sent_at IS NOT NULL');
  if (query.open === false) where.and('(i.balance = 0 OR i.sent_at IS NULL)');
  return { ...searchedList(INVOICES, query, where, SEARCHED, await countryFor(ctx, query.q)), where };
}

/** The invoices that match, of clients whom the actor may see. */
export async function listInvoiceRows(ctx: Ctx, wanted: InvoiceList): Promise<Page<InvoiceRow>> {
  const { list, query, where } = await asked(ctx, wanted);
  return listPage<InvoiceRow>(ctx, list, query, where);
}

/** All of them, for an export. */
export async function wholeInvoices(ctx: Ctx, wanted: InvoiceList, most: number): Promise<ReturnType<typeof wholeList>> {
  const { list, query, where } = await asked(ctx, wanted);
  return wholeList(list, query, where, most, () => FIGURES);
}

/** The invoice of that id, if the actor may see it. */
export async function findInvoiceRow(ctx: Ctx, id: bigint): Promise<InvoiceRow | undefined> {
  const where = new Conditions(seen(ctx, 'one')).id('i.id', id);
  const [row] = await prepared<InvoiceRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${INVOICES.select} FROM ${INVOICES.from} WHERE ${where.sql}`,
    where.values,
  );
  return row;
}

export interface LineTaxRow {
  name: string;
  rate: string;
  base: string;
  amount: string;
  registrationNumber: string | null;
}

export interface LineRow {
  id: string;
  serviceCodeId: string;
  code: string;
  description: string;
  serviceDate: string;
  quantity: string;
  unitPrice: string;
  listPrice: string | null;
  discountAmount: string;
  discountPercent: string | null;
  taxRate: string;
  taxAmount: string;
  lineTotal: string;
  creditedAmount: string;
  appointmentId: string | null;
  learnerId: string | null;
  learnerName: string | null;
  modifiers: string[];
  diagnosisCodes: string[];
  placeOfService: string | null;
  packageId: string | null;
  packageVisit: number | null;
  /** For a visit that did not take place. */
  isFee: boolean;
  /** Whose visit or lesson it is, where the line itself does not say. */
  aboutLearnerId: string | null;
  reason: string | null;
  taxes: LineTaxRow[];
}

export interface PaymentOfInvoice {
  id: string;
  receiptId: string;
  receiptNumber: string;
  paymentDate: string;
  amount: string;
  paymentMethod: PaymentMethod;
  referenceNumber: string | null;
  reversedAt: Date | null;
}

export interface CreditNoteOfInvoice {
  id: string;
  number: string;
  issueDate: string;
  reason: string;
  netAmount: string;
  taxAmount: string;
  total: string;
}

export interface ShareRow {
  party: LedgerParty;
  insuranceId: string | null;
  fundingId: string | null;
  open: string;
}

/** Who pays a part, as it was said before it was sent. */
export interface PayerOfInvoice {
  insuranceId: string | null;
  fundingId: string | null;
  name: string;
  percent: string | null;
  upTo: string | null;
}

export interface InvoiceParts {
  lines: LineRow[];
  /** Lines about learners whom the actor may not see: they are in the sums, and not among the lines. */
  hiddenLines: number;
  payments: PaymentOfInvoice[];
  creditNotes: CreditNoteOfInvoice[];
  payers: PayerOfInvoice[];
  shares: ShareRow[];
}

export type InvoiceDetails = InvoiceRow & InvoiceParts;

const MOST = 200;

/** Whose lines the actor may see, by the learner whom one is about, its own or its visit's. */
const lineConditions = (ctx: Ctx, permission: Permission): Conditions =>
  new Conditions((binding) =>
    learnerConditions(ctx.actor, permission, { client: 'i.client_id', learner: 'coalesce(l.learner_id, a.learner_id)' }, binding),
  );

const LINES_OF = `invoice_line_items l JOIN invoices i ON i.id = l.invoice_id LEFT JOIN appointments a ON a.id = l.appointment_id`;

/** How many lines of these invoices, or of all of a client's, are about learners to whom the actor may not do `permission`. */
export async function hiddenLinesAmong(
  ctx: Ctx,
  permission: Permission,
  whose: { invoices: readonly bigint[] } | { client: bigint },
): Promise<number> {
  const where = lineConditions(ctx, permission);
  const these =
    'client' in whose
      ? `i.client_id = ${where.binding.id(whose.client)}`
      : `l.invoice_id = ANY(${where.binding.ids(whose.invoices)})`;
  const [row] = await prepared<{ hidden: number }>(
    ctx.pool,
    `SELECT count(*)::integer AS hidden FROM ${LINES_OF} WHERE ${these} AND NOT coalesce((${where.sql}), false)`,
    where.values,
  );
  return row?.hidden ?? 0;
}

/** Those of these invoices that are drafts of clients to whom the actor may do `permission`, and to all of whose lines. */
export async function changeableDrafts(ctx: Ctx, permission: Permission, ids: readonly bigint[]): Promise<bigint[]> {
  const where = new Conditions((binding) => clientConditions(ctx.actor, permission, 'w.client_id', binding, 'many')).ids(
    'w.id',
    ids,
  );
  const columns = { client: 'i.client_id', learner: 'coalesce(l.learner_id, a.learner_id)' };
  const seen = ['true', ...learnerConditions(ctx.actor, permission, columns, where.binding)].join(' AND ');
  const rows = await prepared<{ id: string }>(
    ctx.pool,
    `SELECT w.id::text FROM invoices w WHERE ${where.sql} AND w.status = 'DRAFT'
       AND NOT EXISTS (SELECT FROM ${LINES_OF} WHERE l.invoice_id = w.id AND NOT coalesce((${seen}), false)) ORDER BY w.id`,
    where.values,
  );
  return rows.map(({ id }) => BigInt(id));
}

/** As hiddenLinesAmong, of one invoice. */
export const hiddenLinesOf = (ctx: Ctx, permission: Permission, id: bigint): Promise<number> =>
  hiddenLinesAmong(ctx, permission, { invoices: [id] });

/** What belongs to an invoice that the actor sees. Six statements. */
export async function partsOf(ctx: Ctx, id: bigint): Promise<InvoiceParts> {
  const where = lineConditions(ctx, Permission.VIEW_BILLING).id('l.invoice_id', id);
  const [lines, hiddenLines, payments, creditNotes, payers, shares] = await Promise.all([
    prepared<LineRow & Record<string, unknown>>(
      ctx.pool,
      `SELECT l.id::text, l.service_code_id::text AS "serviceCodeId", s.code, l.description, l.service_date::text AS "serviceDate", l.quantity,
         l.unit_price AS "unitPrice", l.list_price AS "listPrice", l.discount_amount AS "discountAmount", trim_scale(l.discount_percent)::text AS "discountPercent", l.tax_rate AS "taxRate",
         l.tax_amount AS "taxAmount", l.line_total AS "lineTotal",
         (SELECT coalesce(sum(k.net_amount + k.tax_amount), 0) FROM credit_note_lines k WHERE k.line_id = l.id) AS "creditedAmount", l.appointment_id::text AS "appointmentId", l.learner_id::text AS "learnerId",
         e.first_name || ' ' || e.last_name AS "learnerName", coalesce(l.modifiers, '{}') AS modifiers,
         coalesce(l.diagnosis_codes, '{}') AS "diagnosisCodes", l.place_of_service AS "placeOfService",
         l.package_id::text AS "packageId", l.package_visit AS "packageVisit", ${isFee('l', 'a')} AS "isFee",
         coalesce(l.learner_id, a.learner_id)::text AS "aboutLearnerId",
         e.first_name || ' ' || e.last_name AS "learnerName", l.reason,
         coalesce((SELECT jsonb_agg(jsonb_build_object('name', t.name, 'rate', t.rate::text, 'base', t.base::text, 'amount', t.amount::text,
           'registrationNumber', t.registration_number) ORDER BY t.id) FROM invoice_line_taxes t WHERE t.line_id = l.id), '[]') AS taxes
       FROM ${LINES_OF} JOIN service_codes s ON s.id = l.service_code_id LEFT JOIN learners e ON e.id = l.learner_id
       WHERE ${where.sql} ORDER BY l.position, l.id LIMIT ${MOST}`,
      where.values,
    ),
    hiddenLinesOf(ctx, Permission.VIEW_BILLING, id),
    prepared<PaymentOfInvoice & Record<string, unknown>>(
      ctx.pool,
      `SELECT p.id::text, p.receipt_id::text AS "receiptId", r.number AS "receiptNumber", p.payment_date::text AS "paymentDate", p.amount,
         p.payment_method::text AS "paymentMethod", p.reference_number AS "referenceNumber", p.reversed_at AS "reversedAt"
       FROM payments p JOIN receipts r ON r.id = p.receipt_id WHERE p.invoice_id = $1::bigint ORDER BY p.payment_date, p.id LIMIT ${MOST}`,
      [String(id)],
    ),
    prepared<CreditNoteOfInvoice & Record<string, unknown>>(
      ctx.pool,
      `SELECT id::text, number, issue_date::text AS "issueDate", reason, net_amount AS "netAmount", tax_amount AS "taxAmount", total
       FROM credit_notes WHERE invoice_id = $1::bigint ORDER BY issue_date, id LIMIT ${MOST}`,
      [String(id)],
    ),
    prepared<PayerOfInvoice & Record<string, unknown>>(
      ctx.pool,
      `SELECT x.insurance_id::text AS "insuranceId", x.funding_id::text AS "fundingId", coalesce(p.name, g.name) AS name,
         trim_scale(x.percent)::text AS percent, x.up_to AS "upTo"
       FROM invoice_payers x LEFT JOIN client_insurance n ON n.id = x.insurance_id LEFT JOIN insurance_providers p ON p.id = n.insurance_provider_id
       LEFT JOIN client_funding f ON f.id = x.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id
       WHERE x.invoice_id = $1::bigint ORDER BY x.position`,
      [String(id)],
    ),
    prepared<ShareRow & Record<string, unknown>>(
      ctx.pool,
      `SELECT party::text, insurance_id::text AS "insuranceId", funding_id::text AS "fundingId", sum(amount) AS open
       FROM ledger_movements WHERE invoice_id = $1::bigint GROUP BY party, insurance_id, funding_id
       ORDER BY party, insurance_id, funding_id LIMIT ${MOST}`,
      [String(id)],
    ),
  ]);
  return { lines, hiddenLines, payments, creditNotes, payers, shares };
}

/** The ids of so many invoices that are about to be written: what belongs to them can be written with them. */
export async function nextInvoiceIds(tx: Ctx, count: number): Promise<bigint[]> {
  const rows = await prepared<{ id: string }>(
    tx.pool,
    `SELECT nextval(pg_get_serial_sequence('invoices', 'id'))::text AS id FROM generate_series(1, $1::integer)`,
    [count],
  );
  return rows.map(({ id }) => BigInt(id));
}
