/**
 * What messages say. The texts are rows of `content_translations` (content type NOTIFICATION), which the practice may change; these
 * are the ones that a new practice begins with.
 */
import type { Ctx } from '../../access/context.js';
import type { LanguageCode } from '../../generated/prisma/index.js';
import { type FormatSettings, formatsOf } from '../../kernel/formats.js';

export const CONTENT_TYPE = 'NOTIFICATION';

export type TextName =
  | 'reminder.subject'
  | 'reminder.body'
  | 'offer.subject'
  | 'offer.body'
  | 'invoice.subject'
  | 'invoice.body'
  | 'planned_invoice.body'
  | 'covered_invoice.body'
  | 'settled_invoice.body'
  | 'receipt.subject'
  | 'receipt.body'
  | 'others_receipt.body'
  | 'statement.subject'
  | 'statement.body'
  | 'planned_statement.body'
  | 'credit_statement.body'
  | 'settled_statement.body'
  | 'instalment.subject'
  | 'instalment.body'
  | 'late_instalment.subject'
  | 'late_instalment.body';

/**
 * In braces: {name} {day} {time} {place} {therapist} {practice}, for an offer {until} {link}, with papers {number} {amount} {from} {to}, of a statement with a payment plan {later}, with an
 * invoice {total} {due} {link}, and of one on a payment plan {next}, with a receipt of somebody else {payer}, with an instalment {amount} {due}
 * {link}. An invoice's {amount} and {due} are what the reader is asked for, and its day: not what others owe of it.
 */
