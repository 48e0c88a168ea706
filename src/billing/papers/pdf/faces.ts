/** The type in which papers are set: for each script the face that has its letters. All are embedded, the letters that occur alone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Weight = 'regular' | 'bold';

const require = createRequire(import.meta.url);

type Files = readonly [home: string, regular: string, bold: string];

const noto = (script: string, file: string): Files => [
  `@expo-google-fonts/noto-sans-${script}`,
  `400Regular/NotoSans${file}_400Regular.ttf`,
  `700Bold/NotoSans${file}_700Bold.ttf`,
];

/** Their packages, and the files there, regular and bold. In the order in which they are asked: the first that has a letter sets it. */
const FACES = {
  // Latin, Greek, Cyrillic, Devanagari.
  latin: ['@embedpdf/fonts-latin', '../fonts/NotoSans-Regular.ttf', '../fonts/NotoSans-Bold.ttf'],
  hebrew: ['@embedpdf/fonts-hebrew', '../fonts/NotoSansHebrew-Regular.ttf', '../fonts/NotoSansHebrew-Bold.ttf'],
  arabic: ['@embedpdf/fonts-arabic', '../fonts/NotoNaskhArabic-Regular.ttf', '../fonts/NotoNaskhArabic-Bold.ttf'],
  gurmukhi: noto('gurmukhi', 'Gurmukhi'),
  armenian: noto('armenian', 'Armenian'),
  bengali: noto('bengali', 'Bengali'),
  ethiopic: noto('ethiopic', 'Ethiopic'),
  georgian: noto('georgian', 'Georgian'),
  tamil: noto('tamil', 'Tamil'),
  thai: noto('thai', 'Thai'),
  // Chinese in both writings, and kana.
  han: ['@embedpdf/fonts-sc', '../fonts/NotoSansHans-Regular.otf', '../fonts/NotoSansHans-Bold.otf'],
  hangul: ['@embedpdf/fonts-kr', '../fonts/NotoSansKR-Regular.otf', '../fonts/NotoSansKR-Bold.otf'],
} as const satisfies Readonly<Record<string, Files>>;
export type Face = keyof typeof FACES;
const ORDER = Object.keys(FACES) as Face[];

/** What of a font's own object is used: pdfkit's types do not tell of it. */
interface FontFile {
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string, features?: unknown, script?: string, language?: string, direction?: string): unknown;
  _layoutEngine: { engine?: { GPOSProcessor?: MarkPlacing | null } | null };
}

/** Where marks are put on letters. */
interface MarkPlacing {
  applyAnchor(mark: { markAnchor: object | null }, base: object | null, letter: number): void;
}

/** A font need not say where a mark stands on each letter: then it stays where it is. fontkit fails instead, as of Gurmukhi's subjoined ra. */
function mendMarks({ _layoutEngine: { engine } }: FontFile): void {
  const placing = engine?.GPOSProcessor;
  if (!placing) return;
  const apply = placing.applyAnchor.bind(placing);
  placing.applyAnchor = (mark, base, letter) => {
    if (base !== null && mark.markAnchor !== null) apply(mark, base, letter);
  };
}

/** Asks for a run from right to left: the one feature that is ours to set, and no font of these has it. */
export const RIGHT_TO_LEFT = 'rtla';

/** Has no look of its own. */
const UNSEEN = /[\s\p{C}\p{Variation_Selector}]/u;

const LATIN = /^[\p{Script=Latin}\p{Script=Common}]*$/u;

/** Thai's am is a ring above its letter, below the mark of the tone, and the sign behind: fonts ask for them in this order. */
const spelled = (text: string): string => text.replace(/([\u0e31\u0e34-\u0e37\u0e47-\u0e4e]{0,3})\u0e33/g, '\u0e4d$1\u0e32');

const read = new Map<string, Buffer>();
function fileOf(face: Face, weight: Weight): Buffer {
  const [home, regular, bold] = FACES[face];
  const path = join(dirname(require.resolve(home)), weight === 'bold' ? bold : regular);
  const known = read.get(path) ?? readFileSync(path);
  read.set(path, known);
  return known;
}

/** The faces of one document, each opened when the first letter asks for it. */
export class Faces {
  private readonly open = new Map<string, FontFile>();
  private readonly widths = new Map<string, number>();
  private readonly found = new Map<number, Face>();
  /** Letters that no face has: they stand there as empty boxes. */
  readonly missing = new Set<string>();

  constructor(private readonly doc: PDFKit.PDFDocument) {}

  private font(face: Face, weight: Weight): FontFile {
    const name = `${face} ${weight}`;
    const known = this.open.get(name);
    if (known) return known;
    this.doc.registerFont(name, fileOf(face, weight)).font(name);
    const { font } = (this.doc as unknown as { _font: { font: FontFile } })._font;
    // A font goes by the script of its letters; digits of Arabic are read from left to right all the same. Who calls knows the direction.
    mendMarks(font);
    const layout = font.layout.bind(font);
    font.layout = (text, features) => {
      const rtl = Array.isArray(features) && features.includes(RIGHT_TO_LEFT);
      // Letters with marks stay one letter, which a reader's program finds as such.
      return layout(spelled(text), LATIN.test(text) ? { ccmp: false } : [], undefined, undefined, rtl ? 'rtl' : 'ltr');
    };
    this.open.set(name, font);
    return font;
  }

  /** The face that sets this letter: that of the letter before where it can, else the first that has it. */
  faceOf(codePoint: number, before: Face | undefined, common: boolean): Face {
    if (common && before && this.font(before, 'regular').hasGlyphForCodePoint(codePoint)) return before;
    let face = this.found.get(codePoint);
    if (!face) {
      face = ORDER.find((one) => this.font(one, 'regular').hasGlyphForCodePoint(codePoint));
      if (!face && !UNSEEN.test(String.fromCodePoint(codePoint))) this.missing.add(String.fromCodePoint(codePoint));
      face ??= 'latin';
      this.found.set(codePoint, face);
    }
    return face;
  }

  /** Makes it the document's font. */
  use(face: Face, weight: Weight, size: number): void {
    this.font(face, weight);
    this.doc.font(`${face} ${weight}`).fontSize(size);
  }

  /** How wide a run is, in points. */
  widthOf(text: string, face: Face, weight: Weight, size: number, rtl: boolean): number {
    const key = `${face} ${weight} ${rtl} ${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known * size;
    this.use(face, weight, 1);
    const width = this.doc.widthOfString(text, rtl ? { features: [RIGHT_TO_LEFT] } : {});
    this.widths.set(key, width);
    return width * size;
  }
}
