/** A paper becomes a PDF: letterhead, address, facts, blocks, and at the foot of each page its number. */
import PDFDocument from 'pdfkit';
import type { Block, Pair, Paper, TableRow } from '../paper.js';
import { Faces } from './faces.js';
import type { Line, Type } from './lines.js';
import { ACCENT, HAIR, INK, leadingOf, MARGIN, PALE, QUIET, Sheet } from './sheet.js';

const PLAIN: Type = { size: 9, weight: 'regular' };
const STRONG: Type = { size: 9, weight: 'bold' };
const SMALL: Type = { size: 7.5, weight: 'regular' };
const LABEL: Type = { size: 7.5, weight: 'bold' };
const NAME: Type = { size: 14, weight: 'bold' };
const KIND: Type = { size: 20, weight: 'bold' };
const HEADING: Type = { size: 10.5, weight: 'bold' };
const DUE: Type = { size: 11, weight: 'bold' };
const STAMP: Type = { size: 11, weight: 'bold' };

/** The highest a logo may be. */
const LOGO = 52;
/** Of a pixel at most. */
const POINTS = 0.75;
/** Between a cell's edge and its text. */
const PAD = 5;
const GAP = 14;

/** The file, and the letters that stand on it as empty boxes, for lack of a face. */
export interface DrawnPaper {
  bytes: Uint8Array;
  missing: string[];
}

/** Draws a paper. */
export async function drawPaper(paper: Paper): Promise<DrawnPaper> {
  const doc = new PDFDocument({
    size: paper.size,
    margin: 0,
    bufferPages: true,
    autoFirstPage: false,
    lang: { EN: 'en', FR: 'fr', ES: 'es' }[paper.language],
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: paper.title, Producer: 'Therapy CRM', Creator: 'Therapy CRM', CreationDate: new Date(paper.madeAt) },
  });
  const parts: Uint8Array[] = [];
  const whole = new Promise<Uint8Array>((done, fail) => {
    doc.on('data', (part: Uint8Array) => parts.push(part));
    doc.on('end', () => done(Buffer.concat(parts)));
    doc.on('error', fail);
  });
  const faces = new Faces(doc);
  const sheet = new Sheet(doc, faces);
  const next = (): void => {
    doc.addPage();
    sheet.y = MARGIN;
    if (paper.mark !== null) drawMark(sheet, paper.mark);
  };
  next();
  drawHead(sheet, paper);
  paper.blocks.forEach((block, index) => {
    drawBlock(sheet, block, next, roomAfter(sheet, paper.blocks, index));
  });
  drawFeet(sheet, paper);
  doc.end();
  return { bytes: await whole, missing: [...faces.missing] };
}

function drawMark(sheet: Sheet, mark: string): void {
  const { doc } = sheet;
  const type: Type = { size: 96, weight: 'bold' };
  const middle = { x: doc.page.width / 2, y: doc.page.height / 2 };
  doc.save().rotate(-40, { origin: [middle.x, middle.y] });
  sheet.write(mark.toUpperCase(), type, {
    x: middle.x - 500,
    y: middle.y - type.size / 2,
    width: 1000,
    align: 'center',
    color: '#eef1f2',
  });
  doc.restore();
}

/** The picture above the sender's name: as large as there is room for, never larger than it is, at the density of screens. */
function drawLogo(sheet: Sheet, { image, width, height }: NonNullable<Paper['logo']>, y: number, room: number): number {
  const scale = Math.min(POINTS, room / width, LOGO / height);
  sheet.doc.image(Buffer.from(image), MARGIN, y, { width: width * scale, height: height * scale });
  return height * scale + 6;
}

function drawHead(sheet: Sheet, { logo, sender, kind, to, facts }: Paper): void {
  const half = sheet.width * 0.56;
  const rest = sheet.width - half;
  const left = MARGIN;
  let y = sheet.y;
  if (logo !== null) y += drawLogo(sheet, logo, y, half - 20);
  y += sheet.write(sender.name, NAME, { x: left, y, width: half, align: 'left', color: ACCENT }) + 2;
  for (const line of sender.lines) y += sheet.write(line, SMALL, { x: left, y, width: half, align: 'left', color: QUIET });
  const kindHeight = sheet.write(kind, KIND, { x: left + half, y: sheet.y - 4, width: rest, align: 'right' });
  sheet.y = Math.max(y, sheet.y + kindHeight) + 10;
  sheet.rule(sheet.y, ACCENT, 1.5);
  sheet.y += 14;

  let below = sheet.y;
  below += sheet.write(to.label.toUpperCase(), LABEL, { x: left, y: below, width: half, color: ACCENT }) + 2;
  below += sheet.write(to.name, { size: 10.5, weight: 'bold' }, { x: left, y: below, width: half - 20, align: 'left' }) + 1;
  for (const line of to.lines) below += sheet.write(line, PLAIN, { x: left, y: below, width: half - 20, align: 'left' });
  sheet.y = Math.max(below, drawPairs(sheet, facts, left + half, sheet.y, rest)) + GAP;
}

