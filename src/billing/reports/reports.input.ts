import { z } from 'zod';
import { fileFormat } from '../../exports/exports.input.js';
import { day, id, listFields } from '../../kernel/fields.js';

/** Two days, both of them counted. */
const period = {
  from: day().meta({ description: 'The first day.' }),
  to: day().meta({ description: 'The last day: it counts as well.' }),
};
const asOf = {
  asOf: day()
    .optional()
    .meta({ description: 'As it stood at the end of that day; today on the practice’s calendar if not said.' }),
};
const monthly = {
  monthly: z.boolean().optional().meta({ description: 'Each month by itself.', default: false }),
};
const file = { format: fileFormat };

/** By what revenue is told apart. */
export const revenueBy = z.enum(['MONTH', 'SERVICE', 'THERAPIST', 'LOCATION', 'PARTY']).meta({
  id: 'RevenueDimension',
  description: 'PARTY: the clients together, each insurer, each funding program. THERAPIST and LOCATION are those of the visit.',
});
export type RevenueBy = z.output<typeof revenueBy>;

const revenue = z.strictObject({
  ...period,
  by: revenueBy.optional().meta({ description: 'By what it is told apart.', default: 'MONTH' }),
  ...monthly,
});
export const revenueQuery = revenue.meta({ id: 'RevenueQuery' });
export type RevenueQuery = z.output<typeof revenueQuery>;
export const revenueExport = revenue.extend(file).meta({ id: 'RevenueExportQuery' });

const receivables = z.strictObject(asOf);
export const receivablesQuery = receivables.meta({ id: 'ReceivablesQuery' });
export type ReceivablesQuery = z.output<typeof receivablesQuery>;
export const receivablesExport = receivables.extend(file).meta({ id: 'ReceivablesExportQuery' });

const lists = listFields(['open', 'credit', 'prepaid', 'clientName'], {
  description: 'Who owes most is first.',
  default: '-open',
});
export const clientReceivablesQuery = z
  .strictObject({ limit: lists.limit, cursor: lists.cursor, sort: lists.sort, count: lists.count, ...asOf })
  .meta({ id: 'ClientReceivablesQuery' });
export type ClientReceivablesQuery = z.output<typeof clientReceivablesQuery>;
export const clientReceivablesExport = z
  .strictObject({ ...file, sort: lists.sort, ...asOf })
  .meta({ id: 'ClientReceivablesExportQuery' });

const cashUp = z.strictObject(period);
export const cashUpQuery = cashUp.meta({ id: 'CashUpQuery' });
export type CashUpQuery = z.output<typeof cashUpQuery>;
export const cashUpExport = cashUp.extend(file).meta({ id: 'CashUpExportQuery' });

const taxes = z.strictObject({ ...period, ...monthly });
export const taxesQuery = taxes.meta({ id: 'TaxesQuery' });
export type TaxesQuery = z.output<typeof taxesQuery>;
export const taxesExport = taxes.extend(file).meta({ id: 'TaxesExportQuery' });

const byDay = listFields(['effectiveDate'], { description: 'The earliest first if not said.', default: 'effectiveDate' });
const lost = {
  sort: byDay.sort,
  ...period,
  kind: z.enum(['WRITE_OFF', 'ADJUSTMENT']).optional().meta({ description: 'One kind alone.' }),
  clientId: id().optional(),
};
export const writeOffsQuery = z
  .strictObject({ limit: byDay.limit, cursor: byDay.cursor, count: byDay.count, ...lost })
  .meta({ id: 'WriteOffsQuery' });
export type WriteOffsQuery = z.output<typeof writeOffsQuery>;
export const writeOffsExport = z.strictObject({ ...file, ...lost }).meta({ id: 'WriteOffsExportQuery' });

/** By what unbilled visits are told apart. */
export const unbilledBy = z.enum(['MONTH', 'THERAPIST', 'LOCATION']).meta({ id: 'UnbilledDimension' });
export type UnbilledBy = z.output<typeof unbilledBy>;

const unbilled = z.strictObject({
  from: period.from,
  to: day().meta({ description: 'The last day: it counts as well. At most 366 days after the first.' }),
  by: unbilledBy.optional().meta({ description: 'By what they are told apart.', default: 'MONTH' }),
  ...monthly,
});
export const unbilledQuery = unbilled.meta({ id: 'UnbilledQuery' });
export type UnbilledQuery = z.output<typeof unbilledQuery>;
export const unbilledExport = unbilled.extend(file).meta({ id: 'UnbilledExportQuery' });

const claims = z.strictObject(period);
export const claimsQuery = claims.meta({ id: 'ClaimsReportQuery' });
export type ClaimsQuery = z.output<typeof claimsQuery>;
export const claimsExport = claims.extend(file).meta({ id: 'ClaimsReportExportQuery' });

export const fundingExport = z.strictObject(file).meta({ id: 'FundingReportExportQuery' });
