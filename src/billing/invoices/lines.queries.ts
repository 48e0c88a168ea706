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
  lineTotal: Decimal;
  appointmentId: bigint | null;
  learnerId: bigint | null;
  modifiers: string[];
  diagnosisCodes: string[];
  placeOfService: string | null;
}

const text = (value: { toString(): string } | null): string | null => (value === null ? null : value.toString());

/** Adds lines to a draft; gives their ids in the order of their positions. One statement. */
export async function insertLineRows(tx: Ctx, invoiceId: bigint, lines: readonly NewLineRow[]): Promise<bigint[]> {
  const column = (of: (line: NewLineRow) => { toString(): string } | null): (string | null)[] =>
    lines.map((line) => text(of(line)));
  const rows = await prepared<{ id: string }>(
    tx.pool,
    `WITH made AS (
       INSERT INTO invoice_line_items (invoice_id, position, service_code_id, description, service_date, quantity, unit_price, list_price, tax_rate,
         tax_amount, discount_amount, line_total, appointment_id, learner_id, modifiers, diagnosis_codes, place_of_service)
       SELECT $1::bigint, l.position, l.service, l.description, l.day, l.quantity, l.price, l.list_price, l.tax_rate, l.tax, l.discount, l.total,
         l.appointment, l.learner, string_to_array(l.modifiers, ' '), string_to_array(l.diagnoses, ' '), l.place
       FROM unnest($2::integer[], $3::bigint[], $4::text[], $5::date[], $6::numeric[], $7::numeric[], $8::numeric[], $9::numeric[],
         $10::numeric[], $11::numeric[], $12::numeric[], $13::bigint[], $14::bigint[],
         $15::text[], $16::text[], $17::text[]) AS l (position, service, description, day, quantity, price, list_price, tax_rate, tax, discount,
         total, appointment, learner, modifiers, diagnoses, place)
       RETURNING id, position)
     SELECT id::text FROM made ORDER BY position`,
    [
      String(invoiceId),
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
      lines.map(({ modifiers }) => modifiers.join(' ')),
      lines.map(({ diagnosisCodes }) => diagnosisCodes.join(' ')),
      lines.map(({ placeOfService }) => placeOfService),
    ],
  );
  return rows.map(({ id }) => BigInt(id));
}
