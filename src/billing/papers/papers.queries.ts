/** What papers say, in one statement for each kind of fact. Whoever asks has asked before whether the actor may see it. */
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { LedgerKind, LedgerParty } from '../../generated/prisma/index.js';
import { notFound } from '../../kernel/errors.js';
import type { PaperLine } from './paper-line.js';

/** The lines of these invoices in their order, at most `most`. Nobody gave a product, for however long. */
export function paperLines(ctx: Ctx, invoiceIds: readonly bigint[], most: number): Promise<PaperLine[]> {
  return prepared<PaperLine & Record<string, unknown>>(
    ctx.pool,
    `SELECT l.invoice_id::text AS "invoiceId", l.id::text, l.service_date::text AS "serviceDate", s.code, l.description, l.quantity,
       l.unit_price AS "unitPrice", l.list_price AS "listPrice", l.discount_amount AS "discountAmount", l.tax_amount AS "taxAmount",
       l.line_total AS "lineTotal",
       (SELECT coalesce(sum(k.net_amount + k.tax_amount), 0) FROM credit_note_lines k WHERE k.line_id = l.id) AS "creditedAmount",
       coalesce(l.modifiers, '{}') AS modifiers, coalesce(l.diagnosis_codes, '{}') AS "diagnosisCodes",
       l.place_of_service AS "placeOfService", e.id::text AS "learnerId", e.first_name || ' ' || e.last_name AS "learnerName",
       e.date_of_birth::date::text AS "learnerBirth",
       coalesce((SELECT jsonb_agg(jsonb_build_object('name', t.name, 'rate', t.rate::text, 'base', t.base::text, 'amount', t.amount::text,
         'registrationNumber', t.registration_number) ORDER BY t.id) FROM invoice_line_taxes t WHERE t.line_id = l.id), '[]') AS taxes,
       s.tax_purpose IS NOT DISTINCT FROM 'PRODUCT' AS "isProduct",
       CASE WHEN u.id IS NOT NULL AND s.tax_purpose IS DISTINCT FROM 'PRODUCT' THEN jsonb_build_object('id', u.id::text, 'name', u.first_name || ' ' || u.last_name,
         'title', u.professional_title, 'credentials', u.credentials, 'registrationNumber', u.registration_number,
         'registrationCollege', u.registration_college, 'npi', u.npi) END AS practitioner,
       CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('name', p.name, 'street', p.address, 'city', p.city, 'state', p.province, 'zip', p.postal_code,
         'phone', p.phone, 'taxId', p.tax_id, 'npi', p.npi) END AS place,
       CASE WHEN s.tax_purpose IS DISTINCT FROM 'PRODUCT' THEN (extract(epoch FROM a.end_time - a.start_time) / 60)::integer END AS minutes
     FROM invoice_line_items l JOIN service_codes s ON s.id = l.service_code_id LEFT JOIN appointments a ON a.id = l.appointment_id
     LEFT JOIN users u ON u.id = a.therapist_id LEFT JOIN practice_locations p ON p.id = a.location_id
     LEFT JOIN learners e ON e.id = coalesce(l.learner_id, a.learner_id)
     WHERE l.invoice_id = ANY($1::bigint[]) ORDER BY l.invoice_id, l.position, l.id LIMIT $2`,
    [invoiceIds.map(String), most],
  );
}

/** What movements of a kind come to on an invoice: what the client owes more (positive) or less. */
export function settledByKind(ctx: Ctx, invoiceId: bigint): Promise<{ kind: LedgerKind; amount: string }[]> {
  return prepared<{ kind: LedgerKind; amount: string }>(
    ctx.pool,
    `SELECT kind::text, sum(amount) AS amount FROM ledger_movements WHERE invoice_id = $1::bigint GROUP BY kind ORDER BY kind`,
    [String(invoiceId)],
  );
}

export interface OpenShare {
  party: LedgerParty;
  name: string;
  open: string;
  /** Since when it is due, where all of it is due on one day. */
  dueOn: string | null;
}

/** What parties still owe on an invoice, by name. */
export function namedShares(ctx: Ctx, invoiceId: bigint): Promise<OpenShare[]> {
  return prepared<OpenShare & Record<string, unknown>>(
    ctx.pool,
    `SELECT m.party::text, coalesce(p.name, g.name, c.first_name || ' ' || c.last_name) AS name, sum(m.amount) AS open,
       CASE WHEN min(m.due_on) FILTER (WHERE m.amount > 0) = max(m.due_on) FILTER (WHERE m.amount > 0)
         THEN (min(m.due_on) FILTER (WHERE m.amount > 0))::text END AS "dueOn"
     FROM ledger_movements m JOIN clients c ON c.id = m.client_id
     LEFT JOIN client_insurance n ON n.id = m.insurance_id LEFT JOIN insurance_providers p ON p.id = n.insurance_provider_id
     LEFT JOIN client_funding f ON f.id = m.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id
     WHERE m.invoice_id = $1::bigint GROUP BY m.party, m.insurance_id, m.funding_id, p.name, g.name, c.first_name, c.last_name
     HAVING sum(m.amount) <> 0 ORDER BY m.party, m.insurance_id, m.funding_id LIMIT 50`,
    [String(invoiceId)],
  );
}

/** What of an invoice the client is asked for. */
export interface ClientsPart {
  open: string;
  /** Of what is open, the first day: `2026-03-08`. */
  dueOn: string;
}

