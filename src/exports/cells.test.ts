import { clockOf } from '../kernel/clock.js';
import { cellOf, csvCell, excelCell, guarded, headerOf, inWords, plain } from './cells.js';

const TORONTO = clockOf('America/Toronto');
const at = (text: string): Date => new Date(text);

describe('the clock of a zone', () => {
  it('is named in the headers of times alone', () => {
    expect(headerOf({ header: 'Start', kind: 'instant' }, TORONTO)).toBe('Start (America/Toronto)');
    expect(headerOf({ header: 'Born', kind: 'date' }, TORONTO)).toBe('Born');
  });
});

describe('text that looks like a formula', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])('is guarded: %j', (text) => {
    expect(guarded(text)).toBe(`'${text}`);
    expect(csvCell('text', text, TORONTO)).toBe(`'${text}`);
    expect(csvCell('number', text, TORONTO)).toBe(text === '-1' ? text : `'${text}`);
    expect(excelCell('text', text, TORONTO)).toBe(text);
  });

  it('is all that is guarded', () => {
    for (const text of ['1=1', 'a-b', ' =1', "'=1", '']) expect(guarded(text)).toBe(text);
    expect(csvCell('number', '-12.50', TORONTO)).toBe('-12.50');
    expect(csvCell('number', -3, TORONTO)).toBe('-3');
  });
});

describe('columns of a list', () => {
  it('have the field as it is, in the words of the program or in others, or the same for each row', () => {
    expect(cellOf(plain('No.', 'id', 'id'), '42')).toBe('42');
    expect(cellOf(inWords('Status', 'status'), 'NOSHOW')).toBe('No-show');
    expect(cellOf(inWords('Status', 'status'), null)).toBeNull();
    const days = { ...plain('Days', 'text', 'days'), words: { 1: 'Monday', 3: 'Wednesday' } };
    expect([[1, 3], [3, 8], [], null].map((value) => cellOf(days, value))).toEqual([
      'Monday, Wednesday',
      'Wednesday, 8',
      '',
      null,
    ]);
    expect(cellOf({ header: 'As of', kind: 'date', always: '2026-03-08' }, null)).toBe('2026-03-08');
  });
});

describe('cells', () => {
  it('are empty for nothing', () => {
    for (const kind of ['text', 'id', 'number', 'boolean', 'instant', 'date'] as const) {
      expect(csvCell(kind, null, TORONTO)).toBe('');
      expect(excelCell(kind, undefined, TORONTO)).toBeNull();
    }
  });

  it('keep money as it is in CSV, and as a number in Excel', () => {
    expect(csvCell('number', '1000.10', TORONTO)).toBe('1000.10');
    expect(excelCell('number', '1000.10', TORONTO)).toBe(1000.1);
    // More digits than Excel keeps stay text.
    expect(excelCell('number', '9223372036854775807', TORONTO)).toBe('9223372036854775807');
    expect(excelCell('id', '42', TORONTO)).toBe('42');
  });

  it('are days and times in Excel, and text before its calendar begins', () => {
    expect(excelCell('date', '2026-03-08', TORONTO)).toEqual(at('2026-03-08T00:00:00Z'));
    expect(excelCell('date', '1890-01-01', TORONTO)).toBe('1890-01-01');
    expect(excelCell('instant', at('2026-07-01T12:00:00Z'), TORONTO)).toEqual(at('2026-07-01T08:00:00Z'));
    expect(csvCell('date', at('2026-03-08T00:00:00Z'), TORONTO)).toBe('2026-03-08');
  });

  it('say that they were cut where Excel cannot hold them', () => {
    const cut = excelCell('text', 'x'.repeat(40_000), TORONTO) as string;
    expect(cut.length).toBeLessThanOrEqual(32_767);
    expect(cut).toMatch(/\[cut: Excel keeps/);
    expect(csvCell('text', 'x'.repeat(40_000), TORONTO)).toHaveLength(40_000);
  });
});
