/**
 * A paper as plain data: what stands on it, in its words and with its amounts written out. Made from facts on one side (`*-paper.ts`), drawn
 * on the other (`pdf/`), in a thread that knows nothing else.
 */
import type { PaperLanguage } from '../rules/paper-languages.js';

export type PaperSize = 'LETTER' | 'A4';

/** A label and what it stands for: `Number` `2026-000123`. */
export type Pair = readonly [label: string, value: string];

export interface Column {
  label: string;
  /** Of the width that is there. */
  share: number;
  right?: true;
}

export interface TableRow {
  cells: readonly string[];
  /** Small lines below the cell that is named. */
  below?: { column: number; lines: readonly string[] };
  /** What the rows up to this one come to: carried over to the next page. */
  running?: string;
  strong?: true;
}

/** One of the sums at the end. */
export interface SumRow {
  label: string;
  value: string;
  strong?: true;
  last?: true;
}

/** What stands one below the other. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; heading?: string; strong?: true }
  | { kind: 'pairs'; heading?: string; pairs: readonly Pair[] }
  | {
      kind: 'table';
      columns: readonly Column[];
      rows: readonly TableRow[];
      /** Words of the rows that close a page and begin the next. */
      carried?: { forward: string; brought: string };
    }
  /** At the right edge; the last one that is due or paid stands out. */
  | { kind: 'sums'; rows: readonly SumRow[] }
  /** In a frame: "Paid". */
  | { kind: 'stamp'; text: string };

export interface Paper {
  size: PaperSize;
  language: PaperLanguage;
  /** Of the file: `Invoice 2026-000123`. */
  title: string;
  /** What it is, in large letters: `Invoice`. */
  kind: string;
  /** Across each page: `Draft`. */
  mark: string | null;
  /** A picture above it. */
  logo: { image: Uint8Array; width: number; height: number } | null;
  /** Who writes. */
  sender: { name: string; lines: readonly string[] };
  /** To whom. */
  to: { label: string; name: string; lines: readonly string[] };
  facts: readonly Pair[];
  blocks: readonly Block[];
  footer: string | null;
  /** `Page {page} of {pages}` */
  pageWords: string;
  /** When it was made, ISO. */
  madeAt: string;
}
