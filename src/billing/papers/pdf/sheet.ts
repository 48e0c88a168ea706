/** The sheet that is drawn on: lines of text at a place, rules, and how much room is left before the next page. */
import { type Faces, RIGHT_TO_LEFT } from './faces.js';
import { type Line, linesOf, type Type } from './lines.js';

export type Doc = PDFKit.PDFDocument;

export const INK = '#1f2a2e';
export const QUIET = '#5b6b70';
export const ACCENT = '#1f6f6b';
export const PALE = '#e8f1f0';
export const HAIR = '#cfd8da';

export const MARGIN = 50;
/** Below it stand the footer and the number of the page. */
const FOOT = 62;

/** How far lines are apart, in sizes of type: room for the marks above and below of every script. */
const LEADING = 1.38;
/** Where letters stand within a line. */
const BASELINE = 1.03;

/** Scripts whose letters are seen in another order, or as one with their neighbours. */
const SHAPED =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Gurmukhi}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Thai}]/u;

export type Align = 'left' | 'right' | 'center';

export const leadingOf = ({ size }: Type): number => size * LEADING;

export interface Place {
  x: number;
  y: number;
  width: number;
  align?: Align;
  color?: string;
}

export class Sheet {
  y = MARGIN;

  constructor(
    readonly doc: Doc,
    readonly faces: Faces,
  ) {}

  get width(): number {
    return this.doc.page.width - 2 * MARGIN;
  }

  get right(): number {
    return this.doc.page.width - MARGIN;
  }

  get bottom(): number {
    return this.doc.page.height - FOOT;
  }

  /** Whether so much still fits on the page. */
  fits(height: number): boolean {
    return this.y + height <= this.bottom;
  }

  lines(text: string, width: number, type: Type): Line[] {
    return linesOf(text, width, type, this.faces);
  }

  /** Draws lines one below the other; gives the height that they take. */
  put(lines: readonly Line[], type: Type, { x, y, width, align, color = INK }: Place): number {
    lines.forEach((line, index) => {
      const side = align ?? (line.rtl ? 'right' : 'left');
      const free = width - line.width;
      let at = x + (side === 'right' ? free : side === 'center' ? free / 2 : 0);
      for (const run of line.runs) {
        this.faces.use(run.face, type.weight, type.size);
        const shaped = SHAPED.test(run.text);
        // Whoever copies it, or has it read out, gets the letters in the order in which they are written.
        if (shaped) this.doc.markContent('Span', { actual: run.text });
        this.doc.fillColor(color).text(run.text, at, y + index * leadingOf(type) + BASELINE * type.size, {
          lineBreak: false,
          baseline: 'alphabetic',
          ...(run.rtl && { features: [RIGHT_TO_LEFT] }),
        });
        if (shaped) this.doc.endMarkedContent();
        at += run.width;
      }
    });
    return lines.length * leadingOf(type);
  }

  /** Sets a text at a place; gives the height that it takes. */
  write(text: string, type: Type, place: Place): number {
    return this.put(this.lines(text, place.width, type), type, place);
  }

  rule(y: number, color = HAIR, weight = 0.5, x = MARGIN, width = this.width): void {
    this.doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(weight)
      .strokeColor(color)
      .stroke();
  }

  box(x: number, y: number, width: number, height: number, color: string): void {
    this.doc.rect(x, y, width, height).fill(color);
  }
}
