/** How papers are laid out, on papers made for it: nothing is torn, cut or left alone, and each page says what it belongs to. */
import { dotted } from '../../../src/billing/papers/compose/parts.js';
import type { Block, Paper } from '../../../src/billing/papers/paper.js';
import { drawPaper } from '../../../src/billing/papers/pdf/draw.js';
import { sayIn } from '../../../src/billing/papers/say.js';
import { readPdf, type ReadPdf } from '../../support/pdf.js';

const drawn = async (blocks: Block[], more: Partial<Paper> = {}): Promise<ReadPdf> =>
  readPdf(
    (
      await drawPaper({
        size: 'LETTER',
        language: 'EN',
        title: 'Invoice 2026-000123',
        kind: 'Invoice',
        mark: null,
        logo: null,
        sender: { name: 'Harbour Therapy Group', lines: [] },
        to: { label: 'Bill to', name: 'Morgan Ellery', lines: [] },
        facts: [],
        blocks,
        footer: null,
        pageWords: 'Page {page} of {pages}',
        madeAt: '2026-03-02T15:00:00Z',
        ...more,
      })
    ).bytes,
  );

const table = (rows: Extract<Block, { kind: 'table' }>['rows']): Block => ({
  kind: 'table',
  columns: [
    { label: 'Modificateurs', share: 1 },
    { label: 'Service', share: 6 },
    { label: 'Diagnóstico', share: 1 },
    { label: 'Montant', share: 1, right: true },
  ],
  rows,
  carried: { forward: 'Carried forward', brought: 'Brought forward' },
});
const sums: Block = {
  kind: 'sums',
  rows: [
    { label: 'Subtotal', value: '1.00' },
    { label: 'Total', value: '1.00', last: true },
  ],
};

it('an amount, a sum carried over and a word of the head are never torn', async () => {
  const row = { cells: ['GN', 'Evaluation', 'A', '1\u202f234\u202f592,97\u00a0$US'], running: '9\u202f999\u202f999,99\u00a0$US' };
  const { text } = await drawn([table(Array.from({ length: 60 }, () => row)), sums]);
  for (const [whole, times] of [
    ['Modificateurs', 3],
    ['Diagnóstico', 3],
    ['1 234 592,97 $US', 60],
    ['9 999 999,99 $US', 4],
  ] as const)
    expect({ whole, times: text.split(whole).length - 1 }).toEqual({ whole, times });
});

it('sums stand with the last row, and a head with its first', async () => {
  for (let rows = 2; rows <= 40; rows++) {
    const { pages } = await drawn([
      table(Array.from({ length: rows }, () => ({ cells: ['GN', 'Evaluation', 'A', '1,00'], running: '1,00' }))),
      sums,
      { kind: 'heading', text: 'Payments' },
      table([{ cells: ['', 'Later', '', '1,00'] }]),
    ]);
    const withSums = pages.find((page) => page.includes('Subtotal'));
    expect({ rows, row: withSums?.includes('Evaluation') }).toEqual({ rows, row: true });
    const withHeading = pages.find((page) => page.includes('Payments'));
    expect({ rows, row: withHeading?.includes('Later') }).toEqual({ rows, row: true });
  }
}, 60_000);

it('each later page says what it belongs to, and the foot is whole', async () => {
  const footer = 'Harbour Therapy Group thanks you. '.repeat(8) + 'The end.';
  const { pages } = await drawn([table(Array.from({ length: 60 }, () => ({ cells: ['', 'One', '', '1,00'] })))], { footer });
  expect(pages.length).toBeGreaterThan(1);
  pages.forEach((page, index) => {
    expect(page.includes('Invoice 2026-000123 · Morgan Ellery')).toBe(index > 0);
    expect(page).toContain('The end.');
  });
});

it('a long name with hyphens is torn after one', async () => {
  const name = 'Hohenstaufen-Württemberg-Sigmaringen-Ehrenbreitstein-Wolfenbüttel';
  const { text } = await drawn([{ kind: 'sums', rows: [{ label: name, value: '1.00', last: true }] }]);
  expect(text).toMatch(/-\n/);
  expect(text.replace(/\s/g, '')).toContain(name);
});

it('a name from right to left leaves what stands around it in its order', async () => {
  for (const name of ['محمد عبدالله (Mo)', 'שרה כהן']) {
    const { text } = await drawn([{ kind: 'text', text: dotted('92507', name, '50 min') }]);
    expect(text).toMatch(/92507 · [^]* · 50 min/);
    const { text: last } = await drawn([{ kind: 'text', text: dotted('2026-000123', name) }]);
    expect(last).toMatch(/2026-000123 · [^]*[\u0590-\u06ff]/);
    const { text: first } = await drawn([{ kind: 'text', text: dotted(name, '50 min') }]);
    expect(first).toMatch(/[\u0590-\u06ff][^]* · 50 min/);
  }
});

it('an amount is the ledger’s, also in a currency that has no cents', () => {
  const habits = { country: 'JP', currency: 'JPY', locale: 'ja-JP', clock: 'HOUR_24', firstDayOfWeek: 'SUNDAY' } as const;
  const { money, less } = sayIn('EN', habits);
  expect([money('1234.00'), money('1234.50'), less('99.75')]).toEqual(['¥1,234', '1,234.50\u00a0JPY', '-99.75\u00a0JPY']);
});

const stamp: Block = { kind: 'stamp', text: 'Paid in full: $1.00' };
const note: Block = { kind: 'text', text: 'Submit this to your insurer. This is not a bill.' };

it('the last words of a superbill stand with what they are said of, whatever there is above', async () => {
  for (let rows = 16; rows <= 22; rows++) {
    const lines = Array.from({ length: rows }, (_, index) => ({ cells: ['', `Line ${index}`, '', '1.00'], running: '1.00' }));
    const { pages } = await drawn([table(lines), sums, stamp, note]);
    const page = pages.find((one) => one.includes('Submit this'));
    for (const said of ['Paid in full', 'Total', `Line ${rows - 1}`])
      expect({ rows, page }).toEqual({ rows, page: expect.stringContaining(said) });
  }
});

it('a heading stands over the first row of what it is about, however high that is', async () => {
  const row = { cells: ['', 'Opening', '', '1.00'], below: { column: 1, lines: ['One', 'Two', 'Three'] }, running: '1.00' };
  for (let lines = 38; lines <= 46; lines++) {
    const { pages } = await drawn([
      { kind: 'text', text: Array.from({ length: lines }, () => 'Above').join('\n') },
      { kind: 'heading', text: 'Funding: Harbour Fund' },
      table([row, row]),
    ]);
    const page = pages.find((one) => one.includes('Harbour Fund'));
    expect({ lines, page }).toEqual({ lines, page: expect.stringContaining('Opening') });
  }
});

it('what a receipt comes to stands with who gave the services', async () => {
  const pairs = [['Sam Rivera', 'Psychologist']] as const;
  for (let lines = 36; lines <= 41; lines++) {
    const above: Block = { kind: 'text', text: Array.from({ length: lines }, () => 'Above').join('\n') };
    const { pages } = await drawn([above, { kind: 'pairs', heading: 'Practitioners', pairs }, sums]);
    const page = pages.find((one) => one.includes('Total'));
    expect({ lines, page }).toEqual({ lines, page: expect.stringContaining('Sam Rivera') });
  }
});
