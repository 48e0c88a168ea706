/** What was done for whom in which month, and the invoices of it: drafts of this month, and those that were sent. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../../../src/access/context.js';
import type { InvoiceLineInput } from '../../../../src/billing/invoices/invoices.input.js';
import { createInvoice, updateInvoice } from '../../../../src/billing/invoices/invoices.service.js';
import { sendInvoice } from '../../../../src/billing/invoices/sending.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import type { Dice } from '../dice.js';
import { dateOf, type Day, monthStart, workday, workdayBefore } from '../scheduling/calendar.js';
import type { Client, Learner, PlannedVisit, World } from '../world.js';
import type { Bill, Books } from './books.js';
import { CODES } from './codes.js';
import { withPackages } from './packages.js';

/** How many full months before this one have invoices. */
export const MONTHS = 6;

/** What a client is billed for at once. */
export interface Work {
  client: Client;
  /** The month, or the last of two. */
  month: Day;
  lines: InvoiceLineInput[];
}

const FOR_SIBLINGS = new Decimal(5);

/** Which services a visit is billed as. */
function codesOf(visit: PlannedVisit, dice: Dice): string[] {
  switch (visit.kind) {
    case 'GROUP':
      return ['GRP-60'];
    case 'THERAPY':
      return [CODES[visit.therapist.discipline ?? 'speech'], ...(dice.chance(0.03) ? ['KIT'] : [])];
    case 'ASSESSMENT':
      return ['ASM-90', ...(dice.chance(0.5) ? ['RPT'] : [])];
    case 'CONSULTATION':
      return ['CON-30'];
  }
}

/**
 * With which month a month is billed: one client in eight has an invoice each month, the others one for two months, so that they are
 * not too many to be written while somebody waits.
 */
function billedWith({ id }: Client, month: Day): Day {
  if (id % 8n === 0n) return month;
  const isSecond = (Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) + Number(id)) % 2 === 0;
  return isSecond ? month : monthStart(month, 1);
}

/** All that was done until `before`, month by month and client by client. */
export function workOf(world: World, dice: Dice, before: Day): Work[] {
  const from = monthStart(world.today, -MONTHS);
  const clientOf = new Map(world.clients.flatMap((client) => client.learners.map((learner) => [learner.id, client] as const)));
  const months = new Map<string, Work>();
  const put = (client: Client, learner: Learner | null, visit: PlannedVisit): void => {
    const month = billedWith(client, monthStart(visit.day));
    const key = `${month} ${String(client.id).padStart(6, '0')}`;
    const found = months.get(key) ?? { client, month, lines: [] };
    const isSibling = learner !== null && client.learners.indexOf(learner) > 0;
    for (const code of codesOf(visit, dice)) {
      found.lines.push({
        serviceCodeId: world.service(code).id,
        serviceDate: dateOf(visit.day),
        appointmentId: visit.id,
        learnerId: learner?.id ?? null,
        ...codedAs(code),
        ...(isSibling && code !== 'KIT' && { discountPercent: FOR_SIBLINGS }),
      });
    }
    months.set(key, found);
  };
  for (const visit of world.visits) {
    if (visit.status !== 'COMPLETED' || visit.day < from || visit.day >= before) continue;
    if (visit.kind !== 'GROUP') put(visit.client, visit.learner, visit);
    else {
      for (const learner of visit.participants) {
        const client = clientOf.get(learner.id);
        if (client) put(client, learner, visit);
      }
    }
  }
  const all = [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, work]) => work);
  for (const { lines } of all) lines.sort((one, other) => one.serviceDate.getTime() - other.serviceDate.getTime());
  return all;
}

