/** What stands on papers besides figures and names. */
import type { LedgerParty, PaymentMethod } from '../../../generated/prisma/index.js';
import type { LedgerAct } from '../../ledger/acts.js';

/** In braces stand what is filled in: {number}, {name}. */
export interface PaperWords {
  page: string;
  /** What a text is about, and the text: {label}, {value}. */
  labelled: string;
  draft: string;
  reversed: string;
  carriedForward: string;
  broughtForward: string;
  taxId: string;
  npi: string;
  registration: string;
  methods: Readonly<Record<PaymentMethod, string>>;
  parties: Readonly<Record<LedgerParty, string>>;
  /** So many minutes: `50 min`. */
  minutes: string;
  fields: {
    number: string;
    issued: string;
    due: string;
    date: string;
    service: string;
    quantity: string;
    price: string;
    amount: string;
    net: string;
    tax: string;
    discount: string;
    subtotal: string;
    total: string;
    balance: string;
    paid: string;
    credited: string;
    settled: string;
    open: string;
    client: string;
    method: string;
    reference: string;
    practitioner: string;
    length: string;
    invoice: string;
    reason: string;
    onAccount: string;
    inPackage: string;
    refunded: string;
    from: string;
    to: string;
    birthDate: string;
    policy: string;
    member: string;
    code: string;
    modifiers: string;
    diagnosis: string;
    place: string;
    charge: string;
    charges: string;
    credits: string;
    movement: string;
  };
  invoice: {
    kind: string;
    billTo: string;
    payments: string;
    owedBy: string;
    owedByOn: string;
    plan: string;
    /** In place of a day. */
    byPlan: string;
    planFor: string;
    terms: string;
    instructions: string;
    list: string;
  };
  creditNote: { kind: string; to: string; forInvoice: string; total: string };
  receipt: {
    kind: string;
    from: string;
    services: string;
    /** The same where it pays a part of them. */
    servicesInPart: string;
    part: string;
    package: string;
    packageBy: string;
    packageUses: string;
    /** What became of its money after it was given. */
    since: string;
    practitioners: string;
    received: string;
    taken: string;
    taxes: string;
  };
  refund: { kind: string; to: string; ofReceipt: string; given: string };
  /** Lines of the invoice with which a package ends. */
  packages: {
    difference: string;
    kept: string;
  };
  statement: {
    kind: string;
    to: string;
    opening: string;
    closing: string;
    balance: string;
    none: string;
    due: string;
    /** Where a part of it is due later. */
    dueBy: string;
    later: string;
    credit: string;
    /** Of another party. */
    owedBy: string;
    ages: string;
    ageDays: string;
    ageOver: string;
    /** By the act of the ledger; migrations wrote one of their own. */
    acts: Readonly<Partial<Record<LedgerAct | 'CARRIED_OVER', string>>>;
    reversal: string;
    other: string;
  };
  superbill: {
    kind: string;
    patient: string;
    guarantor: string;
    providers: string;
    diagnoses: string;
    services: string;
    paid: string;
    unpaid: string;
    insurer: string;
    note: string;
  };
}