export const TEXTS: Readonly<Partial<Record<LanguageCode, Readonly<Record<TextName, string>>>>> = {
  EN: {
    'reminder.subject': 'Your appointment on {day}',
    'reminder.body':
      'Hello {name},\n\nthis is a reminder of your appointment on {day} at {time}.\nWhere: {place}\nWith: {therapist}\n\nIf you cannot come, please let us know in good time.\n\n{practice}',
    'offer.subject': 'A time is free for you: {day}',
    'offer.body':
      'Hello {name},\n\na time has become free for you: {day} at {time}, {place}, with {therapist}.\nWe hold it for you until {until}.\n\nTake it or decline it here: {link}\nOr simply tell us.\n\n{practice}',
    'invoice.subject': 'Invoice {number}',
    'invoice.body':
      'Hello {name},\n\nattached is invoice {number} of {day} for {total}.\nTo be paid by you: {amount}, due on {due}.\nPay by card here: {link}\n\nIf something is not right, please let us know.\n\n{practice}',
    'planned_invoice.body':
      'Hello {name},\n\nattached is invoice {number} of {day} for {total}.\nTo be paid by you: {amount}, by our payment plan. Its next instalment of {next} is due on {due}.\nPay by card here: {link}\n\nIf something is not right, please let us know.\n\n{practice}',
    'covered_invoice.body':
      'Hello {name},\n\nattached is invoice {number} of {day} for {total}.\nNothing of it is to be paid by you: what is open is asked of others.\n\nIf something is not right, please let us know.\n\n{practice}',
    'settled_invoice.body':
      'Hello {name},\n\nattached is invoice {number} of {day} for {total}.\nIt is settled: nothing is left to pay.\n\nIf something is not right, please let us know.\n\n{practice}',
    'receipt.subject': 'Receipt {number}',
    'receipt.body':
      'Hello {name},\n\nthank you for your payment of {amount} on {day}. Receipt {number} is attached.\n\n{practice}',
    'others_receipt.body': 'Hello {name},\n\nattached is receipt {number}: {payer} paid {amount} on {day}.\n\n{practice}',
    'statement.subject': 'Statement of account from {from} to {to}',
    'statement.body':
      'Hello {name},\n\nattached is your statement of account from {from} to {to}. To be paid on {to}: {amount}.\n\nIf something is not right, please let us know.\n\n{practice}',
    'planned_statement.body':
      'Hello {name},\n\nattached is your statement of account from {from} to {to}. To be paid by {to}: {amount}. By our payment plan {later} is due later.\n\nIf something is not right, please let us know.\n\n{practice}',
    'credit_statement.body':
      'Hello {name},\n\nattached is your statement of account from {from} to {to}. In your favour on {to}: {amount}.\n\nIf something is not right, please let us know.\n\n{practice}',
    'settled_statement.body':
      'Hello {name},\n\nattached is your statement of account from {from} to {to}. On {to} nothing is left to pay.\n\nIf something is not right, please let us know.\n\n{practice}',
    'instalment.subject': 'An instalment is due on {due}',
    'instalment.body':
      'Hello {name},\n\nas we agreed, {amount} is due on {due}.\nPay by card here: {link}\n\nIf you have paid already, or it does not work out this time, please let us know.\n\n{practice}',
    'late_instalment.subject': 'An instalment was due on {due}',
    'late_instalment.body':
      'Hello {name},\n\nof what we agreed, {amount} was due on {due} and has not reached us yet.\nPay by card here: {link}\n\nIf you have paid already, please take no notice. If it does not work out this time, let us talk.\n\n{practice}',
  },
  FR: {
    'reminder.subject': 'Votre rendez-vous du {day}',
    'reminder.body':
      'Bonjour {name},\n\nnous vous rappelons votre rendez-vous du {day} à {time}.\nLieu : {place}\nAvec : {therapist}\n\nSi vous ne pouvez pas venir, merci de nous prévenir à temps.\n\n{practice}',
    'offer.subject': 'Une place se libère pour vous : {day}',
    'offer.body':
      'Bonjour {name},\n\nune place se libère pour vous : {day} à {time}, {place}, avec {therapist}.\nNous vous la gardons jusqu’au {until}.\n\nAcceptez-la ou refusez-la ici : {link}\nVous pouvez aussi simplement nous le dire.\n\n{practice}',
    'invoice.subject': 'Facture {number}',
    'invoice.body':
      'Bonjour {name},\n\nvous trouverez ci-joint la facture {number} du {day}, d’un total de {total}.\nÀ régler par vous : {amount}, au plus tard le {due}.\nPayer par carte : {link}\n\nSi quelque chose n’est pas juste, merci de nous le dire.\n\n{practice}',
    'planned_invoice.body':
      'Bonjour {name},\n\nvous trouverez ci-joint la facture {number} du {day}, d’un total de {total}.\nÀ régler par vous : {amount}, selon notre entente de paiement. Sa prochaine échéance, de {next}, est due le {due}.\nPayer par carte : {link}\n\nSi quelque chose n’est pas juste, merci de nous le dire.\n\n{practice}',
    'covered_invoice.body':
      'Bonjour {name},\n\nvous trouverez ci-joint la facture {number} du {day}, d’un total de {total}.\nVous n’avez rien à régler : ce qui reste dû est demandé à d’autres.\n\nSi quelque chose n’est pas juste, merci de nous le dire.\n\n{practice}',
    'settled_invoice.body':
      'Bonjour {name},\n\nvous trouverez ci-joint la facture {number} du {day}, d’un total de {total}.\nElle est réglée : il ne reste rien à payer.\n\nSi quelque chose n’est pas juste, merci de nous le dire.\n\n{practice}',
    'receipt.subject': 'Reçu {number}',
    'receipt.body':
      'Bonjour {name},\n\nmerci de votre paiement de {amount} du {day}. Le reçu {number} est ci-joint.\n\n{practice}',
    'others_receipt.body':
      'Bonjour {name},\n\nvous trouverez ci-joint le reçu {number} : {payer} a payé {amount} le {day}.\n\n{practice}',
    'statement.subject': 'Relevé de compte du {from} au {to}',
    'statement.body':
      'Bonjour {name},\n\nvous trouverez ci-joint votre relevé de compte du {from} au {to}. À régler au {to} : {amount}.\n\nSi quelque chose n’est pas juste, merci de nous le dire.\n\n{practice}',
    'planned_statement.body':
      'Bonjour {name},\n\nvous trouverez ci-joint votre relevé de compte du {from} au {to}. À régler au {to} : {amount}. Selon notre entente de paiement, {later} sont à régler plus tard.\n\nSi quelque chose n’est pas juste, merci de nous le dire.\n\n{practice}',
    'credit_statement.body':
      'Bonjour {name},\n\nvous trouverez ci-joint votre relevé de compte du {from} au {to}. En votre faveur au {to} : {amount}.\n\nSi quelque chose n’est pas juste, merci de nous le dire.\n\n{practice}',
    'settled_statement.body':
      'Bonjour {name},\n\nvous trouverez ci-joint votre relevé de compte du {from} au {to}. Au {to}, il ne reste rien à payer.\n\nSi quelque chose n’est pas juste, merci de nous le dire.\n\n{practice}',
    'instalment.subject': 'Une échéance est due le {due}',
    'instalment.body':
      'Bonjour {name},\n\ncomme convenu, {amount} sont à régler le {due}.\nPayer par carte : {link}\n\nSi vous avez déjà payé, ou si ce n’est pas possible cette fois, merci de nous le dire.\n\n{practice}',
    'late_instalment.subject': 'Une échéance était due le {due}',
    'late_instalment.body':
      'Bonjour {name},\n\nselon notre accord, {amount} étaient à régler le {due} et ne nous sont pas encore parvenus.\nPayer par carte : {link}\n\nSi vous avez déjà payé, ne tenez pas compte de ce message. Si ce n’est pas possible cette fois, parlons-en.\n\n{practice}',
  },
  ES: {
    'reminder.subject': 'Su cita del {day}',
    'reminder.body':
      'Hola, {name}:\n\nle recordamos su cita del {day} a las {time}.\nLugar: {place}\nCon: {therapist}\n\nSi no puede venir, avísenos con tiempo, por favor.\n\n{practice}',
    'offer.subject': 'Hay una hora libre para usted: {day}',
    'offer.body':
      'Hola, {name}:\n\nhay una hora libre para usted: {day} a las {time}, {place}, con {therapist}.\nSe la guardamos hasta el {until}.\n\nAcéptela o rechácela aquí: {link}\nO simplemente díganoslo.\n\n{practice}',
    'invoice.subject': 'Factura {number}',
    'invoice.body':
      'Hola, {name}:\n\nadjuntamos la factura {number} del {day} por un total de {total}.\nA pagar por usted: {amount}, con vencimiento el {due}.\nPagar con tarjeta: {link}\n\nSi algo no es correcto, díganoslo, por favor.\n\n{practice}',
    'planned_invoice.body':
      'Hola, {name}:\n\nadjuntamos la factura {number} del {day} por un total de {total}.\nA pagar por usted: {amount}, según nuestro plan de pagos. Su próximo plazo, de {next}, vence el {due}.\nPagar con tarjeta: {link}\n\nSi algo no es correcto, díganoslo, por favor.\n\n{practice}',
    'covered_invoice.body':
      'Hola, {name}:\n\nadjuntamos la factura {number} del {day} por un total de {total}.\nUsted no tiene nada que pagar: lo pendiente se pide a otros.\n\nSi algo no es correcto, díganoslo, por favor.\n\n{practice}',
    'settled_invoice.body':
      'Hola, {name}:\n\nadjuntamos la factura {number} del {day} por un total de {total}.\nEstá liquidada: no queda nada por pagar.\n\nSi algo no es correcto, díganoslo, por favor.\n\n{practice}',
    'receipt.subject': 'Recibo {number}',
    'receipt.body': 'Hola, {name}:\n\ngracias por su pago de {amount} del {day}. Adjuntamos el recibo {number}.\n\n{practice}',
    'others_receipt.body': 'Hola, {name}:\n\nadjuntamos el recibo {number}: {payer} pagó {amount} el {day}.\n\n{practice}',
    'statement.subject': 'Estado de cuenta del {from} al {to}',
    'statement.body':
      'Hola, {name}:\n\nadjuntamos su estado de cuenta del {from} al {to}. A pagar al {to}: {amount}.\n\nSi algo no es correcto, díganoslo, por favor.\n\n{practice}',
    'planned_statement.body':
      'Hola, {name}:\n\nadjuntamos su estado de cuenta del {from} al {to}. A pagar hasta el {to}: {amount}. Según nuestro plan de pagos, {later} se pagan más adelante.\n\nSi algo no es correcto, díganoslo, por favor.\n\n{practice}',
    'credit_statement.body':
      'Hola, {name}:\n\nadjuntamos su estado de cuenta del {from} al {to}. A su favor al {to}: {amount}.\n\nSi algo no es correcto, díganoslo, por favor.\n\n{practice}',
    'settled_statement.body':
      'Hola, {name}:\n\nadjuntamos su estado de cuenta del {from} al {to}. Al {to} no queda nada por pagar.\n\nSi algo no es correcto, díganoslo, por favor.\n\n{practice}',
    'instalment.subject': 'Un plazo vence el {due}',
    'instalment.body':
      'Hola, {name}:\n\nsegún lo acordado, {amount} vencen el {due}.\nPagar con tarjeta: {link}\n\nSi ya pagó, o esta vez no es posible, díganoslo, por favor.\n\n{practice}',
    'late_instalment.subject': 'Un plazo venció el {due}',
    'late_instalment.body':
      'Hola, {name}:\n\nsegún lo acordado, {amount} vencieron el {due} y todavía no nos han llegado.\nPagar con tarjeta: {link}\n\nSi ya pagó, no haga caso de este mensaje. Si esta vez no es posible, hablemos.\n\n{practice}',
  },
};

