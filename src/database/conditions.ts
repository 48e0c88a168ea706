/**
 * What a list asks for. It begins with whose rows may be seen at all, which can't be left out; then each filter is a line, and adds nothing
 * where the query does not give it.
 */
import { Binding } from './binding.js';

/** The conditions under which the actor may see a row, their values taken by the binding. */
export type Scope = (binding: Binding) => readonly string[];

/** Of lists whose rows are nobody's: whoever may read the list sees all of it. */
export const UNSCOPED: Scope = () => [];

type Comparison = '<' | '<=' | '>=' | '>';

/** Conditions of one statement, and their values. The SQL comes from code alone. */
export class Conditions {
  readonly binding = new Binding();
  private readonly parts: string[];

  /** @param scope whose rows they are; UNSCOPED says that they are nobody's */
  constructor(scope: Scope) {
    this.parts = [...scope(this.binding)];
  }

  /** A condition that the list always has. */
  and(condition: string): this {
    this.parts.push(condition);
    return this;
  }

  /** A filter of any form: `sql` is asked for it where there is a value. */
  given<Value>(value: Value | undefined, sql: (value: Value, binding: Binding) => string): this {
    return value === undefined ? this : this.and(sql(value, this.binding));
  }

  /** @param type of PostgreSQL, where it is not clear from the expression: of an enum, say */
  is(expression: string, value: string | boolean | undefined, type?: string): this {
    return this.given(value, (wanted, { bind }) => `${expression} = ${bind(wanted)}${type ? `::${type}` : ''}`);
  }

  /** One of several; none given asks for nothing. One alone is found in the order of the list by an index; several are not. */
  among(expression: string, values: readonly string[] | undefined, type: string): this {
    if (!values?.length) return this;
    if (values.length === 1) return this.is(expression, values[0], type);
    return this.given(values, (wanted, { bind }) => `${expression} = ANY(${bind(wanted)}::${type}[])`);
  }

  id(expression: string, id: bigint | undefined): this {
    return this.given(id, (wanted, binding) => `${expression} = ${binding.id(wanted)}`);
  }

  /** As `id`, for any of several; none given asks for nothing. */
  ids(expression: string, ids: readonly bigint[] | undefined): this {
    return this.given(ids?.length ? ids : undefined, (wanted, binding) => `${expression} = ANY(${binding.ids(wanted)})`);
  }

  instant(expression: string, comparison: Comparison, instant: Date | undefined): this {
    return this.given(instant, (wanted, binding) => `${expression} ${comparison} ${binding.instant(wanted)}`);
  }

  /** @param day midnight UTC of that day of the calendar */
  day(expression: string, comparison: Comparison, day: Date | undefined): this {
    return this.given(day, (wanted, binding) => `${expression} ${comparison} ${binding.day(wanted)}`);
  }

  /** @param least a whole number */
  atLeast(expression: string, least: number | undefined): this {
    return this.given(least, (wanted, { bind }) => `${expression} >= ${bind(wanted)}::integer`);
  }

  /** One by one. */
  get all(): readonly string[] {
    return this.parts;
  }

  /** All of them, for a WHERE; `true` where there are none. */
  get sql(): string {
    return this.parts.join(' AND ') || 'true';
  }

  get values(): unknown[] {
    return this.binding.values;
  }
}
