/** What papers have in common: the letterhead, names, lines of services. Pure. */
import { Decimal } from 'decimal.js';
import type { LedgerKind, Practice } from '../../../generated/prisma/index.js';
import { townLine } from '../../rules/postal.js';
import type { Block, Paper } from '../paper.js';
import type { LineTax, PaperLine, Practitioner } from '../paper-line.js';
import type { AgreedPlan } from '../papers.queries.js';
import type { Say } from '../say.js';
import { filled } from '../words/words.js';

/** What every paper is made with. */
export interface Stationery {
  say: Say;
  practice: Practice;
  size: Paper['size'];
  footer: string | null;
  /** How to pay. */
  instructions: string | null;
  logo: Paper['logo'];
  madeAt: Date;
}

/** To whom a paper goes. */
export interface Addressee {
  name: string;
  lines: readonly string[];
}

const given = (parts: readonly (string | null | undefined)[]): string[] => parts.filter((part): part is string => Boolean(part));

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** A text that is read from right to left is a world of its own (first strong isolate): what stands around it keeps its order. */
const apart = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);

/** The texts that are there, with a dot between. */
export const dotted = (...parts: readonly (string | null | undefined)[]): string => given(parts).map(apart).join(' · ');

/** `Date of birth: May 10, 2018` */
export const labelled = ({ words }: Say, label: string, value: string): string =>
  filled(words.labelled, { label, value: apart(value) });

/** The practice as it writes to clients: under its name for billing, where it has one. */
export function senderOf({ say: { words }, practice }: Stationery): Paper['sender'] {
  const atBilling = Boolean(practice.billingAddress);
  const [street, city, state, zip] = atBilling
    ? [practice.billingAddress, practice.billingCity, practice.billingState, practice.billingZipCode]
    : [practice.address, practice.city, practice.state, practice.zipCode];
  return {
    name: practice.billingName ?? practice.name,
    lines: given([
      street,
      townLine({ city, state, zip }, practice.country),
      dotted(practice.phone, practice.billingEmail ?? practice.email, practice.website),
      dotted(practice.taxId && `${words.taxId} ${practice.taxId}`, practice.npi && `${words.npi} ${practice.npi}`),
    ]),
  };
}

/** What is the same on each paper of this practice. */
export const frameOf = (
  stationery: Stationery,
): Pick<Paper, 'size' | 'language' | 'logo' | 'sender' | 'footer' | 'pageWords' | 'madeAt'> => ({
  size: stationery.size,
  language: stationery.say.language,
  logo: stationery.logo,
  sender: senderOf(stationery),
  footer: stationery.footer,
  pageWords: stationery.say.words.page,
  madeAt: stationery.madeAt.toISOString(),
});

/** `Jonas Ferreira, M.Sc., CCC-SLP` */
export const withCredentials = ({ name, credentials }: Practitioner): string => given([name, credentials]).join(', ');

/** What a receipt says of a practitioner below the name. */
export const standingOf = ({ words }: Say, one: Practitioner): string =>
  dotted(
    one.title,
    one.registrationNumber &&
      filled(words.registration, { number: one.registrationNumber, college: one.registrationCollege ?? '' }).replace(/,\s*$/, ''),
    one.npi && `${words.npi} ${one.npi}`,
  );

/** All who gave the services of these lines, each once, in the order in which they come. */
export function practitionersOf(lines: readonly PaperLine[]): Practitioner[] {
  const known = new Map<string, Practitioner>();
  for (const { practitioner } of lines) if (practitioner && !known.has(practitioner.id)) known.set(practitioner.id, practitioner);
  return [...known.values()];
}

export const lengthOf = ({ words }: Say, minutes: number | null): string | null =>
  minutes === null || minutes <= 0 ? null : filled(words.minutes, { minutes: String(minutes) });

export const sum = (amounts: readonly (Decimal | string)[]): Decimal =>
  amounts.reduce<Decimal>((total, amount) => total.plus(amount), new Decimal(0));

/** What of the ledger an invoice's sums tell, by kind: what the client owes more (positive) or less. */
export type Settled = readonly { kind: LedgerKind; amount: string }[];

const PAYING: readonly LedgerKind[] = ['PAYMENT', 'PREPAYMENT', 'REFUND'];
const ADJUSTING: readonly LedgerKind[] = ['WRITE_OFF', 'ADJUSTMENT'];

/** What became of an invoice's total: of these, money alone is paid. Less than nothing each. */
export function becomingOf(settled: Settled): Record<'paid' | 'credited' | 'adjusted', Decimal> {
  const of = (kinds: readonly LedgerKind[]): Decimal =>
    sum(settled.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount));
  return { paid: of(PAYING), credited: of(['CREDIT']), adjusted: of(ADJUSTING) };
}

/** What was taken back of a line, where something was. */
export const creditedOf = (say: Say, { creditedAmount }: PaperLine): string | null =>
  new Decimal(creditedAmount).isZero() ? null : `${say.words.fields.credited} ${say.less(creditedAmount)}`;

/** `QST 9.975 % $13.97`, on one line as far as it goes. */
export const taxOf = (say: Say, { name, rate, amount }: LineTax): string =>
  [say.tax(name), say.percent(rate), say.money(amount)].join('\u00a0');

/** What a line comes to without its taxes. */
export const netOf = ({ lineTotal, taxAmount }: Pick<PaperLine, 'lineTotal' | 'taxAmount'>): Decimal =>
  new Decimal(lineTotal).minus(taxAmount);

export interface TaxSum {
  name: string;
  rate: string;
  registrationNumber: string | null;
  amount: Decimal;
}

/** The taxes of lines, summed up by name, rate and registration, in the order in which they come. */
export function taxesOf(lines: readonly PaperLine[]): TaxSum[] {
  const sums = new Map<string, TaxSum>();
  for (const { name, rate, registrationNumber, amount } of lines.flatMap(({ taxes }) => taxes)) {
    const key = [name, new Decimal(rate).toFixed(), registrationNumber ?? ''].join('\n');
    const known = sums.get(key);
    sums.set(key, { name, rate, registrationNumber, amount: sum([known?.amount ?? '0', amount]) });
  }
  return [...sums.values()];
}

/** `QST 9.975 % (1234567890 TQ0001)` */
export const taxLabel = ({ percent, tax }: Say, { name, rate, registrationNumber }: Omit<TaxSum, 'amount'>): string =>
  `${tax(name)} ${percent(rate)}${registrationNumber ? ` (${registrationNumber})` : ''}`;

/** What was agreed about when something is paid: each instalment, and what of it is open. @param about which invoices it is for */
export function planBlocks({ words, day, money }: Say, { instalments }: AgreedPlan, about: string): Block[] {
  const { fields, invoice } = words;
  return [
    { kind: 'heading', text: invoice.plan },
    ...(about === '' ? [] : [{ kind: 'text' as const, text: about }]),
    {
      kind: 'table',
      columns: [
        { label: fields.due, share: 4 },
        { label: fields.amount, share: 2, right: true },
        { label: fields.open, share: 2, right: true },
      ],
      rows: instalments.map(({ dueOn, amount, open }) => ({ cells: [day(dueOn), money(amount), money(open)] })),
    },
  ];
}
