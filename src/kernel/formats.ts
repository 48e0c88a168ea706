/**
 * How days, times, numbers and money are written for people: the one place that makes Intl's formats. The practice's settings decide,
 * not the browser: two people at one desk read the same. Pure.
 */

/** What the practice chose: columns of its row. */
export interface FormatSettings {
  /** BCP 47, `en-CA`. What Intl refuses is mended or passed over. */
  locale: string;
  /** ISO 4217, `CAD`. */
  currency: string;
  clock: 'HOUR_12' | 'HOUR_24';
  firstDayOfWeek: 'SATURDAY' | 'SUNDAY' | 'MONDAY';
}

export interface Formats {
  /** One that Intl takes. */
  readonly locale: string;
  /** Of a week: 0 is Sunday, 6 Saturday. */
  readonly firstDay: number;
  /** For whoever makes formats by options alone: the calendar's library. */
  readonly hourCycle: 'h12' | 'h23';
  /** `2026-03-08` as `Mar 8, 2026`; never shifted by a zone. What is no day stays as it is. */
  day(text: string): string;
  /** `Monday, November 23`; never shifted by a zone. */
  weekday(text: string): string;
  /** The day that the clocks of the zone show, as `day` writes it. */
  dayOf(instant: Date, zone: string): string;
  /** `Sun, Mar 8`, on the clocks of the zone. */
  shortDay(instant: Date, zone: string): string;
  /** `November 2026` */
  month(day: string): string;
  /** `Sun, March 8, 2026` */
  longDay(day: string): string;
  /** `Mar 2 – 8, 2026`, both days included. */
  days(first: string, last: string): string;
  /** `Mar 8, 2026, 9:00 AM` on the clocks of the zone. */
  instant(instant: Date, zone: string): string;
  /** As `instant`, with seconds: when a machine did something. */
  precise(instant: Date, zone: string): string;
  /** `9:00 AM` */
  clock(instant: Date, zone: string): string;
  /** `9:00 – 9:50 AM` */
  span(start: Date, end: Date, zone: string): string;
  /** `Tue, Mar 3, 2026, 9:00 – 9:50 AM` */
  times(start: Date, end: Date, zone: string): string;
  /** A time of the wall clock without a day: `17:30` as `5:30 PM`. */
  wall(text: string): string;
  /** An amount as the API writes it, `"1234.50"`, exactly: `CA$1,234.50`. */
  money(amount: string): string;
  /** A decimal text with its own number of digits after the point, exactly. */
  decimal(text: string): string;
  number(value: number, digits?: number): string;
}

const FALLBACK = 'en-US';

function accepted(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/**
 * The wish as Intl takes it. A POSIX name is read as what it means: `en_US.UTF-8` and `en-US@posix` are `en-US`. English for what means
 * nothing.
 */
export function usableLocale(wish: string): string {
  return accepted(wish) ?? accepted((wish.split(/[.@]/, 1)[0] ?? '').replaceAll('_', '-')) ?? FALLBACK;
}

type Shape = Intl.DateTimeFormatOptions;
const DAY: Shape = { year: 'numeric', month: 'short', day: 'numeric' };
const CLOCK: Shape = { hour: 'numeric', minute: '2-digit' };
const asDate = (day: string): Date => new Date(`${day.slice(0, 10)}T00:00:00.000Z`);
const isReal = (date: Date): boolean => !Number.isNaN(date.getTime());

const FIRST_DAYS = { SATURDAY: 6, SUNDAY: 0, MONDAY: 1 } as const;

/** A currency that Intl doesn't know is a name beside the number. */
function moneyFormat(locale: string, currency: string): (amount: string) => string {
  try {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    // Text is taken digit by digit, never through a float; its type doesn't know yet.
    return (amount) => format.format(amount as unknown as number);
  } catch {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    return (amount) => `${format.format(amount as unknown as number)} ${currency}`;
  }
}

const NUMBER = /^-?\d+(?:\.(\d+))?$/;

function make(settings: FormatSettings): Formats {
  const locale = usableLocale(settings.locale);
  const hourCycle = settings.clock === 'HOUR_12' ? 'h12' : 'h23';
  const known = new Map<string, Intl.DateTimeFormat>();
  const dates = (name: string, zone: string, shape: Shape): Intl.DateTimeFormat => {
    const key = `${name} ${zone}`;
    const made =
      known.get(key) ?? new Intl.DateTimeFormat(locale, { ...shape, timeZone: zone, ...(shape.hour && { hourCycle }) });
    known.set(key, made);
    return made;
  };
  const ofDay =
    (name: string, shape: Shape) =>
    (day: string): string =>
      isReal(asDate(day)) ? dates(name, 'UTC', shape).format(asDate(day)) : day;
  const ofInstant =
    (name: string, shape: Shape) =>
    (instant: Date, zone: string): string =>
      isReal(instant) ? dates(name, zone, shape).format(instant) : '';
  const ofSpan =
    (name: string, shape: Shape) =>
    (start: Date, end: Date, zone: string): string =>
      isReal(start) && isReal(end) ? dates(name, zone, shape).formatRange(start, end) : '';
  const money = moneyFormat(locale, settings.currency);
  const day = ofDay('day', DAY);
  const clock = ofInstant('clock', CLOCK);
  return {
    locale,
    firstDay: FIRST_DAYS[settings.firstDayOfWeek],
    hourCycle,
    day,
    weekday: ofDay('weekday', { weekday: 'long', day: 'numeric', month: 'long' }),
    dayOf: ofInstant('dayOf', DAY),
    shortDay: ofInstant('shortDay', { weekday: 'short', day: 'numeric', month: 'short' }),
    month: ofDay('month', { month: 'long', year: 'numeric' }),
    longDay: ofDay('longDay', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }),
    days: (first, last) => dates('day', 'UTC', DAY).formatRange(asDate(first), asDate(last)),
    instant: ofInstant('instant', { ...DAY, ...CLOCK }),
    precise: ofInstant('precise', { ...DAY, ...CLOCK, second: '2-digit' }),
    clock,
    span: ofSpan('clock', CLOCK),
    times: ofSpan('times', { weekday: 'short', ...DAY, ...CLOCK }),
    wall: (text) => (/^\d{2}:\d{2}/.test(text) ? clock(new Date(`1970-01-01T${text.slice(0, 5)}:00.000Z`), 'UTC') || text : text),
    money: (amount) => (NUMBER.test(amount) ? money(amount) : amount),
    decimal: (text) => {
      const digits = NUMBER.exec(text)?.[1]?.length ?? 0;
      if (!NUMBER.test(text)) return text;
      const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      return format.format(text as unknown as number);
    },
    number: (value, digits) => new Intl.NumberFormat(locale, { maximumSignificantDigits: digits }).format(value),
  };
}

const made = new Map<string, Formats>();
const MOST = 100;

/** For whom no practice has chosen: what the columns have from the start. */
export const USUAL_FORMATS: FormatSettings = { locale: FALLBACK, currency: 'USD', clock: 'HOUR_12', firstDayOfWeek: 'SUNDAY' };

/** The formats for those settings; made once. */
export function formatsOf(settings: FormatSettings): Formats {
  const key = [settings.locale, settings.currency, settings.clock, settings.firstDayOfWeek].join(' ');
  const formats = made.get(key) ?? make(settings);
  if (made.size >= MOST) made.clear();
  made.set(key, formats);
  return formats;
}
