/** Laws of the ledger: independent payments come to the same in any order, and what is taken back leaves nothing behind. */
import fc from 'fast-check';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { billing, type Invoice } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'STAFF', TokenHolder>;
const { aService, aSent, read, account } = billing(app, () => as.STAFF);
let serviceCodeId = '';

beforeAll(async () => {
  as = await oneOfEachRole(app);
  serviceCodeId = await aService('1.00', { taxRate: '14.97' });
}, 60_000);

const money = (cents: number): string => (cents / 100).toFixed(2);

/** Prices of invoices, and payments: of which invoice, and which part of its price. */
const books = fc.record({
  prices: fc.array(fc.integer({ min: 100, max: 20_000 }), { minLength: 1, maxLength: 3 }),
  // At most what is charged without tax, so that none of them depends on another.
  payments: fc.array(fc.record({ which: fc.nat(2), percent: fc.integer({ min: 1, max: 20 }) }), { minLength: 2, maxLength: 5 }),
});

const bill = async (prices: readonly number[]): Promise<{ clientId: bigint; ids: string[] }> => {
  const { id: clientId } = await aClient(app.prisma);
  const ids: string[] = [];
  for (const price of prices) ids.push((await aSent({ clientId, lines: [{ serviceCodeId, unitPrice: money(price) }] })).id);
  return { clientId, ids };
};
const payment = (ids: readonly string[], prices: readonly number[], { which, percent }: { which: number; percent: number }) => {
  const index = which % ids.length;
  const amount = money(Math.max(1, Math.floor(((prices[index] ?? 0) * percent) / 100)));
  return as.STAFF.post('/api/billing/payments', { invoiceId: ids[index], amount, paymentMethod: 'CASH' }).expect(201);
};
/** All that an invoice says of money. */
const figures = ({ totalAmount, amountPaid, balance, status }: Invoice): string[] => [totalAmount, amountPaid, balance, status];
const standing = async (ids: readonly string[]): Promise<string[][]> =>
  Promise.all(ids.map(async (id) => figures(await read(id))));

it('independent payments come to the same in whatever order, one after another or at once', async () => {
  await fc.assert(
    fc.asyncProperty(books, async ({ prices, payments }) => {
      const [forth, back, atOnce] = await Promise.all([bill(prices), bill(prices), bill(prices)]);
      for (const one of payments) await payment(forth.ids, prices, one);
      for (const one of [...payments].reverse()) await payment(back.ids, prices, one);
      await Promise.all(payments.map((one) => payment(atOnce.ids, prices, one)));
      const expected = await standing(forth.ids);
      expect(await standing(back.ids)).toEqual(expected);
      expect(await standing(atOnce.ids)).toEqual(expected);
      const [one, two, three] = await Promise.all([forth, back, atOnce].map(({ clientId }) => account(clientId)));
      expect([two?.open, two?.credit]).toEqual([one?.open, one?.credit]);
      expect([three?.open, three?.credit]).toEqual([one?.open, one?.credit]);
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 120_000);

it('a payment that is taken back leaves all as it was before it, and nothing of its own in any sum', async () => {
  await fc.assert(
    fc.asyncProperty(books, fc.integer({ min: 1, max: 30_000 }), async ({ prices, payments }, cents) => {
      const { clientId, ids } = await bill(prices);
      for (const one of payments) await payment(ids, prices, one);
      const [before, owed] = [await standing(ids), await account(clientId)];
      const paid = { clientId: String(clientId), amount: money(cents), paymentMethod: 'CHECK', onAccount: true };
      const { body } = await as.STAFF.post('/api/billing/payments', paid).expect(201);
      const { id } = body as { id: string };
      await as.STAFF.post(`/api/clients/${clientId}/account/use-credit`, { invoiceId: ids[0] }).expect(200);
      await as.STAFF.post(`/api/billing/payments/${id}/reverse`, { reason: 'Bounced' }).expect(200);
      expect(await standing(ids)).toEqual(before);
      expect(await account(clientId)).toMatchObject({ open: owed.open, credit: owed.credit });
      const kinds = await app.prisma.ledgerMovement.groupBy({
        by: ['kind', 'invoiceId'],
        where: { receiptId: BigInt(id) },
        _sum: { amount: true },
      });
      expect(kinds.filter(({ _sum }) => !_sum.amount?.isZero())).toEqual([]);
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 120_000);