/** Labels and values, two columns; gives where they end. What is named in bold speaks for itself, else what is said of it does. */
function drawPairs(sheet: Sheet, pairs: readonly Pair[], x: number, from: number, width: number, named: Type = PLAIN): number {
  const label = width * 0.42;
  let y = from;
  for (const [name, value] of pairs) {
    const [labels, values] = named === PLAIN ? [QUIET, INK] : [INK, QUIET];
    const height = sheet.write(name, named, { x, y, width: label - 8, align: 'left', color: labels });
    const type = named === PLAIN ? STRONG : PLAIN;
    const said = sheet.write(value, type, { x: x + label, y, width: width - label, align: 'left', color: values });
    y += Math.max(height, said) + 1.5;
  }
  return y;
}

type Next = () => void;

/** Where less is left a text begins on the next page. */
const BEGINNING = 40;
/** A text at the end that is longer begins a page by itself. */
const SHORT = 60;

const roomForStamp = (lines: number): number => lines * leadingOf(STAMP) + 2 * PAD;

/** The room for what stands with a block on its page: what a heading is over; below a table its sums, what is stamped, and the last words. */
function roomAfter(sheet: Sheet, blocks: readonly Block[], index: number): number {
  const [block, after] = [blocks[index], blocks[index + 1]];
  if (!block || !after) return 0;
  if (block.kind === 'heading') return after.kind === 'table' ? leastOf(layoutOf(sheet, after), after) : LEAST_OVER;
  const ends = block.kind === 'table' || block.kind === 'sums' || block.kind === 'stamp';
  if ((ends || block.kind === 'pairs') && after.kind === 'sums')
    return GAP + roomForSums(after) + roomAfter(sheet, blocks, index + 1);
  if (ends && after.kind === 'stamp')
    return roomForStamp(sheet.lines(after.text, sheet.width - 4 * PAD, STAMP).length) + GAP + roomAfter(sheet, blocks, index + 1);
  if (block.kind !== 'stamp' || after.kind !== 'text' || index + 2 < blocks.length) return 0;
  const words =
    sheet.lines(after.text, sheet.width, PLAIN).length * leadingOf(PLAIN) + (after.heading ? leadingOf(LABEL) + 2 : 0);
  return words <= SHORT ? Math.max(BEGINNING, words) : 0;
}

/** Of what a heading is over, at least so much is on its page. */
const LEAST_OVER = 60;

/** @param keep the room that stays with a block: of a table, with its last row */
function drawBlock(sheet: Sheet, block: Block, next: Next, keep = 0): void {
  switch (block.kind) {
    case 'heading':
      if (!sheet.fits(8 + leadingOf(HEADING) + (keep || LEAST_OVER))) next();
      sheet.y += 4;
      sheet.y +=
        sheet.write(block.text, HEADING, { x: MARGIN, y: sheet.y, width: sheet.width, align: 'left', color: ACCENT }) + 4;
      return;
    case 'text':
      drawText(sheet, block, next);
      return;
    case 'pairs':
      if (!sheet.fits(20 + block.pairs.length * 15 + keep)) next();
      if (block.heading) drawBlock(sheet, { kind: 'heading', text: block.heading }, next);
      sheet.y = drawPairs(sheet, block.pairs, MARGIN, sheet.y, sheet.width, STRONG) + GAP;
      return;
    case 'table':
      drawTable(sheet, block, next, keep);
      return;
    case 'sums':
      drawSums(sheet, block, next, keep);
      return;
    case 'stamp':
      drawStamp(sheet, block.text, next, keep);
  }
}

/** Lines go over the edge of a page one by one. */
function drawText(sheet: Sheet, { heading, text, strong }: Extract<Block, { kind: 'text' }>, next: Next): void {
  if (!sheet.fits(BEGINNING)) next();
  const type = strong ? STRONG : PLAIN;
  const place = { x: MARGIN, width: sheet.width };
  if (heading) sheet.y += sheet.write(heading.toUpperCase(), LABEL, { ...place, y: sheet.y, align: 'left', color: ACCENT }) + 2;
  for (const line of sheet.lines(text, sheet.width, type)) {
    if (!sheet.fits(leadingOf(type))) next();
    sheet.y += sheet.put([line], type, { ...place, y: sheet.y });
  }
  sheet.y += GAP * 0.7;
}

type Table = Extract<Block, { kind: 'table' }>;

/** The least that the widest column keeps. */
const LEAST = 90;

