/** What invoices say of how and when they are paid: a client's own days, else the practice's; its words in their language. */
import type { Ctx } from '../../access/context.js';
import type { Invoice } from '../../generated/prisma/index.js';
import { daysBetween } from '../../kernel/days.js';
import { fromDate } from '../../kernel/time.js';
import { languageFrom, type PaperLanguage } from '../rules/paper-languages.js';
import { termsAfter, termsFor, waitForDay, withDay } from '../rules/terms.js';
import { writingIn } from '../rules/writing.js';
import { billingSettings } from '../settings/settings.service.js';
import { type OwnWords, ownWords } from '../texts/own-texts.js';

interface Days {
  issueDate: Date;
  dueDate: Date;
}

const lengthOf = ({ issueDate, dueDate }: Days): number => daysBetween(fromDate(issueDate), fromDate(dueDate));

interface UsualTerms {
  /** Until one is due. */
  daysOf: (clientId: bigint) => number;
  wordsFor: (clientId: bigint, days: Days) => Pick<OwnWords, 'termsConditions' | 'paymentInstructions'>;
}

/** What invoices of these clients say where nothing else is said. */
export async function usualTerms(tx: Ctx, clientIds: readonly bigint[]): Promise<UsualTerms> {
  const settings = await billingSettings(tx);
  const wordsIn = await ownWords(tx, settings);
  const practice = await tx.db.practice.findFirst({ orderBy: { id: 'asc' }, select: { primaryLanguage: true } });
  const clients = await tx.db.client.findMany({
    where: { id: { in: [...clientIds] } },
    select: { id: true, paymentTermsDays: true, preferredLanguage: true },
  });
  const byId = new Map(clients.map((client) => [client.id, client]));
  return {
    daysOf: (clientId) => byId.get(clientId)?.paymentTermsDays ?? settings.paymentTermsDays,
    wordsFor: (clientId, days) => {
      const language = languageFrom(byId.get(clientId)?.preferredLanguage, practice?.primaryLanguage);
      const usual = (one: PaperLanguage): string | null => wordsIn(one).termsConditions;
      return {
        termsConditions: termsFor(usual, language, lengthOf(days) === settings.paymentTermsDays),
        paymentInstructions: wordsIn(language).paymentInstructions,
      };
    },
  };
}

/**
 * The terms of a draft as they are with these days: the usual ones give way to the draft's own day where it is another, and come back with the
 * usual one; what somebody typed stays. Few statements, and none where there are no terms.
 * @param sent whether the day stands in them from now on, as the client's language writes it
 */
export async function termsWith(
  tx: Ctx,
  { clientId, termsConditions }: Pick<Invoice, 'clientId' | 'termsConditions'>,
  days: Days,
  { sent }: { sent: boolean },
): Promise<string | null> {
  if (termsConditions === null) return null;
  const settings = await billingSettings(tx);
  const isUsual = lengthOf(days) === settings.paymentTermsDays;
  if (isUsual && !waitForDay(termsConditions)) return termsConditions;
  const [wordsIn, practice, client] = await Promise.all([
    ownWords(tx, settings),
    tx.db.practice.findFirst({ orderBy: { id: 'asc' } }),
    tx.db.client.findUnique({ where: { id: clientId }, select: { preferredLanguage: true } }),
  ]);
  const { text, language } = termsAfter(
    termsConditions,
    (one) => wordsIn(one).termsConditions,
    languageFrom(client?.preferredLanguage, practice?.primaryLanguage),
    isUsual,
  );
  return sent && practice ? withDay(text, writingIn(language, practice).day(fromDate(days.dueDate))) : text;
}