/** Who pays: the program until nothing is left of it, else the policy, else the family. */
function payerOf(
  books: Books,
  { client, month, lines }: Work,
): Pick<Bill, 'source' | 'insuranceId'> & { fundingId: bigint | null } {
  const { funding, insuranceId } = client;
  if (funding && funding.from <= month && books.left(client).greaterThan(0))
    return { source: funding.source, insuranceId: null, fundingId: funding.id };
  const insured =
    client.insuredFrom !== null && lines.every(({ serviceDate }) => serviceDate >= dateOf(client.insuredFrom ?? ''));
  if (insuranceId !== null && insured && books.dice.chance(0.8)) return { source: 'INSURANCE', insuranceId, fundingId: null };
  return { source: 'PRIVATE', insuranceId: null, fundingId: null };
}

/** What insurers want to read of a service: in an office, and for which diagnosis (ICD-10-CM). */
const DIAGNOSES: Readonly<Record<string, string>> = { SLP: 'F80.2', OT: 'F82', PSY: 'F41.1', PT: 'M62.81' };

function codedAs(code: string): { placeOfService?: string; diagnosisCodes?: string[] } {
  const diagnosis = DIAGNOSES[code.split('-')[0] ?? ''];
  return diagnosis === undefined ? {} : { placeOfService: '11', diagnosisCodes: [diagnosis] };
}

async function draft(books: Books, ctx: Ctx, work: Work, issued: Day): Promise<Bill> {
  const { source, insuranceId, fundingId } = payerOf(books, work);
  const due = addDays(issued, source === 'INSURANCE' ? 45 : 30);
  const { id, totalAmount } = await createInvoice(ctx, {
    clientId: work.client.id,
    fundingSource: source,
    insuranceId,
    fundingId,
    issueDate: dateOf(issued),
    dueDate: dateOf(due),
    lines: books.prepaid.has(work.client) ? await withPackages(ctx, work.client, work.lines) : work.lines,
  });
  const left = books.left(work.client);
  const authorized = fundingId === null ? new Decimal(0) : Decimal.min(left, totalAmount);
  // A program pays what is left of it, and the family the rest.
  if (fundingId !== null && totalAmount.greaterThan(left))
    await updateInvoice(ctx, id, { fundingSource: 'PRIVATE', fundingId: null, payers: [{ fundingId, upTo: left }] });
  return { id, client: work.client, source, insuranceId, issued, due, total: totalAmount, authorized };
}

/** Minutes between the draft of an invoice and its sending: the office writes all of a day first. */
const UNTIL_SENT = 120;

/**
 * Writes the invoices of a month on the first days of the next one.
 * @param sent hears of each that was sent
 */
export function planBills(books: Books, sent: (bill: Bill) => void): void {
  const { world, timeline, dice } = books;
  // What was done until then is in the drafts, too.
  const drafted = workdayBefore(timeline.last);
  const perDay = new Map<Day, number>();
  const thisMonth = monthStart(world.today);
  workOf(world, dice, drafted).forEach((work, index) => {
    const issued = workday(addDays(monthStart(work.month, 1), dice.int(0, 4)));
    // Some of last month are held back until a report is there; of this month, a third is written already.
    const isHeld = work.month === monthStart(thisMonth, -1) && index % 40 === 0;
    const day = issued > timeline.last || isHeld ? drafted : issued;
    const nth = perDay.get(day) ?? 0;
    perDay.set(day, nth + 1);
    const clerk = books.clerkOf(work.client);
    if (day !== issued || isHeld) {
      if (work.month < thisMonth || index % 3 === 0)
        timeline.on(day, 15 + nth, async (at) => void (await draft(books, at(clerk), work, world.today)));
      return;
    }
    let bill: Bill | undefined;
    timeline.on(day, 15 + nth, async (at) => void (bill = await draft(books, at(clerk), work, issued)));
    timeline.on(day, 15 + nth + UNTIL_SENT, async (at) => {
      if (!bill) throw new Error('It was not written.');
      await sendInvoice(at(clerk), bill.id, { issueDate: dateOf(issued), dueDate: dateOf(bill.due) });
      books.take(bill.client, bill.authorized);
      sent(bill);
    });
  });
}
