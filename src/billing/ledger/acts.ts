/** What the ledger is made of: acts, each with its movements. */
import type { Decimal } from 'decimal.js';
import type { LedgerKind, LedgerParty } from '../../generated/prisma/index.js';

/** Who owes: the client, one of their policies, one of their funding sources. */
export interface Party {
  party: LedgerParty;
  insuranceId: bigint | null;
  fundingId: bigint | null;
}

/** A movement that is to be made: what the party owes becomes more, or less with an amount below nothing. */
export interface Movement extends Party {
  kind: LedgerKind;
  amount: Decimal;
  /** Left out: money on account. */
  invoiceId?: bigint;
  lineId?: bigint;
  lineTaxId?: bigint;
  receiptId?: bigint;
  paymentId?: bigint;
  refundId?: bigint;
  creditNoteId?: bigint;
  /** The package whose money it is. */
  packageId?: bigint;
  dueOn?: Date;
}

/** Every kind of act that the ledger tells of. */
export type LedgerAct =
  | 'INVOICE_SENT'
  | 'PAYMENT_RECORDED'
  | 'CREDIT_USED'
  | 'PACKAGE_USED'
  | 'PACKAGE_ENDED'
  | 'PAYMENT_REVERSED'
  | 'PAYMENT_RELEASED'
  | 'REFUNDED'
  | 'REFUND_FAILED'
  | 'CREDITED'
  | 'WRITTEN_OFF'
  | 'CLAIM_ANSWERED'
  | 'ANSWER_REVERSED'
  | 'TRANSFERRED';

export interface Act {
  act: LedgerAct;
  clientId: bigint;
  /** Midnight UTC of the day in whose month it counts. */
  effectiveDate: Date;
  reason?: string | null;
  reversesId?: bigint;
  /** The claim whose answer it is. */
  claimId?: bigint | null;
}
