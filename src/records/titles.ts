/** The words of which a record's name is made: on the reader's clocks, in the practice's writing. */
export interface Sayer {
  /** A value as it is; '' for none. */
  text(value: unknown): string;
  day(value: unknown): string;
  /** The month in which a day lies: `June 2026`. */
  month(value: unknown): string;
  /** An instant on the reader's clock. */
  time(value: unknown): string;
  /** `09:00` as the practice writes it. */
  wall(value: unknown): string;
  money(value: unknown): string;
  /** A number with two decimals. */
  decimal(value: unknown): string;
  /** A word of the program in plain English: `NOSHOW` → `No-show`. */
  code(value: unknown): string;
  /** 1 (Monday) to 7. */
  weekday(value: unknown): string;
  /** `TU,TH` → `Tue, Thu` */
  weekdayCodes(value: unknown): string;
  /** What a record of that model is called. */
  kind(value: unknown): string;
  /** Those parts that are not empty, with ` – ` between them. */
  dashed(...parts: string[]): string;
  /** Those parts that are not empty, with a space between them. */
  spaced(...parts: string[]): string;
}

/** `Ellery, Robin`: clients, learners, caregivers. */
export const personName = ({ lastName, firstName }: { lastName?: unknown; firstName?: unknown }): string =>
  [lastName, firstName].filter((part) => typeof part === 'string' && part !== '').join(', ');
