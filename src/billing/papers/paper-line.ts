/** A line of an invoice as papers tell of it: what was given, by whom, where, to whom. */
import type { Town } from '../rules/postal.js';

export interface LineTax {
  name: string;
  rate: string;
  base: string;
  amount: string;
  registrationNumber: string | null;
}

/** Who gave a service. */
export interface Practitioner {
  id: string;
  name: string;
  title: string | null;
  credentials: string | null;
  registrationNumber: string | null;
  registrationCollege: string | null;
  npi: string | null;
}

/** Where it was given. */
export interface PlaceOfVisit extends Town {
  name: string;
  street: string | null;
  phone: string | null;
  taxId: string | null;
  npi: string | null;
}

export interface PaperLine {
  invoiceId: string;
  id: string;
  /** `2026-03-08` */
  serviceDate: string;
  code: string;
  description: string;
  quantity: string;
  unitPrice: string;
  listPrice: string | null;
  discountAmount: string;
  taxAmount: string;
  lineTotal: string;
  /** What credit notes took back of it, with its taxes. */
  creditedAmount: string;
  modifiers: string[];
  diagnosisCodes: string[];
  placeOfService: string | null;
  /** Whom it is about: the line's own learner, or its visit's. */
  learnerId: string | null;
  learnerName: string | null;
  /** `2018-05-10` */
  learnerBirth: string | null;
  taxes: LineTax[];
  isProduct: boolean;
  /** Of a visit; null of a product. */
  practitioner: Practitioner | null;
  place: PlaceOfVisit | null;
  /** How long the visit was; null of a product. */
  minutes: number | null;
}