export type Texts = (name: TextName, language: LanguageCode) => { text: string; language: LanguageCode };

/**
 * The texts as the practice has them: in the language asked for, else in the practice's own, else in English; and where a row
 * is missing, as a new practice has them. One statement.
 */
export async function readTexts(ctx: Ctx): Promise<Texts> {
  const practice = await ctx.db.practice.findFirst({ orderBy: { id: 'asc' }, select: { primaryLanguage: true } });
  const rows = await ctx.db.contentTranslation.findMany({
    where: { contentType: CONTENT_TYPE },
    select: { contentId: true, language: true, translatedContent: true },
    take: 1000,
  });
  const known = new Map(rows.map((row) => [`${row.contentId} ${row.language}`, row.translatedContent]));
  return (name, wanted) => {
    for (const language of new Set([wanted, practice?.primaryLanguage ?? 'EN', 'EN' as const])) {
      const text = known.get(`${name} ${language}`) ?? TEXTS[language]?.[name];
      if (text) return { text, language };
    }
    return { text: TEXTS.EN?.[name] ?? '', language: 'EN' };
  };
}

/**
 * Puts values into a text's braces. A line in which nothing that it names has a value (null, or blank) goes as a whole, and leaves no
 * gap; where something else in it has one, what is missing goes with the comma before it.
 */
