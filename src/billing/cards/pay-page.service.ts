/** What the page behind a pay link shows: the practice, an invoice's number, what is open. Nothing of whom it is for, and nothing of what for. */
import type { Ctx } from '../../access/context.js';
import type { PageWords } from './card-payments.service.js';
import { asSystem, lookUnder } from './card-payments.service.js';
import { writingIn } from '../rules/writing.js';
import { type Due, dueUnder, openLink } from './pay-links.service.js';
import { PAY_WORDS, type PayLanguage, payLanguage } from './pay-page-words.js';

export interface PayPage {
  language: PayLanguage;
  practice: string;
  number: string;
  /** As that language writes money; null where nothing is open. */
  amount: string | null;
  /** What became of the payment that was just made; null for who was not there. */
  paid: 'ARRIVED' | 'WAITING' | null;
}

interface Asked {
  /** What the address asks for. */
  lang: unknown;
  /** The payment with which the processor sent somebody back. */
  paid: unknown;
}

/** How the processor's page is called, in the page's language. */
export const wordsOf = (language: PayLanguage): PageWords => ({
  language,
  nameOf: ({ name }: Due) => PAY_WORDS[language].invoice.replace('{number}', name),
});

/** The page as it is now. Throws 404 for a link that leads nowhere, 429. */
export async function readPayPage(nobody: Ctx, token: string, asked: Asked): Promise<PayPage> {
  const link = await openLink(nobody, token);
  const ctx = asSystem(nobody);
  const id = typeof asked.paid === 'string' && /^[1-9]\d{0,18}$/.test(asked.paid) ? BigInt(asked.paid) : undefined;
  // Whoever comes back is there before the processor's word.
  if (id !== undefined) await lookUnder(ctx, link);
  const [due, practice, payment] = await Promise.all([
    dueUnder(ctx, link),
    ctx.db.practice.findFirst({ orderBy: { id: 'asc' } }),
    id === undefined ? null : ctx.db.cardPayment.findFirst({ where: { id, payLinkId: link.id }, select: { status: true } }),
  ]);
  const language = payLanguage(asked.lang, link.language);
  return {
    language,
    practice: practice?.billingName ?? practice?.name ?? '',
    number: due.name,
    amount: due.total.isZero() || !practice ? null : writingIn(language, practice).money(due.total),
    paid: payment === null ? null : payment.status === 'PAID' ? 'ARRIVED' : payment.status === 'OPEN' ? 'WAITING' : null,
  };
}
