/** Text as lines of runs: broken to a width, each run of one face and one direction, in the order in which it is seen. */
import bidiFactory, { type Bidi, type EmbeddingLevels } from 'bidi-js';
import type { Face, Faces, Weight } from './faces.js';

// Its types tell of an ES module, its file is the function itself.
const bidi = (bidiFactory as unknown as () => Bidi)();

export interface Run {
  text: string;
  face: Face;
  rtl: boolean;
  width: number;
}

export interface Line {
  runs: Run[];
  width: number;
  /** Whether the paragraph begins at the right. */
  rtl: boolean;
}

export interface Type {
  size: number;
  weight: Weight;
}

/** Steering characters say nothing on paper; joiners shape the letters beside them, isolates keep a text in an order of its own. */
const UNSEEN = /(?![\n\u200c\u200d\u2066-\u2069])[\p{Cc}\p{Cf}]/gu;
/** These have said what they have to say once the order is known. */
const ISOLATES = /[\u2066-\u2069]/g;
const COMMON = /[\s\p{M}\p{P}\u200c\u200d\u2066-\u2069]/u;
/** Letters of scripts that know no blanks: a line may end after each. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff00-\\uffef';
/** What stays together on a line: blanks, one such letter, a word. A blank that is not to be broken is part of its word. */
const PIECES = new RegExp(`[^\\S\\u00a0\\u202f]+|[${UNSPACED}]|(?:[\\u00a0\\u202f]|[^\\s${UNSPACED}])+`, 'gu');
/** Thai writes words without blanks between. */
const THAI = /\p{Script=Thai}/u;
const words = new Intl.Segmenter('th', { granularity: 'word' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The face of each code unit. */
function facesOf(text: string, faces: Faces): Face[] {
  const found: Face[] = [];
  let before: Face | undefined;
  for (const letter of text) {
    const face = faces.faceOf(letter.codePointAt(0) ?? 0, before, COMMON.test(letter));
    before = face;
    found.push(...Array.from({ length: letter.length }, () => face));
  }
  return found;
}

interface Paragraph {
  text: string;
  faces: Face[];
  levels: Uint8Array;
  embedding: EmbeddingLevels;
  rtl: boolean;
}

function paragraphOf(text: string, faces: Faces): Paragraph {
  const embedding = bidi.getEmbeddingLevels(text);
  const { levels, paragraphs } = embedding;
  return { text, faces: facesOf(text, faces), levels, embedding, rtl: ((paragraphs[0]?.level ?? 0) & 1) === 1 };
}

const isRtl = (level: number | undefined): boolean => ((level ?? 0) & 1) === 1;

/** Stretches of one face and direction, in the order of reading; as wide as they will be. */
function widthOf({ text, faces: of, levels }: Paragraph, start: number, end: number, type: Type, faces: Faces): number {
  let width = 0;
  for (let at = start; at < end;) {
    let next = at + 1;
    while (next < end && of[next] === of[at] && isRtl(levels[next]) === isRtl(levels[at])) next++;
    width += faces.widthOf(text.slice(at, next).replace(ISOLATES, ''), of[at] as Face, type.weight, type.size, isRtl(levels[at]));
    at = next;
  }
  return width;
}

/** One line, in the order in which it is seen from left to right. */
function lineOf(paragraph: Paragraph, start: number, end: number, type: Type, faces: Faces): Line {
  const { text, faces: of, levels, embedding, rtl } = paragraph;
  if (end <= start) return { runs: [], width: 0, rtl };
  const seen = Array.from({ length: end - start }, (_, index) => start + index);
  for (const [from = start, to = start] of bidi.getReorderSegments(text, embedding, start, end - 1)) {
    const turned = seen.slice(from - start, to - start + 1).reverse();
    seen.splice(from - start, turned.length, ...turned);
  }
  const runs: Run[] = [];
  for (let at = 0; at < seen.length;) {
    const first = seen[at] as number;
    const turned = isRtl(levels[first]);
    const step = turned ? -1 : 1;
    let next = at + 1;
    while (
      next < seen.length &&
      seen[next] === first + (next - at) * step &&
      of[seen[next] as number] === of[first] &&
      isRtl(levels[seen[next] as number]) === turned
    )
      next++;
    const last = seen[next - 1] as number;
    const [from, to] = turned ? [last, first] : [first, last];
    const said = (turned ? mirrored(text, from, to) : text.slice(from, to + 1)).replace(ISOLATES, '');
    const face = of[first] as Face;
    if (said) runs.push({ text: said, face, rtl: turned, width: faces.widthOf(said, face, type.weight, type.size, turned) });
    at = next;
  }
  return { runs, width: runs.reduce((sum, run) => sum + run.width, 0), rtl };
}

/** Brackets open the other way from right to left. */
const mirrored = (text: string, from: number, to: number): string =>
  [...text.slice(from, to + 1)].map((letter) => bidi.getMirroredCharacter(letter) ?? letter).join('');

/** What stays together on a line, with its place. */
function* piecesOf(text: string): Generator<{ piece: string; index: number }> {
  for (const { 0: piece, index } of text.matchAll(PIECES)) {
    if (!THAI.test(piece)) yield { piece, index };
    else for (const { segment, index: within } of words.segment(piece)) yield { piece: segment, index: index + within };
  }
}

/** Where the lines of a paragraph begin and end. */
function breaks(paragraph: Paragraph, width: number, type: Type, faces: Faces): [number, number][] {
  const { text } = paragraph;
  const lines: [number, number][] = [];
  let start = 0;
  let used = 0;
  const close = (end: number, next: number): void => {
    lines.push([start, end]);
    start = next;
    used = 0;
  };
  for (const { piece, index } of piecesOf(text)) {
    const end = index + piece.length;
    const wide = widthOf(paragraph, index, end, type, faces);
    if (used + wide <= width || piece.trim() === '') {
      used += wide;
      continue;
    }
    if (index > start) close(index, index);
    if (wide <= width) {
      used = wide;
      continue;
    }
    // One word that is wider than the line is torn: after a hyphen, where it has one.
    let hyphen = start;
    for (const { segment, index: within } of graphemes.segment(piece)) {
      const at = index + within;
      const letter = widthOf(paragraph, at, at + segment.length, type, faces);
      if (used + letter > width && at > start) {
        const cut = hyphen > start ? hyphen : at;
        close(cut, cut);
        used = widthOf(paragraph, cut, at, type, faces);
      }
      used += letter;
      if (segment === '-') hyphen = at + 1;
    }
  }
  lines.push([start, text.length]);
  return lines;
}

const BLANK = /\s/;

/** The lines of a text in so many points of width. */
export function linesOf(text: string, width: number, type: Type, faces: Faces): Line[] {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSEEN, '')
    .split('\n')
    .flatMap((one) => {
      const paragraph = paragraphOf(one, faces);
      return breaks(paragraph, width, type, faces).map(([from, to]) => {
        let start = from;
        let end = to;
        while (end > start && BLANK.test(one.charAt(end - 1))) end--;
        while (start < end && from > 0 && BLANK.test(one.charAt(start))) start++;
        return lineOf(paragraph, start, end, type, faces);
      });
    });
}
