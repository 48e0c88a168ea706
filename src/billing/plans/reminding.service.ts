/** Reminds families of instalments, by e-mail: some days before one is due, and some days after; each once. */
import { type Ctx, inTransaction } from '../../access/context.js';
import { forbidden, notFound } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { filled, readTexts } from '../../messages/notifications/texts.js';
import { enqueue, type NewMessage } from '../../messages/outbox/outbox.service.js';
import { linksToInstalments } from '../cards/pay-links.service.js';
import { today } from '../ledger/posting.service.js';
import { languageFrom } from '../rules/paper-languages.js';
import { sayIn } from '../papers/say.js';
import { dueInstalments } from './plans.queries.js';
import { turnPlans } from './plans.service.js';

const AT_ONCE = 100;

async function remindOnce(tx: Ctx, day: string): Promise<number> {
  const due = await dueInstalments(tx, day, AT_ONCE);
  if (due.length === 0) return 0;
  const [practice, texts] = await Promise.all([tx.db.practice.findFirst({ orderBy: { id: 'asc' } }), readTexts(tx)]);
  if (!practice) throw notFound('practice');
  const inLanguage = due.map((one) => ({
    ...one,
    language: languageFrom(one.language, practice.primaryLanguage),
  }));
  const tokens = await linksToInstalments(
    tx,
    inLanguage.map(({ id, clientId, language }) => ({ instalmentId: BigInt(id), clientId: BigInt(clientId), language })),
  );
  return enqueue(
    tx,
    inLanguage.map(({ language, late, ...one }): NewMessage => {
      const text = late ? 'late_instalment' : 'instalment';
      const say = sayIn(languageFrom(language), practice);
      const secret = tokens.get(BigInt(one.id));
      const words = {
        name: one.name,
        amount: say.money(one.due),
        due: say.day(one.dueOn),
        practice: practice.billingName ?? practice.name,
        link: secret === undefined ? null : '{link}',
      };
      return {
        channel: 'EMAIL',
        kind: 'INSTALMENT',
        clientId: BigInt(one.clientId),
        address: one.email,
        language,
        subject: filled(texts(`${text}.subject`, language).text, words),
        body: filled(texts(`${text}.body`, language).text, words),
        ...(secret === undefined ? {} : { secret }),
        dedupeKey: one.dedupeKey,
      };
    }),
  );
}

/**
 * Brings plans in line with the day, by the clock of the practice, and writes the reminders that are due, each once, however often and by however
 * many processes it runs. Gives how many plans moved and reminders were written. Throws 403 but for the server itself.
 */
export async function seeToPlans(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself reminds.');
  const day = fromDate(await today(ctx));
  let done = await turnPlans(ctx, day, signal);
  for (;;) {
    const written = await inTransaction(ctx, (tx) => remindOnce(tx, day));
    done += written;
    // Another process may have written the others.
    if (written < AT_ONCE || signal?.aborted) return done;
  }
}
