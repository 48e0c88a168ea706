/** Who listens to what: plain data beside the feature that listens. src/house.ts hands all of it in. */
import type { Ctx } from '../access/context.js';
import type { DataOf, EventName, EventSpec } from './catalogue.js';

/** What happened, as a listener gets it. */
export interface Happening<Data = Readonly<Record<string, unknown>>> {
  name: EventName;
  /** The record's. */
  id: bigint | string;
  clientId: bigint | null;
  data: Data;
  /** The names of the fields that differ, where the event tells of a change. */
  changed: readonly string[];
}

/**
 * IN_TRANSACTION: as soon as it is said, in its transaction; what it throws undoes the change. For tables that must agree.
 * AFTER_COMMIT: when the change is durable; what it throws is logged, and the change stands. For notices and jobs.
 */
export type Moment = 'IN_TRANSACTION' | 'AFTER_COMMIT';

/** One listener, to one event. `on` makes it, and holds its function to what the event tells. */
export interface Listener {
  name: EventName;
  moment: Moment;
  listen(ctx: Ctx, happenings: readonly Happening[]): Promise<void>;
}

/**
 * Listens to an event.
 * @param listen gets all that one call of `emit` said, so that it asks the database once for all of them
 */
export function on<Name extends EventName>(
  name: Name,
  moment: Moment,
  listen: (ctx: Ctx, happenings: readonly Happening<DataOf<Name>>[]) => Promise<void>,
): Listener {
  return { name, moment, listen };
}

interface Book {
  specs: ReadonlyMap<string, EventSpec>;
  listeners: readonly Listener[];
}

let book: Book | undefined;

/**
 * Hands in what the house has: once a program, before the first event. Throws for an event that two features declare.
 * @param declared what each feature's `declareEvents` gave
 */
export function handInEvents(declared: readonly Readonly<Record<string, EventSpec>>[], listeners: readonly Listener[]): void {
  const specs = new Map<string, EventSpec>();
  for (const [name, spec] of declared.flatMap((group) => Object.entries(group))) {
    if (specs.has(name)) throw new Error(`The event ${name} is declared twice.`);
    specs.set(name, spec);
  }
  book = { specs, listeners };
}

function open(): Book {
  if (!book) throw new Error('No events were handed in: a program that changes records imports src/house.ts.');
  return book;
}

/** What an event of that name is. Throws for one that its feature declares and the house does not gather. */
export function specOf(name: EventName): EventSpec {
  const spec = open().specs.get(name);
  if (!spec) throw new Error(`The event ${name} is not gathered in src/house.ts.`);
  return spec;
}

/** Who listens to it at that moment, in the order in which the house names them. */
export const listenersTo = (name: EventName, moment: Moment): readonly Listener[] =>
  open().listeners.filter((one) => one.name === name && one.moment === moment);
