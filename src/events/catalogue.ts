/**
 * The catalogue of events, as types. A feature declares its own in `<feature>.events.ts` and adds them here by declaration merging, so
 * that a wrong name or a missing value does not compile; src/house.ts gathers them for the program.
 */
import type { Prisma } from '../generated/prisma/index.js';
import type { Piece, ValueOf } from './pieces.js';

/** One kind of event. */
export interface EventSpec {
  /** Goes up when what is told changes so that a reader must know. */
  version: number;
  /** The kind of record that it happened to. */
  of: Prisma.ModelName;
  /** For people: "A client was added." */
  says: string;
  /** What is told beside the record. */
  data?: Readonly<Record<string, Piece<unknown>>>;
  /** Tells in `changed` which fields differ; nothing is told where none does. */
  changes?: true;
}

/** Every feature's declared events, each under a key of its own: `interface Catalogue { rooms: typeof roomEvents }`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the features fill it
export interface Catalogue {}

type Declared = Catalogue[keyof Catalogue];
type NamesIn<Group> = Group extends unknown ? Extract<keyof Group, string> : never;

/** `client.updated`: the record's kind, and what happened to it. */
export type EventName = NamesIn<Declared>;

export type SpecOf<Name extends EventName> = Name extends unknown ? SpecIn<Declared, Name> : never;
type SpecIn<Group, Name extends string> = Group extends Record<Name, infer Spec> ? Spec : never;

/** What that event tells beside its record, in the use case's terms. */
export type DataOf<Name extends EventName> =
  SpecOf<Name> extends { data: infer Data } ? { readonly [Field in keyof Data]: ValueOf<Data[Field]> } : Record<never, never>;

/** Declares the events of one feature. */
export const declareEvents = <const Specs extends Readonly<Record<string, EventSpec>>>(specs: Specs): Specs => specs;
