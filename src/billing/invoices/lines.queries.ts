import type { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';

/** A line's columns, in the order in which it is written. */
export interface NewLineRow {
  position: number;
  serviceCodeId: bigint;
  description: string;
  serviceDate: Date;
  quantity: Decimal;
  unitPrice: Decimal;
  listPrice: Decimal | null;
  taxRate: Decimal;
  taxAmount: Decimal;
  discountAmount: Decimal;
  discountPercent: Decimal | null;
  lineTotal: Decimal;
  appointmentId: bigint | null;
  learnerId: bigint | null;
  modifiers: string[];
  diagnosisCodes: string[];
  placeOfService: string | null;
  reason: string | null;
  packageId: bigint | null;
  packageVisit: number | null;
  invoiceId: bigint;
}

const text = (value: { toString(): string } | null): string | null => (value === null ? null : value.toString());

/** Adds lines to drafts; gives their ids in the order in which they come. One statement. No two have the same place on one invoice. */
export async function insertLineRows(tx: Ctx, lines: readonly NewLineRow[]): Promise<bigint[]> {
  const column = (of: (line: NewLineRow) => { toString(): string } | null): (string | null)[] =>
    lines.map((line) => text(of(line)));
  const rows = await prepared<{ id: string; invoiceId: string; position: number }>(
    tx.pool,
    `INSERT INTO invoice_line_items (invoice_id, position, service_code_id, description, service_date, quantity, unit_price, list_price, tax_rate,
       tax_amount, discount_amount, line_total, appointment_id, learner_id, reason, modifiers, diagnosis_codes, place_of_service, package_id,
       package_visit, discount_percent)
     SELECT l.invoice, l.position, l.service, l.description, l.day, l.quantity, l.price, l.list_price, l.tax_rate, l.tax, l.discount, l.total,
       l.appointment, l.learner, l.reason, string_to_array(l.modifiers, ' '), string_to_array(l.diagnoses, ' '), l.place, l.package, l.package_visit,
       l.off
     FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::text[], $5::date[], $6::numeric[], $7::numeric[], $8::numeric[], $9::numeric[],
       $10::numeric[], $11::numeric[], $12::numeric[], $13::bigint[], $14::bigint[], $15::text[], $16::text[], $17::text[], $18::text[],
       $19::bigint[], $20::integer[], $21::numeric[])
       AS l (invoice, position, service, description, day, quantity, price, list_price, tax_rate, tax, discount, total, appointment, learner, reason,
         modifiers, diagnoses, place, package, package_visit, off)
     RETURNING id::text, invoice_id::text AS "invoiceId", position`,
    [
      column((line) => line.invoiceId),
      lines.map(({ position }) => position),
      column((line) => line.serviceCodeId),
      lines.map(({ description }) => description),
      lines.map(({ serviceDate }) => serviceDate.toISOString().slice(0, 10)),
      column((line) => line.quantity),
      column((line) => line.unitPrice),
      column((line) => line.listPrice),
      column((line) => line.taxRate),
      column((line) => line.taxAmount),
      column((line) => line.discountAmount),
      column((line) => line.lineTotal),
      column((line) => line.appointmentId),
      column((line) => line.learnerId),
      lines.map(({ reason }) => reason),
      lines.map(({ modifiers }) => modifiers.join(' ')),
      lines.map(({ diagnosisCodes }) => diagnosisCodes.join(' ')),
      lines.map(({ placeOfService }) => placeOfService),
      column((line) => line.packageId),
      lines.map(({ packageVisit }) => packageVisit),
      column((line) => line.discountPercent),
    ],
  );
  const ids = new Map(rows.map(({ id, invoiceId, position }) => [`${invoiceId} ${position}`, BigInt(id)]));
  return lines.map(({ invoiceId, position }) => ids.get(`${invoiceId} ${position}`) as bigint);
}
