/** Invoices of the last months with lines that add up to the cent, payments, claims and authorizations. */
import { Decimal } from 'decimal.js';
import { updateFunding } from '../../../../src/clients/funding/funding.service.js';
import { roundMoney } from '../../../../src/kernel/money.js';
import { addDays } from '../../../../src/kernel/days.js';
import { dateOf, type Day, earlier, later, monthStart } from '../scheduling/calendar.js';
import type { Dice } from '../dice.js';
import type { Client, Discipline, Learner, PlannedVisit, World } from '../world.js';

/** How many full months before this one have invoices. */
const MONTHS = 4;

interface Line {
  serviceId: bigint;
  text: string;
  day: Day;
  price: Decimal;
  taxRate: string;
  tax: Decimal;
  discount: Decimal;
  total: Decimal;
  visit: PlannedVisit;
  learnerId: bigint | null;
}

type Status = 'DRAFT' | 'SENT' | 'PAID' | 'OVERDUE' | 'CANCELLED' | 'REFUNDED';
interface Invoice {
  id: bigint;
  number: string;
  client: Client;
  source: 'INSURANCE' | 'PRIVATE' | 'SCHOLARSHIP' | 'GRANT';
  status: Status;
  issued: Day;
  due: Day;
  lines: Line[];
  total: Decimal;
  paid: Decimal;
}

const CODES: Record<Discipline, string> = { speech: 'SLP-50', occupational: 'OT-50', physio: 'PT-45', psychology: 'PSY-50' };
const sum = (amounts: Decimal[]): Decimal => amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
const money = (amount: Decimal): string => amount.toFixed(2);

function line(world: World, code: string, visit: PlannedVisit, learner: Learner | null, discountRate: number): Line {
  const service = world.services.find((one) => one.code === code);
  if (!service) throw new Error(`There is no service ${code}.`);
  const price = new Decimal(service.rate);
  const discount = roundMoney(price.times(discountRate));
  const tax = roundMoney(price.minus(discount).times(service.taxRate).dividedBy(100));
  return {
    serviceId: service.id,
    text: learner ? `${service.text}, ${learner.firstName}` : service.text,
    day: visit.day,
    price,
    taxRate: service.taxRate,
    tax,
    discount,
    total: price.plus(tax).minus(discount),
    visit,
    learnerId: learner?.id ?? null,
  };
}

/** What was done for each client in each month, by `client month`. */
function linesByMonth(world: World, dice: Dice): Map<string, { client: Client; month: Day; lines: Line[] }> {
  const from = monthStart(world.today, -MONTHS);
  const clientOf = new Map(world.clients.flatMap((client) => client.learners.map((learner) => [learner.id, client] as const)));
  const siblings = new Set(world.clients.filter(({ learners }) => learners.length > 1 && dice.chance(0.4)));
  const months = new Map<string, { client: Client; month: Day; lines: Line[] }>();
  const put = (client: Client, entry: Line): void => {
    const month = monthStart(entry.day);
    const key = `${month} ${client.id}`;
    const found = months.get(key) ?? { client, month, lines: [] };
    found.lines.push(entry);
    months.set(key, found);
  };
  for (const visit of world.visits) {
    if (visit.status !== 'COMPLETED' || visit.day < from) continue;
    const rate = (client: Client): number => (siblings.has(client) ? 0.05 : 0);
    if (visit.kind === 'GROUP') {
      for (const learner of visit.participants) {
        const client = clientOf.get(learner.id);
        if (client) put(client, line(world, 'GRP-60', visit, learner, rate(client)));
      }
      continue;
    }
    const code =
      visit.kind === 'THERAPY'
        ? CODES[visit.therapist.discipline ?? 'speech']
        : visit.kind === 'ASSESSMENT'
          ? 'ASM-90'
          : 'CON-30';
    put(visit.client, line(world, code, visit, visit.learner, rate(visit.client)));
    if (visit.kind === 'ASSESSMENT' && dice.chance(0.5)) put(visit.client, line(world, 'RPT', visit, visit.learner, 0));
  }
  return months;
}

function statusOf(world: World, dice: Dice, month: Day, due: Day): Status {
  if (month === monthStart(world.today)) return 'DRAFT';
  if (month === monthStart(world.today, -1)) {
    const status = dice.weighted([
      ['SENT', 55],
      ['PAID', 40],
      ['CANCELLED', 3],
    ] as const);
    return status === 'SENT' && due < world.today ? 'OVERDUE' : status;
  }
  return dice.weighted([
    ['PAID', 82],
    ['OVERDUE', 11],
    ['REFUNDED', 3],
    ['CANCELLED', 3],
  ] as const);
}

function sourceOf(world: World, dice: Dice, client: Client, month: Day): Invoice['source'] {
  if (client.funding && client.funding.from <= month) return client.funding.source;
  return client.insuranceId && dice.chance(0.8) ? 'INSURANCE' : 'PRIVATE';
}

