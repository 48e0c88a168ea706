/** Sums of an invoice's paper, added up as its reader does. */
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { at, billing, faultsOfBooks } from '../../support/billing.js';
import { pdfFrom } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp({ now: () => new Date('2026-03-02T15:00:00Z') });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, aSent } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await as.ADMIN.put('/api/practice', { country: 'CA', currency: 'CAD', locale: 'en-CA', timezone: 'UTC' }).expect(200);
}, 60_000);
afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const textOf = async (id: string): Promise<string> =>
  (await pdfFrom(as.STAFF, `${at(id)}/pdf`)).text.replace(/\n/g, ' ').replace(/ +/g, ' ');

it('quantity by price is the amount, the subtotal is the sum of these, and a discount is taken off once', async () => {
  const serviceCodeId = await aService('132.00');
  const { id, subtotal, discountAmount } = await aSent({
    lines: [
      { serviceCodeId, discountPercent: '10', description: 'Alpha' },
      { serviceCodeId, quantity: '2', description: 'Beta' },
    ],
  });
  expect({ subtotal, discountAmount }).toEqual({ subtotal: '396.00', discountAmount: '13.20' });
  const text = await textOf(id);
  expect(text).toMatch(/Alpha 1 \$132\.00 \$132\.00 .*Discount -\$13\.20/);
  expect(text).toContain('Beta 2 $132.00 $264.00');
  expect(text).toContain('Subtotal $396.00 Discount -$13.20 Total $382.80');
  expect(text).not.toContain('$118.80');
});

it('what is carried to the next page is the sum of the amounts above it', async () => {
  const serviceCodeId = await aService('10.00');
  const lines = Array.from({ length: 60 }, () => ({ serviceCodeId, discountPercent: '50' }));
  const { id } = await aDraft({ lines });
  const { pages } = await pdfFrom(as.STAFF, `${at(id)}/pdf`);
  const [first = ''] = pages;
  const rows = first.match(/API-\d+/g)?.length ?? 0;
  expect(first).toMatch(new RegExp(`Carried forward\\s*\\$${rows * 10}\\.00`));
});

it('the list’s price is told where less is asked, and not where more is', async () => {
  const { id: clientId } = await aClient(app.prisma);
  const serviceCodeId = await aService('24.95');
  const { id } = await aDraft({
    clientId,
    lines: [
      { serviceCodeId, unitPrice: '30.00', description: 'Dearer' },
      { serviceCodeId, unitPrice: '20.00', description: 'Cheaper' },
    ],
  });
  const text = await textOf(id);
  expect(text.match(/List price \$24\.95/g)).toHaveLength(1);
  expect(text).toMatch(/Cheaper.*List price/);
});
