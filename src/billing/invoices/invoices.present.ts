import { fromMoney } from '../../kernel/money.js';
import type { Warning } from '../../kernel/warnings.js';
import type { CreditNote, Invoice, InvoiceDetails, InvoiceLine, InvoicePayment } from './invoices.dto.js';
import type {
  CreditNoteOfInvoice,
  InvoiceDetails as Details,
  InvoiceRow,
  LineRow,
  PaymentOfInvoice,
} from './invoices.queries.js';

/** The invoice as the API tells of it. */
export function toInvoice(row: InvoiceRow): Invoice {
  return {
    id: row.id,
    invoiceNumber: row.invoiceNumber,
    clientId: row.clientId,
    clientName: row.clientName,
    fundingSource: row.fundingSource,
    insuranceId: row.insuranceId,
    insurerName: row.insurerName,
    fundingId: row.fundingId,
    programName: row.programName,
    status: row.status,
    issueDate: row.issueDate,
    dueDate: row.dueDate,
    subtotal: fromMoney(row.subtotal),
    taxAmount: fromMoney(row.taxAmount),
    discountAmount: fromMoney(row.discountAmount),
    totalAmount: fromMoney(row.totalAmount),
    amountPaid: fromMoney(row.amountPaid),
    balance: fromMoney(row.balance),
    partPaid: row.settledBy.includes('PAID'),
    settledBy: row.settledBy,
    notes: row.notes,
    paymentInstructions: row.paymentInstructions,
    termsConditions: row.termsConditions,
    sentAt: row.sentAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

const toLine = ({ aboutLearnerId: _about, diagnosisCodes, ...row }: LineRow, withDiagnoses: boolean): InvoiceLine => ({
  ...row,
  ...(withDiagnoses ? { diagnosisCodes } : {}),
  unitPrice: fromMoney(row.unitPrice),
  listPrice: row.listPrice === null ? null : fromMoney(row.listPrice),
  discountAmount: fromMoney(row.discountAmount),
  taxAmount: fromMoney(row.taxAmount),
  lineTotal: fromMoney(row.lineTotal),
  creditedAmount: fromMoney(row.creditedAmount),
});

const toPayment = (row: PaymentOfInvoice): InvoicePayment => ({
  ...row,
  amount: fromMoney(row.amount),
  reversedAt: row.reversedAt?.toISOString() ?? null,
});

export const toCreditNote = (row: CreditNoteOfInvoice): CreditNote => ({
  ...row,
  netAmount: fromMoney(row.netAmount),
  taxAmount: fromMoney(row.taxAmount),
  total: fromMoney(row.total),
});

/** Whether the reader may read what is noted about a client, or one learner of theirs. */
type MayRead = (clientId: bigint, learnerId: bigint | null) => boolean;

/** The invoice with all that belongs to it, and what deserves a second look; diagnoses only where the reader may read clinical notes. */
export const toInvoiceDetails = (row: Details, mayRead: MayRead, warnings: readonly Warning[]): InvoiceDetails => ({
  ...toInvoice(row),
  warnings: [...warnings],
  lines: row.lines.map((line) =>
    toLine(line, mayRead(BigInt(row.clientId), line.aboutLearnerId === null ? null : BigInt(line.aboutLearnerId))),
  ),
  hiddenLines: row.hiddenLines,
  payments: row.payments.map(toPayment),
  creditNotes: row.creditNotes.map(toCreditNote),
  payers: row.payers.map((payer) => ({ ...payer, upTo: payer.upTo === null ? null : fromMoney(payer.upTo) })),
  shares: row.shares.map((share) => ({ ...share, open: fromMoney(share.open) })),
});