/** How wide the columns are: by their shares, but an amount and a word of the head are never torn. The widest column gives what they need. */
function widthsOf(sheet: Sheet, { columns, rows }: Table): number[] {
  const widest = (texts: readonly string[], type: Type): number =>
    Math.max(0, ...texts.map((text) => sheet.lines(text, Infinity, type)[0]?.width ?? 0));
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / shares) * sheet.width);
  const giver = widths.indexOf(Math.max(...widths));
  columns.forEach(({ label, right }, index) => {
    if (index === giver) return;
    const cells = right ? rows.flatMap(({ cells }) => cells[index] ?? []) : [];
    const running = index === columns.length - 1 ? rows.flatMap((row) => row.running ?? []) : [];
    const needed = Math.max(widest(label.split(' '), LABEL), widest(cells, PLAIN), widest(running, STRONG)) + 2 * PAD + 0.5;
    const more = Math.min(needed - (widths[index] as number), (widths[giver] as number) - LEAST);
    if (more <= 0) return;
    (widths[index] as number) += more;
    (widths[giver] as number) -= more;
  });
  return widths;
}

/** What of a row is drawn, and how high it is. */
interface SetRow {
  cells: Line[][];
  below: Line[];
  height: number;
}

interface Layout {
  placed: readonly { x: number; width: number; align: 'right' | 'left' }[];
  titles: readonly Line[][];
  headRoom: number;
  /** Of a row that carries a sum over; none where there is no such. */
  carryRoom: number;
  set: (row: TableRow) => SetRow;
}

/** A heading asks for the layout of what it is over: it is made once. */
const layouts = new WeakMap<Table, { sheet: Sheet; layout: Layout }>();

function layoutOf(sheet: Sheet, table: Table): Layout {
  const known = layouts.get(table);
  if (known?.sheet === sheet) return known.layout;
  const layout = layOut(sheet, table);
  layouts.set(table, { sheet, layout });
  return layout;
}

function layOut(sheet: Sheet, table: Table): Layout {
  const { columns, carried } = table;
  const widths = widthsOf(sheet, table);
  let at = MARGIN;
  const placed = columns.map(({ right }, index) => {
    const width = widths[index] as number;
    const place = { x: at + PAD, width: width - 2 * PAD, align: right ? ('right' as const) : ('left' as const) };
    at += width;
    return place;
  });
  const titles = columns.map(({ label }, index) => sheet.lines(label, (placed[index] as { width: number }).width, LABEL));
  const headRoom = Math.max(...titles.map((lines) => lines.length)) * leadingOf(LABEL) + 2 * PAD;
  const carryRoom = carried ? leadingOf(PLAIN) + 2 * PAD : 0;
  const set = (row: TableRow): SetRow => {
    const cells = row.cells.map((cell, column) =>
      sheet.lines(cell, (placed[column] as { width: number }).width, row.strong ? STRONG : PLAIN),
    );
    const below = (row.below?.lines ?? []).flatMap((line) =>
      sheet.lines(line, (placed[row.below?.column ?? 0] as { width: number }).width, SMALL),
    );
    const height = heightOf(
      row,
      cells.map((lines) => lines.length),
      below.length,
    );
    return { cells, below, height };
  };
  return { placed, titles, headRoom, carryRoom, set };
}

/** A head goes with its first row, and with what is carried over where the page ends after it. */
const leastOf = ({ headRoom, carryRoom, set }: Layout, { rows: [first] }: Table): number =>
  headRoom + (first ? set(first).height : 0) + carryRoom;

function drawTable(sheet: Sheet, table: Table, next: Next, keep: number): void {
  const { rows, carried } = table;
  const layout = layoutOf(sheet, table);
  const { placed, titles, headRoom, carryRoom, set } = layout;
  const last = placed[placed.length - 1] as (typeof placed)[number];
  const head = (): void => {
    sheet.box(MARGIN, sheet.y, sheet.width, headRoom, PALE);
    titles.forEach((lines, index) => {
      sheet.put(lines, LABEL, { ...(placed[index] as (typeof placed)[number]), y: sheet.y + PAD, color: ACCENT });
    });
    sheet.y += headRoom;
  };
  /** What the rows so far come to. */
  const carry = (words: string, amount: string): void => {
    const place = { x: MARGIN + PAD, y: sheet.y + PAD, width: last.x - MARGIN - 2 * PAD, align: 'right' as const, color: QUIET };
    sheet.write(words, PLAIN, place);
    sheet.write(amount, STRONG, { x: last.x, width: last.width, y: sheet.y + PAD, align: 'right' });
    sheet.y += leadingOf(PLAIN) + 2 * PAD;
  };
  if (!sheet.fits(leastOf(layout, table))) next();
  head();
  let running: string | undefined;
  rows.forEach((row, index) => {
    const { cells, below, height } = set(row);
    const isLast = index === rows.length - 1;
    if (index > 0 && !sheet.fits(height + (isLast ? keep : carryRoom))) {
      if (carried && running !== undefined) carry(carried.forward, running);
      next();
      head();
      if (carried && running !== undefined) {
        carry(carried.brought, running);
        sheet.rule(sheet.y);
      }
    }
    cells.forEach((lines, column) => {
      const place = placed[column] as (typeof placed)[number];
      sheet.put(lines, row.strong ? STRONG : PLAIN, { ...place, y: sheet.y + PAD });
    });
    if (row.below && below.length > 0) {
      const place = placed[row.below.column] as (typeof placed)[number];
      const y = sheet.y + PAD + (cells[row.below.column]?.length ?? 0) * leadingOf(PLAIN);
      sheet.put(below, SMALL, { ...place, y, color: QUIET });
    }
    sheet.y += height;
    sheet.rule(sheet.y);
    running = row.running;
  });
  sheet.y += GAP * 0.8;
}

