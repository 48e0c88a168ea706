/** The values of a statement, each behind its placeholder. */
import { fromDate } from '../kernel/time.js';

/** Collects values for a statement. */
export class Binding {
  readonly values: unknown[] = [];

  /** Takes a value, gives its placeholder. */
  readonly bind = (value: unknown): string => {
    this.values.push(value);
    return `$${this.values.length}`;
  };

  readonly id = (id: bigint): string => `${this.bind(String(id))}::bigint`;

  readonly ids = (ids: readonly bigint[]): string => `${this.bind(ids.map(String))}::text[]::bigint[]`;

  readonly instant = (instant: Date): string => `${this.bind(instant.toISOString())}::timestamp`;

  /** @param day midnight UTC of that day of the calendar */
  readonly day = (day: Date): string => `${this.bind(fromDate(day))}::date`;

  /** Places in `values` of what differs with each request: a cursor is not bound to it. */
  readonly passing = new Set<number>();

  /** `bind` for a value that differs with each request: the present time. */
  readonly bindPassing = (value: unknown): string => {
    this.passing.add(this.values.length);
    return this.bind(value);
  };
}
