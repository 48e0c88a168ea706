/** The values of a statement, each behind its placeholder. */
import { type Id, toId } from '../kernel/ids.js';
import { type CalendarDate, fromDate, type Instant, toDate, toInstant } from '../kernel/time.js';

/** Collects values for a statement. */
export class Binding {
  readonly values: unknown[] = [];

  /** Takes a value, gives its placeholder. */
  readonly bind = (value: unknown): string => {
    this.values.push(value);
    return `$${this.values.length}`;
  };

  /** An id. Throws 400 at `path` for a text that is none. */
  readonly id = (id: Id | bigint, path = 'id'): string =>
    `${this.bind(String(typeof id === 'string' ? toId(id, path) : id))}::bigint`;

  /** Several ids. Throws 400 at `path` and the place in it for a text that is none. */
  readonly ids = (ids: readonly (Id | bigint)[], path = 'ids'): string =>
    `${this.bind(ids.map((id, index) => String(typeof id === 'string' ? toId(id, `${path}.${index}`) : id)))}::text[]::bigint[]`;

  /** An instant. Throws 400 at `path` for a text that is none. */
  readonly instant = (instant: Instant | Date, path = 'instant'): string =>
    `${this.bind((typeof instant === 'string' ? toInstant(instant, path) : instant).toISOString())}::timestamp`;

  /** A day of the calendar. Throws 400 at `path` for a text that is none. */
  readonly day = (day: CalendarDate | Date, path = 'day'): string =>
    `${this.bind(fromDate(typeof day === 'string' ? toDate(day, path) : day))}::date`;

  /** Places in `values` of what differs with each request: a cursor is not bound to it. */
  readonly passing = new Set<number>();

  /** `bind` for a value that differs with each request: the present time. */
  readonly bindPassing = (value: unknown): string => {
    this.passing.add(this.values.length);
    return this.bind(value);
  };
}