export function filled(text: string, values: Readonly<Record<string, string | null>>): string {
  const isMissing = (name: string): boolean => name in values && !values[name]?.trim();
  const lines: string[] = [];
  let gone = false;
  for (const line of text.split('\n')) {
    const names = [...line.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    if (names.length > 0 && names.every(isMissing)) {
      gone = true;
      continue;
    }
    const isSecondGap = gone && line.trim() === '' && (lines.at(-1) ?? '').trim() === '';
    if (line.trim() !== '') gone = false;
    if (isSecondGap) continue;
    const shown = names.filter(isMissing).reduce((left, name) => withoutName(left, name), line);
    lines.push(shown.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole));
  }
  return gone ? lines.join('\n').trimEnd() : lines.join('\n');
}

/** The line without that name, and without the comma that set it off. */
const withoutName = (line: string, name: string): string =>
  line.replaceAll(new RegExp(`\\s*,\\s*\\{${name}\\}|^\\{${name}\\}\\s*,\\s*| ?\\{${name}\\}`, 'g'), '');

/**
 * A day and a time of day as that language writes them, on the clock of the place; as the practice writes them, where it is the
 * practice's own language.
 */
export function spoken(
  instant: Date,
  zone: string,
  language: LanguageCode,
  practice: FormatSettings,
): { day: string; time: string } {
  // The one code that is a country's: Ukrainian.
  const spokenHere = language === 'UK' ? 'uk' : language.toLowerCase();
  const own = formatsOf(practice);
  const isOwn = own.locale.split('-', 1)[0] === spokenHere;
  const locale = isOwn ? own.locale : spokenHere;
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const time = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(isOwn && { hourCycle: own.hourCycle }),
  });
  return { day: day.format(instant), time: time.format(instant) };
}
