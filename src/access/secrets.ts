/** Columns that are written but never read out: not in an answer, a list, a search, an export, an audit event or a log. */
const secrets = new Map<string, readonly string[]>();

/** Tells a kind's secret columns, none where it has none: its description says them. */
export function keepSecret(kind: string, fields: readonly string[]): void {
  secrets.set(kind, fields);
}

/** The names of the kind's secret columns. Throws for a kind of which nobody told: then nothing of it may be read out. */
export function secretFields(kind: string): readonly string[] {
  const fields = secrets.get(kind);
  if (!fields) throw new Error(`${kind} has no description: src/house.ts is not loaded, or does not list it.`);
  return fields;
}
