import { unitsOf } from './units.js';

const of = (billableUnit: string, minutes: number, minimumDuration: number | null = null): string => {
  const units = unitsOf({ billableUnit, minimumDuration }, minutes);
  return 'tooShort' in units ? `no: ${units.tooShort}` : `${units.quantity.toString()}: ${units.reason}`;
};

describe('the units of a visit', () => {
  test.each([
    ['SESSION', 50, '1: One visit of 50 minutes'],
    ['SESSION', 1, '1: One visit of 1 minute'],
    ['REPORT', 240, '1: One visit of 240 minutes'],
    ['HOUR', 60, '1: 60 minutes = 1 h'],
    ['HOUR', 90, '1.5: 90 minutes = 1.5 h'],
    ['HOUR', 50, '0.83: 50 minutes = 0.83 h'],
    ['HOUR', 25, '0.42: 25 minutes = 0.42 h'],
    ['QUARTER_HOUR', 15, '1: 15 minutes = 1 begun quarter of an hour'],
    ['QUARTER_HOUR', 16, '2: 16 minutes = 2 begun quarters of an hour'],
    ['QUARTER_HOUR', 50, '4: 50 minutes = 4 begun quarters of an hour'],
    ['per session', 50, '1: One visit of 50 minutes'],
  ])('%s, %i minutes', (unit, minutes, expected) => {
    expect(of(unit, minutes)).toBe(expected);
  });

  test('below the minimum it is not billed, from it on it is', () => {
    expect(of('SESSION', 19, 20)).toBe('no: 19 minutes: it is billed from 20 on.');
    expect(of('SESSION', 20, 20)).toBe('1: One visit of 20 minutes');
    expect(of('QUARTER_HOUR', 20, 20)).toBe('2: 20 minutes = 2 begun quarters of an hour');
  });
});
