import { z } from 'zod';
import { line } from '../../kernel/fields.js';
import { paymentMethod } from '../payments/payments.input.js';

export const ledgerPurpose = z
  .enum(['RECEIVABLE', 'ON_ACCOUNT', 'REVENUE', 'DISCOUNT', 'TAX', 'CREDIT_NOTE', 'WRITE_OFF', 'ADJUSTMENT', 'MONEY', 'PACKAGE'])
  .meta({
    id: 'LedgerPurpose',
    description:
      'What stands on an account. ON_ACCOUNT: received in advance; PACKAGE: received for visits to come; MONEY: cash, bank, cards.',
    example: 'MONEY',
  });

const account = z.strictObject({
  purpose: ledgerPurpose,
  party: z
    .enum(['CLIENT', 'INSURANCE', 'FUNDING'])
    .nullish()
    .meta({ description: 'Of RECEIVABLE and ON_ACCOUNT: this party’s alone.', example: null }),
  paymentMethod: paymentMethod.nullish().meta({ description: 'Of MONEY: what comes and goes this way alone.', example: 'CHECK' }),
  taxName: line(40).nullish().meta({ description: 'Of TAX: this tax alone, named as on invoices.', example: null }),
  number: line(20).meta({ description: 'In the practice’s books.', example: '1030' }),
  name: line(100).meta({ example: 'Cheques to be paid in' }),
});

export const newLedgerAccount = account.meta({
  id: 'LedgerAccountInput',
  description: 'An account of the practice’s books, and what the journal puts there.',
});
export type NewLedgerAccount = z.output<typeof newLedgerAccount>;

export const ledgerAccountChanges = account.partial().meta({
  id: 'UpdateLedgerAccountInput',
  description: 'What can be changed of an account.',
});
export type LedgerAccountChanges = z.output<typeof ledgerAccountChanges>;
