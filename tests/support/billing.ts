/** Billing over the API, as its tests need it: services, drafts, invoices that were sent, payments. */
import type { Test } from 'supertest';
import type { TestApp } from './app.js';
import { aClient } from './builders.js';
import type { TokenHolder } from './users.js';

export interface Line {
  id: string;
  lineTotal: string;
  creditedAmount: string;
  taxAmount: string;
  taxes: { name: string; amount: string }[];
}
export interface Invoice {
  id: string;
  invoiceNumber: string;
  status: string;
  subtotal: string;
  discountAmount: string;
  taxAmount: string;
  totalAmount: string;
  amountPaid: string;
  balance: string;
  partPaid: boolean;
  settledBy: string[];
  lines: Line[];
  hiddenLines: number;
  payments: { id: string; receiptId: string; amount: string; reversedAt: string | null }[];
  creditNotes: { number: string; total: string; netAmount: string; taxAmount: string }[];
  shares: { party: string; open: string }[];
}
export interface Account {
  open: string;
  credit: string;
  prepaid: string;
  parties: { party: string; open: string; credit: string }[];
}
interface Answer {
  body: unknown;
}
interface Wanted {
  clientId?: bigint;
  lines: object[];
  [field: string]: unknown;
}

export const invoiceIn = (answer: Answer): Invoice => answer.body as Invoice;
export const codeOf = (answer: Answer): string => (answer.body as { code: string }).code;
export const at = (id: string): string => `/api/billing/invoices/${id}`;

let n = 0;

/** What a test does as somebody who may bill. */
export interface Billing {
  /** A service at that rate; gives its id. */
  aService(rate: string, more?: object): Promise<string>;
  aDraft(wanted: Wanted): Promise<Invoice>;
  aSent(wanted: Wanted): Promise<Invoice>;
  read(id: string): Promise<Invoice>;
  pay(invoiceId: string, amount: string, more?: object): Test;
  account(clientId: bigint): Promise<Account>;
}

/** @param staff asked for when it is needed: it signs in after the file was read */
export function billing(app: TestApp, staff: () => TokenHolder): Billing {
  async function aService(rate: string, more: object = {}): Promise<string> {
    const body = { code: `API-${++n}`, description: 'Session', rate, billableUnit: 'SESSION', ...more };
    return ((await staff().post('/api/billing/service-codes', body).expect(201)).body as { id: string }).id;
  }

  async function aDraft({ clientId, lines, ...more }: Wanted): Promise<Invoice> {
    const client = clientId ?? (await aClient(app.prisma)).id;
    const body = { clientId: String(client), lines: lines.map((line) => ({ serviceDate: '2026-03-02', ...line })), ...more };
    return invoiceIn(await staff().post('/api/billing/invoices', body).expect(201));
  }

  async function aSent(wanted: Wanted): Promise<Invoice> {
    const { id } = await aDraft(wanted);
    return invoiceIn(
      await staff()
        .post(`${at(id)}/send`, {})
        .expect(200),
    );
  }

  return {
    aService,
    aDraft,
    aSent,
    read: async (id: string): Promise<Invoice> => invoiceIn(await staff().get(at(id)).expect(200)),
    pay: (invoiceId: string, amount: string, more: object = {}) =>
      staff().post('/api/billing/payments', { invoiceId, amount, paymentMethod: 'CASH', ...more }),
    account: async (clientId: bigint): Promise<Account> =>
      (await staff().get(`/api/clients/${clientId}/account`).expect(200)).body as Account,
  };
}

/** What is out of place: nothing, after each test. @param admin who sees all clients */
export async function faultsOfBooks(admin: TokenHolder): Promise<unknown[]> {
  const { body } = await admin.get('/api/billing/reconciliation').expect(200);
  return (body as { faults: unknown[] }).faults;
}
