import { daysWaited, MOVES, type WaitlistStatus } from './waitlist-status.js';

const ALL = Object.keys(MOVES) as WaitlistStatus[];

describe('the status of a waitlist entry', () => {
  it('has a way back from everywhere, and stays nowhere by moving', () => {
    for (const from of ALL) {
      expect(MOVES[from]).not.toContain(from);
      expect(from === 'WAITING' || MOVES[from].includes('WAITING')).toBe(true);
    }
  });

  it('leads from placed to cancelled only by way of waiting', () => {
    expect(MOVES.PLACED).not.toContain('CANCELLED');
    expect(MOVES.CANCELLED).not.toContain('PLACED');
  });
});

describe('the days waited', () => {
  const asked = new Date('2026-03-08T14:00:00Z');
  it.each([
    ['2026-03-08T14:00:00Z', 0],
    ['2026-03-09T13:59:59Z', 0],
    ['2026-03-09T14:00:00Z', 1],
    ['2026-04-19T15:00:00Z', 42],
    ['2026-03-01T00:00:00Z', 0],
  ])('until %s are %d', (until, days) => expect(daysWaited(asked, new Date(until))).toBe(days));
});
