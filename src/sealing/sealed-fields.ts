/** Which columns are kept sealed, and whose each is: the descriptions of the tables say so. */
export interface SealedFields {
  fields: readonly string[];
  /** The column with the client whose key they hang off; null where they are the practice's. */
  client: string | null;
}

const declared = new Map<string, SealedFields>();

/** Tells a kind's sealed columns: its description says them. */
export function keepSealed(kind: string, sealed: SealedFields | undefined): void {
  if (sealed) declared.set(kind, sealed);
}

/** A kind's sealed columns; undefined where it has none. */
export const sealedFields = (kind: string): SealedFields | undefined => declared.get(kind);

/** All kinds that have some. */
export const sealedKinds = (): readonly (readonly [string, SealedFields])[] => [...declared];
