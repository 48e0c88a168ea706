/** A PDF as a reader's program reads it: the text of each page, without the blanks that only steer its look. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Response } from 'supertest';
import type { TokenHolder } from './users.js';

export interface ReadPdf {
  /** The text of each page, lines apart. */
  pages: string[];
  /** All of it. */
  text: string;
  title: string;
  language: string;
  /** In points: 612 × 792 is letter. */
  size: readonly [width: number, height: number];
}

/** Blanks of every kind are one, and letters one form. */
const plain = (text: string): string => text.normalize('NFKC').replace(/[\s\u00a0\u202f\u2009]+/gu, ' ');

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  try {
    const pages: string[] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const lines = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''));
      pages.push(lines.join('').split('\n').map(plain).join('\n'));
    }
    const first = await pdf.getPage(1);
    const [, , width = 0, height = 0] = first.view;
    const { info } = (await pdf.getMetadata()) as { info: { Title?: string; Language?: string } };
    return {
      pages,
      text: pages.join('\n'),
      title: info.Title ?? '',
      language: info.Language ?? '',
      size: [width, height],
    };
  } finally {
    await task.destroy();
  }
}

/** Asks for a file; its bytes are the body. */
export const bytesFrom = async (who: TokenHolder, path: string): Promise<Response> =>
  who
    .get(path)
    .buffer(true)
    .parse((answer, done) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => done(null, Buffer.concat(parts)));
    });

/** Asks for a paper, and reads it. */
export async function pdfFrom(who: TokenHolder, path: string): Promise<ReadPdf> {
  const answer = await bytesFrom(who, path);
  expect({ path, status: answer.status, type: answer.get('Content-Type') }).toEqual({
    path,
    status: 200,
    type: 'application/pdf',
  });
  return readPdf(answer.body as Buffer);
}
