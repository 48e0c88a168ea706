/** The line of an address that names the town, in the order of its country. Pure. */

export interface Town {
  city: string | null;
  /** State or province. */
  state: string | null;
  zip: string | null;
}

const joined = (separator: string, ...parts: readonly (string | null)[]): string =>
  parts.flatMap((part) => part?.trim() || []).join(separator);

/** `Montréal QC  H2X 1Y4` in Canada, whose post wants two blanks; `75001 Paris` in France; `28801 Alcalá (Madrid)` in Spain; else `Boston, MA 02110`. */
export function townLine({ city, state, zip }: Town, country: string): string {
  switch (country) {
    case 'CA':
      return joined('  ', joined(' ', city, state), zip);
    case 'FR':
      return joined(' ', zip, city);
    case 'ES':
      return joined(' ', zip, city, state && state !== city ? `(${state})` : null);
    default:
      return joined(', ', city, joined(' ', state, zip));
  }
}