function heightOf({ below }: TableRow, lines: readonly number[], small: number): number {
  return (
    Math.max(
      ...lines.map((count, column) => count * leadingOf(PLAIN) + (column === below?.column ? small * leadingOf(SMALL) : 0)),
    ) +
    2 * PAD
  );
}

type Sums = Extract<Block, { kind: 'sums' }>;

const roomForSums = ({ rows }: Sums): number => rows.length * 17 + 20;

function drawSums(sheet: Sheet, sums: Sums, next: Next, keep: number): void {
  const { rows } = sums;
  const width = sheet.width * 0.5;
  const x = sheet.right - width;
  if (!sheet.fits(roomForSums(sums) + keep)) next();
  for (const { label, value, strong, last } of rows) {
    const type = last ? DUE : strong ? STRONG : PLAIN;
    const amount = sheet.lines(value, width, type);
    const room = width - 4 * PAD - (amount[0]?.width ?? 0);
    const named = sheet.lines(label, room, type);
    const height = named.length * leadingOf(type) + (last ? 2 * PAD : 3);
    if (!sheet.fits(height)) next();
    if (last) sheet.box(x, sheet.y + 2, width, height, PALE);
    else if (strong) sheet.rule(sheet.y, HAIR, 0.75, x, width);
    const y = sheet.y + (last ? PAD + 2 : 2);
    sheet.put(named, type, { x: x + PAD, y, width: room, align: 'left' });
    sheet.put(amount, type, { x, y, width: width - PAD, align: 'right' });
    sheet.y += height + (last ? 2 : 0);
  }
  sheet.y += GAP;
}

function drawStamp(sheet: Sheet, text: string, next: Next, keep: number): void {
  const type = STAMP;
  const lines = sheet.lines(text, sheet.width - 4 * PAD, type);
  const wide = Math.max(...lines.map((line) => line.width)) + 4 * PAD;
  const height = roomForStamp(lines.length);
  if (!sheet.fits(height + (keep && GAP + keep))) next();
  sheet.doc.roundedRect(MARGIN, sheet.y, wide, height, 4).lineWidth(1.5).strokeColor(ACCENT).stroke();
  sheet.put(lines, type, { x: MARGIN + 2 * PAD, y: sheet.y + PAD, width: wide - 4 * PAD, align: 'left', color: ACCENT });
  sheet.y += height + GAP;
}

/** The most that a practice writes at the foot needs so many lines. */
const FOOT_LINES = 3;

/** At the foot the practice's line and the page's number; at the head of later pages what they belong to. */
function drawFeet(sheet: Sheet, { title, to, footer, pageWords }: Paper): void {
  const { start, count } = sheet.doc.bufferedPageRange();
  const said = footer === null ? [] : sheet.lines(footer, sheet.width - 120, SMALL).slice(0, FOOT_LINES);
  const belongs = sheet.lines(`${title} · ${to.name}`, sheet.width, SMALL).slice(0, 1);
  for (let page = start; page < start + count; page++) {
    sheet.doc.switchToPage(page);
    const y = sheet.doc.page.height - 46 - Math.max(0, said.length - 2) * leadingOf(SMALL);
    if (page > start) sheet.put(belongs, SMALL, { x: MARGIN, y: MARGIN - 20, width: sheet.width, align: 'left', color: QUIET });
    sheet.rule(y, HAIR);
    const words = pageWords.replace('{page}', String(page + 1)).replace('{pages}', String(count));
    sheet.write(words, SMALL, { x: sheet.right - 110, y: y + 6, width: 110, align: 'right', color: QUIET });
    sheet.put(said, SMALL, { x: MARGIN, y: y + 6, width: sheet.width - 120, color: QUIET });
  }
}
