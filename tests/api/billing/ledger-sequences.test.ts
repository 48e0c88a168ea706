/**
 * Whatever is done with money, in whatever order and by how many at once: the books are clean after each step, nothing is less than nothing,
 * and what a client owes is what was charged, less what was taken back, written off and paid. The model counts in cents by itself.
 */
import fc from 'fast-check';
import { withApp } from '../../support/app.js';
import { aClient, anInsurance } from '../../support/builders.js';
import { at, billing, faultsOfBooks, invoiceIn } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';
import { faultOf, type Panel, type PanelAnswer, panelOf } from '../../admin/support/panel.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, account } = billing(app, () => as.STAFF);
const services: { id: string; tax: bigint }[] = [];

let panel: Panel;

beforeAll(async () => {
  as = await oneOfEachRole(app);
  panel = await panelOf(app, 'STAFF');
  // Per cent with three decimals, as whole numbers.
  for (const tax of [0n, 5_000n, 14_970n])
    services.push({ id: await aService('1.00', { taxRate: `${Number(tax) / 1000}` }), tax });
}, 60_000);

const cents = (text: string): bigint => BigInt(text.replace('.', ''));
const money = (amount: bigint): string => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;
/** Half up. */
const divided = (amount: bigint, by: bigint): bigint => (amount * 2n + by) / (by * 2n);

/** A line by the model: what it comes to. */
interface ModelLine {
  service: number;
  /** In hundredths. */
  quantity: bigint;
  price: bigint;
  discount: bigint;
}
function comesTo({ service, quantity, price, discount }: ModelLine): bigint {
  const gross = divided(quantity * price, 100n);
  const net = gross - (discount < gross ? discount : gross);
  return net + divided(net * (services[service]?.tax ?? 0n), 100_000n);
}

const line: fc.Arbitrary<ModelLine> = fc.record({
  service: fc.nat(2),
  quantity: fc.bigInt(1n, 400n),
  price: fc.bigInt(0n, 20_000n),
  discount: fc.constantFrom(0n, 0n, 1n, 250n),
});

const bill = fc.record({
  do: fc.constant('bill' as const),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  insured: fc.boolean(),
});