/** What the client still owes on an invoice, and since when: what was paid settles what was due first. */
export async function clientsPart(ctx: Ctx, invoiceId: bigint): Promise<ClientsPart> {
  const [row] = await prepared<ClientsPart & Record<string, unknown>>(
    ctx.pool,
    `WITH days AS (SELECT due_on, sum(amount) AS amount FROM ledger_movements WHERE invoice_id = $1::bigint AND party = 'CLIENT' GROUP BY due_on),
       so_far AS (SELECT due_on, sum(amount) OVER (ORDER BY due_on) AS due FROM days WHERE due_on IS NOT NULL)
     SELECT (SELECT coalesce(sum(amount), 0) FROM days)::text AS open,
       coalesce((SELECT min(due_on) FROM so_far WHERE due + (SELECT coalesce(sum(amount), 0) FROM days WHERE due_on IS NULL) > 0),
         i.due_date)::text AS "dueOn"
     FROM invoices i WHERE i.id = $1::bigint`,
    [String(invoiceId)],
  );
  if (!row) throw notFound('invoice');
  return row;
}

/** What was agreed about how an invoice is paid: its plan, and of each instalment what is open. */
export interface AgreedPlan {
  planId: string;
  /** Of the invoices that it is about. */
  numbers: string[];
  instalments: { dueOn: string; amount: string; open: string }[];
}

/** The columns of AgreedPlan. @param plans FROM and WHERE of payment_plans p @param settled SQL of what of the plan is paid */
const agreed = (plans: { from: string; where: string }, settled: string): string =>
  `SELECT p.id::text AS "planId",
     (SELECT jsonb_agg(i.invoice_number ORDER BY x.position) FROM payment_plan_invoices x JOIN invoices i ON i.id = x.invoice_id
       WHERE x.plan_id = p.id) AS numbers,
     (SELECT jsonb_agg(jsonb_build_object('dueOn', y.due_on, 'amount', y.amount::text,
         'open', least(y.amount, greatest(0, y.due_so_far - s.settled))::text) ORDER BY y.position)
       FROM (SELECT *, sum(amount) OVER (ORDER BY position) AS due_so_far FROM payment_plan_instalments WHERE plan_id = p.id) y) AS instalments
   FROM payment_plans p ${plans.from} CROSS JOIN LATERAL (SELECT ${settled} AS settled) s
   WHERE ${plans.where} AND p.status = 'ACTIVE' ORDER BY p.id`;

/** The plan that an invoice is on, as long as it is kept to. */
export async function activePlan(ctx: Ctx, invoiceId: bigint): Promise<AgreedPlan | undefined> {
  const [row] = await prepared<AgreedPlan & Record<string, unknown>>(
    ctx.pool,
    agreed(
      {
        from: 'JOIN payment_plan_invoices z ON z.plan_id = p.id AND z.is_running',
        where: 'z.invoice_id = $1::bigint',
      },
      'payment_plan_settled(p.id)',
    ),
    [String(invoiceId)],
  );
  return row;
}

/**
 * The plans of a client that are kept to and were made until the end of that day, with what of them was open then; the first 50.
 * @param day `2026-03-08`
 * @param zone whose days they are
 */
export function activePlansOn(ctx: Ctx, clientId: bigint, day: string, zone: string): Promise<AgreedPlan[]> {
  return prepared<AgreedPlan & Record<string, unknown>>(
    ctx.pool,
    `${agreed(
      {
        from: '',
        where: `p.client_id = $1::bigint AND (p.created_at AT TIME ZONE 'UTC' AT TIME ZONE $3::text)::date <= $2::date`,
      },
      'payment_plan_settled_on(p.id, $2::date)',
    )} LIMIT 50`,
    [String(clientId), day, zone],
  );
}

export interface CreditedTax {
  name: string;
  rate: string;
  registrationNumber: string | null;
  amount: string;
}

/** The taxes that a credit note takes back, by name, rate and registration, in the order of the lines. */
export function creditedTaxes(ctx: Ctx, creditNoteId: bigint): Promise<CreditedTax[]> {
  return prepared<CreditedTax & Record<string, unknown>>(
    ctx.pool,
    `SELECT t.name, t.rate::text, t.registration_number AS "registrationNumber", -sum(m.amount) AS amount
     FROM ledger_movements m JOIN invoice_line_taxes t ON t.id = m.line_tax_id
     WHERE m.credit_note_id = $1::bigint AND m.kind = 'CREDIT'
     GROUP BY t.name, t.rate, t.registration_number HAVING sum(m.amount) <> 0 ORDER BY min(t.id) LIMIT 100`,
    [String(creditNoteId)],
  );
}

export interface CreditedLine {
  /** `2026-03-08` */
  serviceDate: string;
  description: string;
  learnerName: string | null;
  netAmount: string;
  taxAmount: string;
}

/** What a credit note takes back, line by line, at most `most`. */
export function creditedLines(ctx: Ctx, creditNoteId: bigint, most: number): Promise<CreditedLine[]> {
  return prepared<CreditedLine & Record<string, unknown>>(
    ctx.pool,
    `SELECT l.service_date::text AS "serviceDate", l.description, e.first_name || ' ' || e.last_name AS "learnerName",
       k.net_amount AS "netAmount", k.tax_amount AS "taxAmount"
     FROM credit_note_lines k JOIN invoice_line_items l ON l.id = k.line_id LEFT JOIN appointments a ON a.id = l.appointment_id
     LEFT JOIN learners e ON e.id = coalesce(l.learner_id, a.learner_id)
     WHERE k.credit_note_id = $1::bigint ORDER BY l.position, l.id LIMIT $2`,
    [String(creditNoteId), most],
  );
}