function paidOf(dice: Dice, status: Status, total: Decimal): Decimal {
  if (status === 'PAID' || status === 'REFUNDED') return total;
  const partly = (status === 'SENT' && dice.chance(0.2)) || (status === 'OVERDUE' && dice.chance(0.4));
  return partly ? roundMoney(total.times(dice.pick(['0.25', '0.5', '0.8']))) : new Decimal(0);
}

/** All invoices with what belongs to them. */
export async function makeInvoices(world: World): Promise<void> {
  const dice = world.dice('invoices');
  const perYear = new Map<string, number>();
  const invoices = [...linesByMonth(world, dice)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { client, month, lines }]): Invoice => {
      const issued = month === monthStart(world.today) ? world.today : monthStart(month, 1);
      const source = sourceOf(world, dice, client, month);
      const due = addDays(issued, source === 'INSURANCE' ? 45 : 30);
      const status = statusOf(world, dice, month, due);
      const n = (perYear.get(issued.slice(0, 4)) ?? 0) + 1;
      perYear.set(issued.slice(0, 4), n);
      const total = sum(lines.map((one) => one.total));
      const number = `${issued.slice(0, 4)}-${String(n).padStart(5, '0')}`;
      return { id: 0n, number, client, source, status, issued, due, lines, total, paid: paidOf(dice, status, total) };
    });
  const clerks = world.staff.filter(({ role }) => role === 'STAFF');
  const booked = (invoice: Invoice) => ({
    key: invoice.issued,
    when: world.morning(earlier(invoice.issued, addDays(world.today, -1)), 15),
    who: clerks[invoice.client.id % 2n === 0n ? 0 : 1],
  });
  await world.addOverTime(
    'Invoice',
    invoices,
    (one) => ({
      invoiceNumber: one.number,
      clientId: one.client.id,
      fundingSource: one.source,
      status: one.status,
      issueDate: dateOf(one.issued),
      dueDate: dateOf(one.due),
      insuranceId: one.source === 'INSURANCE' ? one.client.insuranceId : null,
      fundingId: one.source === 'GRANT' || one.source === 'SCHOLARSHIP' ? (one.client.funding?.id ?? null) : null,
      subtotal: money(sum(one.lines.map(({ price }) => price))),
      taxAmount: money(sum(one.lines.map(({ tax }) => tax))),
      discountAmount: money(sum(one.lines.map(({ discount }) => discount))),
      totalAmount: money(one.total),
      amountPaid: money(one.paid),
      balance: money(one.total.minus(one.paid)),
      notes:
        one.status === 'REFUNDED'
          ? 'Paid twice by the insurer and the family; the family’s part was sent back.'
          : one.status === 'CANCELLED'
            ? 'Written to the wrong family member; replaced.'
            : null,
      paymentInstructions: 'By transfer or at the desk. Please name the invoice number.',
      termsConditions: 'Due within the time stated above.',
    }),
    booked,
    (one, id) => (one.id = id),
  );
  const lines = invoices.flatMap((invoice) => invoice.lines.map((one) => ({ invoice, one })));
  await world.addOverTime(
    'InvoiceLineItem',
    lines,
    ({ invoice, one }) => ({
      invoiceId: invoice.id,
      serviceCodeId: one.serviceId,
      description: one.text,
      serviceDate: dateOf(one.day),
      quantity: '1.00',
      unitPrice: money(one.price),
      taxRate: one.taxRate,
      taxAmount: money(one.tax),
      discountAmount: money(one.discount),
      lineTotal: money(one.total),
      appointmentId: one.visit.id,
      learnerId: one.learnerId,
    }),
    ({ invoice }) => booked(invoice),
  );
  await makePayments(world, invoices);
  await makeClaims(world, invoices);
  await makeAuthorizations(world, invoices);
}