/** What somebody does, with what there is then: `which` chooses among the invoices and receipts. */
const step = fc.oneof(
  { weight: 3, arbitrary: bill },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      which: fc.nat(9),
      share: fc.integer({ min: 1, max: 130 }),
      panel: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deposit' as const), amount: fc.bigInt(1n, 9_999n) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('use' as const), which: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('credit' as const),
      which: fc.nat(9),
      share: fc.constantFrom(1, 33, 50, 100),
      panel: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('writeOff' as const),
      which: fc.nat(9),
      share: fc.constantFrom(10, 100),
      panel: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('sell' as const),
      service: fc.nat(2),
      visits: fc.integer({ min: 1, max: 4 }),
      price: fc.bigInt(100n, 90_000n),
      refundRule: fc.constantFrom('LIST_PRICE', 'PACKAGE_PRICE', 'NONE'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('prepay' as const),
      which: fc.nat(9),
      share: fc.constantFrom(40, 100, 120),
      fromAccount: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('visit' as const), which: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(9), to: fc.constantFrom('REFUND', 'ACCOUNT') }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('claim' as const), which: fc.nat(9) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which: fc.nat(9),
      // Per cent of the claim: paid, taken off, the patient's; what is more than a hundred in all is refused or goes on account.
      paid: fc.constantFrom(0, 50, 80, 110),
      adjustment: fc.constantFrom(0, 10, 20),
      patientShare: fc.constantFrom(0, 10, 50),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('takeBack' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('passOn' as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which: fc.nat(9), panel: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      which: fc.nat(9),
      share: fc.constantFrom(20, 100),
      credit: fc.boolean(),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface World {
  clientId: bigint;
  insuranceId: string;
  invoices: string[];
  receipts: string[];
  claims: string[];
  packages: { id: string; service: number; visits: number; price: bigint; due: bigint }[];
  /** By the model. */
  charged: bigint;
}

const CALM = [200, 201, 409, 422];

async function invoiceOf(world: World, which: number) {
  const id = world.invoices[which % Math.max(1, world.invoices.length)];
  return id === undefined ? undefined : invoiceIn(await as.STAFF.get(at(id)).expect(200));
}

type Sold = World['packages'][number];

/** The line of a package's visit, by the model: what does not divide is borne by the first. */
const visitOf = ({ service, visits, price }: Pick<Sold, 'service' | 'visits' | 'price'>, visit: number): ModelLine => {
  const each = price / BigInt(visits);
  return { service, quantity: 100n, price: each + (BigInt(visit) <= price % BigInt(visits) ? 1n : 0n), discount: 0n };
};

async function withPackage(world: World, one: Extract<Step, { do: 'prepay' | 'visit' | 'end' }>, sold: Sold): Promise<number> {
  const { STAFF } = as;
  const clientId = String(world.clientId);
  if (one.do === 'prepay') {
    const amount = money((sold.due * BigInt(one.share)) / 100n);
    if (one.fromAccount) return (await STAFF.post(`/api/clients/${clientId}/account/use-credit`, { packageId: sold.id })).status;
    const body = { packageId: sold.id, amount, paymentMethod: 'CASH', onAccount: true };
    const answer = await STAFF.post('/api/billing/payments', body);
    if (answer.status === 201) world.receipts.push((answer.body as { id: string }).id);
    return answer.status;
  }
  if (one.do === 'end') {
    const body = { reason: 'Sequence', to: one.to };
    const answer = await STAFF.post(`/api/billing/packages/${sold.id}/end`, body);
    if (answer.status !== 200) return answer.status;
    const { settlement, invoiceId } = answer.body as { settlement: { kept: string }; invoiceId: string | null };
    world.charged += cents(settlement.kept);
    if (invoiceId) world.invoices.push(invoiceId);
    return answer.status;
  }
  const line = { serviceCodeId: services[sold.service]?.id, serviceDate: '2026-03-02', packageId: sold.id };
  const made = await STAFF.post('/api/billing/invoices', { clientId, lines: [line] });
  if (made.status !== 201) return made.status;
  const draft = invoiceIn(made);
  const [{ packageVisit = 0 } = {}] = draft.lines as { packageVisit?: number }[];
  const expected = comesTo(visitOf(sold, packageVisit));
  expect(draft.totalAmount).toBe(money(expected));
  const { status } = await STAFF.post(`${at(draft.id)}/send`, {});
  world.invoices.push(draft.id);
  world.charged += expected;
  return status;
}

let doneByPanel = 0;

/** What a button or a form of the panel came to, as a status. */
function statusOf(given: PanelAnswer): number {
  const fault = faultOf(given);
  if (given.status !== 200 || /went wrong/i.test(fault)) throw new Error(`The panel failed: ${fault}`);
  if (fault !== '') return 409;
  doneByPanel++;
  return 200;
}

/** The same through the panel's buttons and forms; undefined for what is done otherwise there. */
async function byPanel(world: World, one: Extract<Step, { panel: boolean }>): Promise<number | undefined> {
  if (one.do === 'reverse') {
    const id = world.receipts[one.which % Math.max(1, world.receipts.length)];
    return id === undefined ? 200 : statusOf(await panel.post(`resources/Receipt/records/${id}/reverse`, { reason: 'Sequence' }));
  }
  const invoice = await invoiceOf(world, one.which);
  if (!invoice) return 200;
  const amount = money((cents(invoice.balance) * BigInt(one.share)) / 100n);
  if (one.do === 'writeOff')
    return statusOf(await panel.post(`resources/Invoice/records/${invoice.id}/writeOff`, { amount, reason: 'Sequence' }));
  if (one.do === 'credit')
    return one.share === 100 ? statusOf(await panel.remove('Invoice', invoice.id, { reason: 'Sequence' })) : undefined;
  const made = await panel.create('Payment', { invoiceId: invoice.id, amount, paymentMethod: 'CASH', paymentDate: '' });
  const status = statusOf(made);
  if (status === 200) {
    const { receiptId } = await app.prisma.payment.findUniqueOrThrow({ where: { id: BigInt(made.record.id) } });
    world.receipts.push(String(receiptId));
  }
  return status;
}

/** Does it, over the API or in the panel; gives the status, which may be a refusal, never a fault. */
async function take(world: World, one: Step): Promise<number> {
  const { STAFF } = as;
  const done = 'panel' in one && one.panel ? await byPanel(world, one) : undefined;
  if (done !== undefined) return done;
  const clientId = String(world.clientId);
  switch (one.do) {
    case 'bill': {
      const lines = one.lines.map((each) => ({
        serviceCodeId: services[each.service]?.id,
        serviceDate: '2026-03-02',
        quantity: money(each.quantity),
        unitPrice: money(each.price),
        discountAmount: money(
          each.discount < divided(each.quantity * each.price, 100n) ? each.discount : divided(each.quantity * each.price, 100n),
        ),
      }));
      const payer = one.insured ? { fundingSource: 'INSURANCE', insuranceId: world.insuranceId } : {};
      const draft = invoiceIn(await STAFF.post('/api/billing/invoices', { clientId, lines, ...payer }).expect(201));
      const expected = one.lines.reduce((sum, each) => sum + comesTo(each), 0n);
      expect(draft.totalAmount).toBe(money(expected));
      const { status } = await STAFF.post(`${at(draft.id)}/send`, {});
      world.invoices.push(draft.id);
      world.charged += expected;
      return status;
    }
    case 'pay': {
      const invoice = await invoiceOf(world, one.which);
      if (!invoice) return 200;
      const amount = (cents(invoice.balance) * BigInt(one.share)) / 100n;
      const answer = await STAFF.post('/api/billing/payments', {
        invoiceId: invoice.id,
        amount: money(amount),
        paymentMethod: 'CASH',
        onAccount: true,
      });
      if (answer.status === 201) world.receipts.push((answer.body as { id: string }).id);
      return answer.status;
    }
    case 'deposit': {
      const answer = await STAFF.post('/api/billing/payments', { clientId, amount: money(one.amount), paymentMethod: 'CHECK' });
      world.receipts.push((answer.body as { id: string }).id);
      return answer.status;
    }
    case 'use': {
      const invoice = await invoiceOf(world, one.which);
      return invoice ? (await STAFF.post(`/api/clients/${clientId}/account/use-credit`, { invoiceId: invoice.id })).status : 200;
    }
    case 'credit': {
      const invoice = await invoiceOf(world, one.which);
      const first = invoice?.lines[0];
      if (!invoice || !first) return 200;
      const amount = (cents(first.lineTotal) * BigInt(one.share)) / 100n;
      const lines = one.share === 100 ? {} : { lines: [{ lineId: first.id, amount: money(amount) }] };
      return (await STAFF.post(`${at(invoice.id)}/credit-notes`, { reason: 'Sequence', ...lines })).status;
    }
    case 'writeOff': {
      const invoice = await invoiceOf(world, one.which);
      if (!invoice) return 200;
      const amount = (cents(invoice.balance) * BigInt(one.share)) / 100n;
      return (await STAFF.post(`${at(invoice.id)}/write-off`, { reason: 'Sequence', amount: money(amount) })).status;
    }
    case 'claim': {
      const invoice = await invoiceOf(world, one.which);
      if (!invoice) return 200;
      const answer = await STAFF.post('/api/billing/claims', { invoiceId: invoice.id, insuranceId: world.insuranceId });
      if (answer.status === 201) world.claims.push((answer.body as { id: string }).id);
      return answer.status;
    }
    case 'sell': {
      const { service, visits, price, refundRule } = one;
      const terms = { serviceCodeId: services[service]?.id, visits, price: money(price), validFrom: '2026-03-01', refundRule };
      const { status, body } = await STAFF.post('/api/billing/packages', { clientId, ...terms });
      const { id, amountDue } = body as { id: string; amountDue: string };
      const due = Array.from({ length: visits }, (_, at) => comesTo(visitOf({ service, visits, price }, at + 1)));
      expect(amountDue).toBe(money(due.reduce((sum, each) => sum + each, 0n)));
      world.packages.push({ id, service, visits, price, due: cents(amountDue) });
      return status;
    }
    case 'prepay':
    case 'visit':
    case 'end': {
      const sold = world.packages[one.which % Math.max(1, world.packages.length)];
      return sold ? withPackage(world, one, sold) : 200;
    }
    case 'answer':
    case 'takeBack':
    case 'passOn': {
      const id = world.claims[one.which % Math.max(1, world.claims.length)];
      if (id === undefined) return 200;
      const where = `/api/billing/claims/${id}`;
      if (one.do === 'takeBack') return (await STAFF.post(`${where}/reverse-answer`, { reason: 'Sequence' })).status;
      if (one.do === 'passOn') return (await STAFF.post(`${where}/pass-on`, { reason: 'Sequence' })).status;
      const claim = (await STAFF.get(where).expect(200)).body as { amountClaimed: string };
      const part = (share: number): string => money((cents(claim.amountClaimed) * BigInt(share)) / 100n);
      const said = { paid: part(one.paid), adjustment: part(one.adjustment), patientShare: part(one.patientShare) };
      return (await STAFF.post(`${where}/answer`, said)).status;
    }
    default: {
      const id = world.receipts[one.which % Math.max(1, world.receipts.length)];
      if (id === undefined) return 200;
      if (one.do === 'reverse') return (await STAFF.post(`/api/billing/payments/${id}/reverse`, { reason: 'Sequence' })).status;
      const receipt = (await STAFF.get(`/api/billing/payments/${id}`).expect(200)).body as {
        onAccount: string;
        allocations: { invoiceId: string; amount: string; reversed: boolean }[];
      };
      const paid = receipt.allocations.find(({ reversed }) => !reversed);
      const from = one.credit && paid ? { fromInvoiceId: paid.invoiceId, credit: true } : {};
      const amount = (cents(one.credit && paid ? paid.amount : receipt.onAccount) * BigInt(one.share)) / 100n;
      return (await STAFF.post(`/api/billing/payments/${id}/refunds`, { reason: 'Sequence', amount: money(amount), ...from }))
        .status;
    }
  }
}

/** What the ledger's own movements say of a client, by kind, in cents. */
async function sumsOf(clientId: bigint): Promise<Record<string, bigint>> {
  const rows = await app.prisma.ledgerMovement.groupBy({ by: ['kind'], where: { clientId }, _sum: { amount: true } });
  return Object.fromEntries(rows.map(({ kind, _sum }) => [kind, cents(_sum.amount?.toFixed(2) ?? '0.00')]));
}

async function holds(world: World): Promise<void> {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
  const { open, credit, prepaid } = await account(world.clientId);
  const sums = await sumsOf(world.clientId);
  const of = (...kinds: string[]): bigint => kinds.reduce((sum, kind) => sum + (sums[kind] ?? 0n), 0n);
  expect(of('CHARGE', 'DISCOUNT', 'TAX')).toBe(world.charged);
  expect(of('TRANSFER')).toBe(0n);
  expect(cents(open) - cents(credit) - cents(prepaid)).toBe(of(...Object.keys(sums)));
  // What came in and was not taken back, less what went out, is what was paid on invoices and stands on account.
  const receipts = await app.prisma.receipt.aggregate({
    where: { clientId: world.clientId, reversedAt: null },
    _sum: { amount: true },
  });
  const refunds = await app.prisma.refund.aggregate({ where: { receipt: { clientId: world.clientId } }, _sum: { amount: true } });
  expect(-of('PAYMENT', 'PREPAYMENT')).toBe(cents(receipts._sum.amount?.toFixed(2) ?? '0.00'));
  expect(of('REFUND')).toBe(cents(refunds._sum.amount?.toFixed(2) ?? '0.00'));
  for (const id of world.invoices) {
    const invoice = invoiceIn(await as.STAFF.get(at(id)).expect(200));
    expect(cents(invoice.amountPaid) + cents(invoice.balance)).toBe(cents(invoice.totalAmount));
    expect(['SENT', 'OVERDUE'].includes(invoice.status)).toBe(cents(invoice.balance) > 0n);
    for (const share of invoice.shares) expect(share.open.startsWith('-')).toBe(false);
  }
}

async function aWorld(): Promise<World> {
  const { id } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId: id });
  return { clientId: id, insuranceId: String(policy.id), invoices: [], receipts: [], claims: [], packages: [], charged: 0n };
}

describe('the ledger', () => {
  it('holds after each step of any sequence', async () => {
    await fc.assert(
      fc.asyncProperty(bill, bill, fc.array(step, { minLength: 8, maxLength: 22 }), async (one, two, steps) => {
        const world = await aWorld();
        for (const each of [one, two, ...steps]) {
          expect(CALM).toContain(await take(world, each));
          await holds(world);
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
    expect(doneByPanel).toBeGreaterThan(0);
  }, 180_000);

  it('holds when several act on one client at once', async () => {
    await fc.assert(
      fc.asyncProperty(bill, bill, fc.array(step, { minLength: 24, maxLength: 36 }), async (one, two, steps) => {
        const world = await aWorld();
        for (const each of [one, two]) await take(world, each);
        for (let from = 0; from < steps.length; from += 6) {
          const answers = await Promise.all(steps.slice(from, from + 6).map((each) => take(world, each)));
          for (const status of answers) expect([...CALM, 503]).toContain(status);
        }
        await holds(world);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 180_000);
});
