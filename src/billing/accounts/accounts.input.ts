import { z } from 'zod';
import { fileFormat } from '../../exports/exports.input.js';
import { day, id, listFields } from '../../kernel/fields.js';

export const ledgerKind = z
  .enum(['CHARGE', 'TAX', 'DISCOUNT', 'TRANSFER', 'PAYMENT', 'REFUND', 'ADJUSTMENT', 'WRITE_OFF', 'CREDIT', 'PREPAYMENT'])
  .meta({
    id: 'LedgerKind',
    description: 'What a movement is. TRANSFER: from one party to another; PREPAYMENT: between an invoice and money on account.',
  });

export const ledgerList = z
  .strictObject({
    limit: listFields(['effectiveDate'], '').limit,
    cursor: listFields(['effectiveDate'], '').cursor,
    sort: listFields(['effectiveDate'], '`effectiveDate` if not said.').sort,
    count: listFields(['effectiveDate'], '').count,
    clientId: id().optional(),
    invoiceId: id().optional().meta({ description: 'On this invoice.' }),
    kind: ledgerKind.optional(),
    from: day().optional().meta({ description: 'Effective on that day or later.' }),
    to: day().optional().meta({ description: 'Effective on that day or earlier.' }),
  })
  .meta({ id: 'LedgerListQuery' });
export type LedgerList = z.output<typeof ledgerList>;

export const ledgerExport = z
  .strictObject({ format: fileFormat, ...ledgerList.omit({ limit: true, cursor: true, count: true }).shape })
  .meta({ id: 'LedgerExportQuery' });
export type LedgerExport = z.output<typeof ledgerExport>;