async function makePayments(world: World, invoices: Invoice[]): Promise<void> {
  const dice = world.dice('payments');
  const desk = world.staff.filter(({ role }) => role === 'STAFF' || role === 'RECEPTIONIST');
  const payments = invoices
    .filter(({ paid }) => paid.greaterThan(0))
    .flatMap((invoice) => {
      const funded = invoice.source === 'GRANT' || invoice.source === 'SCHOLARSHIP';
      const own = dice.weighted([
        ['CREDIT_CARD', 5],
        ['BANK_TRANSFER', 4],
        ['DEBIT_CARD', 4],
        ['CASH', 1],
        ['CHECK', 1],
        ['OTHER', 0.3],
      ] as const);
      // An insurer pays most of it, the family the rest.
      const first = invoice.source === 'INSURANCE' ? roundMoney(invoice.paid.times('0.8')) : invoice.paid;
      const day = (days: number): Day => later(invoice.issued, earlier(addDays(invoice.issued, days), addDays(world.today, -1)));
      const parts = [
        {
          invoice,
          amount: first,
          method: invoice.source === 'INSURANCE' ? 'INSURANCE' : funded ? 'FUNDING' : own,
          day: day(dice.int(2, 28)),
        },
      ];
      if (invoice.paid.greaterThan(first))
        parts.push({ invoice, amount: invoice.paid.minus(first), method: own, day: day(dice.int(2, 30)) });
      return parts;
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  await world.addOverTime(
    'Payment',
    payments,
    ({ invoice, amount, method, day }) => ({
      invoiceId: invoice.id,
      paymentDate: dateOf(day),
      amount: money(amount),
      paymentMethod: method,
      receivedBy: dice.pick(desk).id,
      referenceNumber: method === 'CASH' ? null : `${method.slice(0, 2)}${dice.text(7)}`,
    }),
    ({ day }) => ({
      key: day.slice(0, 7),
      when: world.morning(earlier(addDays(monthStart(day, 1), -1), addDays(world.today, -1)), 60),
      who: desk[0],
    }),
  );
}

/** In turn, so that each of them is there. */
const CLAIMS: Record<Status, readonly string[]> = {
  DRAFT: [],
  CANCELLED: [],
  SENT: ['SUBMITTED', 'IN_REVIEW', 'APPROVED', 'ACKNOWLEDGED', 'PENDING', 'SUBMITTED'],
  PAID: ['PAID'],
  OVERDUE: ['DENIED', 'PARTIALLY_APPROVED', 'REJECTED', 'APPEALED', 'IN_REVIEW'],
  REFUNDED: ['VOIDED'],
};

async function makeClaims(world: World, invoices: Invoice[]): Promise<void> {
  const dice = world.dice('claims');
  const turns = new Map<Status, number>();
  const claims = invoices.filter(
    ({ source, client, status }) => source === 'INSURANCE' && client.insuranceId && CLAIMS[status].length,
  );
  await world.addOverTime(
    'InsuranceClaim',
    claims,
    (invoice) => {
      const turn = turns.get(invoice.status) ?? 0;
      turns.set(invoice.status, turn + 1);
      const status = CLAIMS[invoice.status][turn % CLAIMS[invoice.status].length] as string;
      const claimed = roundMoney(invoice.total.times('0.8'));
      const approved = { PAID: claimed, APPROVED: claimed, PARTIALLY_APPROVED: roundMoney(claimed.times('0.6')) }[status];
      const refused = status === 'REJECTED' || status === 'DENIED' || status === 'APPEALED';
      const submitted = earlier(addDays(invoice.issued, dice.int(0, 3)), world.today);
      return {
        invoiceId: invoice.id,
        insuranceId: invoice.client.insuranceId,
        claimNumber: status === 'PENDING' ? null : `C${dice.text(8)}`,
        submissionDate: dateOf(submitted),
        status,
        amountClaimed: money(claimed),
        amountApproved: approved ? money(approved) : null,
        amountPaid: status === 'PAID' ? money(claimed) : null,
        paymentDate: status === 'PAID' ? dateOf(earlier(addDays(submitted, dice.int(6, 20)), world.today)) : null,
        denialReason: refused
          ? dice.pick([
              'Yearly maximum reached',
              'Referral missing',
              'Service not covered by the plan',
              'Member number not found',
            ])
          : null,
        followUpDate: refused || status === 'IN_REVIEW' ? dateOf(addDays(world.today, dice.int(1, 20))) : null,
        notes: status === 'APPEALED' ? 'Referral sent again with the doctor’s letter.' : null,
      };
    },
    (invoice) => ({
      key: invoice.issued,
      when: world.morning(earlier(invoice.issued, addDays(world.today, -1)), 90),
      who: world.first('STAFF'),
    }),
  );
}

/** Grants pay until nothing is left of them; what is left is written down at the grant. */
async function makeAuthorizations(world: World, invoices: Invoice[]): Promise<void> {
  const dice = world.dice('authorizations');
  const left = new Map<Client, Decimal>();
  const authorized = invoices.flatMap((invoice) => {
    const { client, source, status } = invoice;
    if (!client.funding || (source !== 'GRANT' && source !== 'SCHOLARSHIP') || status === 'DRAFT' || status === 'CANCELLED')
      return [];
    const have = left.get(client) ?? new Decimal(client.funding.total);
    const amount = Decimal.min(have, invoice.total);
    if (amount.lessThanOrEqualTo(0)) return [];
    left.set(client, have.minus(amount));
    return [{ invoice, funding: client.funding, amount }];
  });
  const who = world.first('STAFF');
  await world.addOverTime(
    'FundingAuthorization',
    authorized,
    ({ invoice, funding, amount }) => ({
      clientFundingId: funding.id,
      invoiceId: invoice.id,
      authorizationNumber: `A-${dice.text(6)}`,
      authorizedDate: dateOf(invoice.issued),
      authorizedAmount: money(amount),
      status: invoice.status === 'PAID' ? 'USED' : 'APPROVED',
      notes: amount.lessThan(invoice.total) ? 'The rest is billed to the family.' : null,
    }),
    ({ invoice }) => ({ key: invoice.issued, when: world.morning(earlier(invoice.issued, addDays(world.today, -1)), 100), who }),
  );
  await world.each([...left], async ([client, rest], tx) => {
    const ctx = world.ctx(who, world.morning(addDays(world.today, -1), 110), tx);
    await updateFunding(ctx, client.id, client.funding?.id ?? 0n, {
      remainingAmount: rest,
      ...(rest.isZero() ? { status: 'EXHAUSTED' as const } : {}),
    });
  });
}
