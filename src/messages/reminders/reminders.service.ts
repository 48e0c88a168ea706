/** Messages to families: reminders of appointments, and offers of a time that became free. */
import type { Ctx } from '../../access/context.js';
import { practiceHabits } from '../../access/practice-zone.js';
import { forbidden } from '../../kernel/errors.js';
import type { FormatSettings } from '../../kernel/formats.js';
import { enqueue, type NewMessage } from '../outbox/outbox.service.js';
import { type Contact, contactsOf, dueReminders, occasionOf, type ReminderRow } from '../notifications/recipients.queries.js';
import { filled, readTexts, spoken, type TextName, type Texts } from '../notifications/texts.js';

/** How one contact is reached: by e-mail, else by phone. The first contact that can be. */
function wayTo(contacts: readonly Contact[]): { contact: Contact; channel: 'EMAIL' | 'SMS'; address: string } | undefined {
  for (const contact of contacts) if (contact.email) return { contact, channel: 'EMAIL', address: contact.email };
  for (const contact of contacts) if (contact.phone) return { contact, channel: 'SMS', address: contact.phone };
  return undefined;
}

/** The practice's texts, and how it writes times. */
interface Words {
  texts: Texts;
  formats: FormatSettings;
}

async function readWords(ctx: Ctx): Promise<Words> {
  return { texts: await readTexts(ctx), formats: (await practiceHabits(ctx)).formats };
}

/** One text; its day and time of day are written in the language that was found for it. */
function say(
  { texts, formats }: Words,
  name: TextName,
  contact: Contact,
  instants: Readonly<Record<'start' | 'until', Date | null>>,
  zone: string,
  values: Readonly<Record<string, string | null>>,
): string {
  const { text, language } = texts(name, contact.language);
  const start = instants.start && spoken(instants.start, zone, language, formats);
  const until = instants.until && spoken(instants.until, zone, language, formats);
  return filled(text, {
    ...values,
    name: contact.name,
    day: start?.day ?? null,
    time: start?.time ?? null,
    until: until ? `${until.day}, ${until.time}` : null,
  });
}

function reminderOf(words: Words, row: ReminderRow): NewMessage | undefined {
  const way = wayTo(row.contacts);
  if (!way) return undefined;
  const { contact, channel, address } = way;
  const values = { place: row.place, therapist: row.therapist, practice: row.practice };
  const instants = { start: row.startTime, until: null };
  return {
    channel,
    kind: 'REMINDER',
    clientId: BigInt(row.clientId),
    appointmentId: BigInt(row.appointmentId),
    expiresAt: row.startTime,
    address,
    language: words.texts('reminder.body', contact.language).language,
    subject: say(words, 'reminder.subject', contact, instants, row.zone, values),
    body: say(words, 'reminder.body', contact, instants, row.zone, values),
    dedupeKey: row.dedupeKey,
  };
}

const BATCH = 500;

/**
 * Writes the reminders that are due, each once, however often and by however many processes this runs. Who cannot be reached gets
 * none. @returns how many were written
 */
export async function remind(ctx: Ctx): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself reminds.');
  const words = await readWords(ctx);
  let written = 0;
  for (;;) {
    const rows = await dueReminders(ctx, BATCH);
    const messages = rows.flatMap((row) => reminderOf(words, row) ?? []);
    const added = await enqueue(ctx, messages);
    written += added;
    // Those that nobody can be reached for come again and again; another process may have written the others.
    if (rows.length < BATCH || added === 0) return written;
  }
}

/**
 * Writes to the client, or a learner's caregiver, that a time is held for them, with the token that takes it. In the transaction of
 * the offer. A token that nobody can be sent is answered by staff.
 */
export async function tellOffer(ctx: Ctx, offerId: bigint, token: string): Promise<void> {
  const { entry, ...offer } = await ctx.db.waitlistOffer.findUniqueOrThrow({
    where: { id: offerId },
    include: { entry: { select: { clientId: true } } },
  });
  const { clientId } = entry;
  const hasLearner = (await ctx.db.learner.count({ where: { clientId } })) > 0;
  const way = wayTo(await contactsOf(ctx, clientId, hasLearner));
  if (!way) return;
  const words = await readWords(ctx);
  const { zone, ...occasion } = await occasionOf(ctx, offer.therapistId, offer.locationId);
  const { contact, channel, address } = way;
  // The link is put in when it is sent: what is kept here is read by people.
  const values = { ...occasion, link: ctx.config.offerUrl === undefined ? null : '{link}' };
  const instants = { start: offer.startTime, until: offer.heldUntil };
  await enqueue(ctx, [
    {
      channel,
      kind: 'OFFER',
      clientId,
      expiresAt: offer.heldUntil,
      address,
      language: words.texts('offer.body', contact.language).language,
      subject: say(words, 'offer.subject', contact, instants, zone, values),
      body: say(words, 'offer.body', contact, instants, zone, values),
      // Without a portal there is nowhere to use it: staff answer for the family.
      ...(ctx.config.offerUrl === undefined ? {} : { secret: token }),
      dedupeKey: `offer:${offer.id}`,
    },
  ]);
}
