/** Which letters papers cannot draw: those of writings for which the program brings no typeface. Pure. */

/** The writings of papers' typefaces (`src/billing/papers/pdf/faces.ts`), which a test holds against these. */
export const DRAWN_SCRIPTS = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Devanagari',
  'Hebrew',
  'Arabic',
  'Gurmukhi',
  'Armenian',
  'Bengali',
  'Ethiopic',
  'Georgian',
  'Tamil',
  'Thai',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
] as const;

const ANY = ['Common', 'Inherited'];

/** A letter or mark of another writing; pictures are drawn as little. */
const UNDRAWN = new RegExp(
  `(?!${[...DRAWN_SCRIPTS, ...ANY].map((script) => `\\p{scx=${script}}`).join('|')})[\\p{L}\\p{M}]|\\p{Emoji_Presentation}`,
  'gu',
);

/** What of these texts stands on paper as an empty box, each letter once, in the order in which they come. */
export const undrawnIn = (...texts: readonly (string | null | undefined)[]): string[] => [
  ...new Set(texts.flatMap((text) => (text ?? '').normalize('NFC').match(UNDRAWN) ?? [])),
];

const MOST_SHOWN = 20;

/** What the office is told of such letters; undefined where there are none. */
export function saidOfUndrawn(letters: readonly string[]): string | undefined {
  if (letters.length === 0) return undefined;
  const shown = letters.slice(0, MOST_SHOWN).join(' ') + (letters.length > MOST_SHOWN ? ' …' : '');
  return letters.length === 1
    ? `1 letter cannot be drawn on paper: ${shown}`
    : `${letters.length} letters cannot be drawn on paper: ${shown}`;
}
