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
         tax_amount, discount_amount, line_total, appointment_id, learner_id)
       SELECT $1::bigint, l.* FROM unnest($2::integer[], $3::bigint[], $4::text[], $5::date[], $6::numeric[], $7::numeric[], $8::numeric[], $9::numeric[],
         $10::numeric[], $11::numeric[], $12::numeric[], $13::bigint[], $14::bigint[]) AS l
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
    ],
  );
  return rows.map(({ id }) => BigInt(id));
}
