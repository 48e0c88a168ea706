/**
 * What an event may tell beside its record: ids, moments, states and codes. There is no piece for a name or a text that is stored, so
 * patient data cannot get into an event.
 */

/** As it is stored and handed on. */
export type Told = string | number | boolean | null | Told[];

/** One value of an event, from the use case's terms to what is stored. */
export interface Piece<Value> {
  /** For the catalogue: "id", "one of CLIENT, THERAPIST". */
  readonly words: string;
  tell(value: Value): Told;
  /** Goes to listeners, and is not stored. */
  readonly passing?: true;
}

/** The value that a piece takes. */
export type ValueOf<P> = P extends Piece<infer Value> ? Value : never;

/** A record's id: bigint in the use case, its digits in the event. */
export const anId: Piece<bigint> = { words: 'id', tell: String };

/** An instant: ISO 8601 in UTC. */
export const anInstant: Piece<Date> = { words: 'instant', tell: (value) => value.toISOString() };

/** Yes or no. */
export const aFlag: Piece<boolean> = { words: 'true or false', tell: (value) => value };

/** One word of a closed list. Throws for any other: a text that is none must not be stored. */
export function oneOf<const Code extends string>(codes: readonly Code[]): Piece<Code> {
  const known = new Set<string>(codes);
  return {
    words: `one of ${codes.join(', ')}`,
    tell: (value) => {
      if (!known.has(value)) throw new Error(`An event may tell one of ${codes.join(', ')} here, and nothing else.`);
      return value;
    },
  };
}

/** The same, or null for none. */
export function orNone<Value>(piece: Piece<Value>): Piece<Value | null> {
  return { words: `${piece.words}, or null`, tell: (value) => (value === null ? null : piece.tell(value)) };
}

/** Any number of them. */
export function listOf<Value>(piece: Piece<Value>): Piece<readonly Value[]> {
  return { words: `list: ${piece.words}`, tell: (values) => values.map((value) => piece.tell(value)) };
}

/** A secret that has to go out, and is nowhere kept: a token. Listeners get it; it is not stored with the event. */
export const inPassing: Piece<string> = { words: 'for listeners alone, never stored', tell: () => null, passing: true };
