/** What stands on the page of a record besides its fields and what is kept below it, by kind of record. */
import type { ComponentType } from 'react';
import { AuthorizationUsesTable } from './authorization-uses.js';
import { ClaimWarnings } from './claim-warnings.js';
import { ClientAccount } from './client-account.js';
import { InvoicePage } from './invoice-page.js';
import { PackageStanding } from './package-standing.js';
import { PlanInstalments } from './payment-plan.js';
import { PolicyYears } from './policy-years.js';
import { ReceiptStanding } from './receipt-standing.js';
import type { PartProps } from './record-part.js';

interface RecordPage {
  Part: ComponentType<PartProps>;
  /** The tables below that it shows itself. */
  tables: readonly string[];
  /** The fields that it shows itself. */
  fields?: readonly string[];
}

export const PAGES: Readonly<Record<string, RecordPage>> = {
  Invoice: {
    Part: InvoicePage,
    tables: ['InvoiceLineItem'],
    fields: [
      'clientId',
      'status',
      'issueDate',
      'dueDate',
      'subtotal',
      'taxAmount',
      'discountAmount',
      'totalAmount',
      'amountPaid',
      'balance',
    ],
  },
  Client: { Part: ClientAccount, tables: [] },
  ClientPackage: { Part: PackageStanding, tables: [] },
  Receipt: { Part: ReceiptStanding, tables: [] },
  InsuranceClaim: { Part: ClaimWarnings, tables: [] },
  ClientInsurance: { Part: PolicyYears, tables: ['PolicyYear'] },
  ServiceAuthorization: { Part: AuthorizationUsesTable, tables: [] },
  PaymentPlan: { Part: PlanInstalments, tables: ['PaymentPlanInstalment'] },
};
