import { Permission } from '../../../access/permissions.js';
import { canBeNow, isLateCancellation, isLive, isOpen, MOVES, movesTo, reopened, STATUSES as ALL } from './appointment-status.js';

describe('the status of an appointment', () => {
  it('can be set back from everywhere to a live one', () => {
    for (const status of ALL.filter((one) => !isOpen(one)))
      expect(Object.keys(MOVES[status]).some((to) => isLive(to as never))).toBe(true);
  });

  it('never moves to itself', () => {
    for (const status of ALL) expect(MOVES[status]).not.toHaveProperty(status);
  });

  it('goes back to the nearest open one', () =>
    expect(ALL.filter((status) => !isOpen(status)).map((status) => [status, reopened(status)])).toEqual([
      ['COMPLETED', 'CONFIRMED'],
      ['CANCELLED', 'SCHEDULED'],
      ['NOSHOW', 'SCHEDULED'],
    ]));

  it('moves with permissions of the catalogue', () => {
    const needed = new Set(ALL.flatMap((from) => Object.values(MOVES[from])));
    expect([...needed]).toEqual([Permission.EDIT_APPOINTMENT, Permission.REOPEN_APPOINTMENT]);
  });

  it('is reached from those that the table names', () => {
    expect(movesTo('CONFIRMED')).toEqual(['SCHEDULED', 'COMPLETED']);
    expect(movesTo('CANCELLED')).toEqual(['SCHEDULED', 'CONFIRMED']);
    expect(movesTo('COMPLETED')).toEqual(['SCHEDULED', 'CONFIRMED', 'NOSHOW']);
  });

  it('of what takes place needs a beginning, and of what is to come none', () => {
    expect(ALL.filter((status) => canBeNow(status, true))).toEqual(['COMPLETED', 'NOSHOW']);
    expect(ALL.filter((status) => canBeNow(status, false))).toEqual(['SCHEDULED', 'CONFIRMED', 'CANCELLED']);
  });

  it('frees the time when cancelled or missed', () => {
    expect(ALL.filter((status) => !isLive(status))).toEqual(['CANCELLED', 'NOSHOW']);
  });
});

describe('a cancellation', () => {
  const start = new Date('2026-03-08T15:00:00.000Z');
  it.each([
    ['2026-03-07T15:00:00.000Z', 24, false],
    ['2026-03-07T15:00:00.001Z', 24, true],
    ['2026-03-08T14:59:59.999Z', 0, false],
    ['2026-03-08T15:00:00.001Z', 0, true],
  ])('at %s with %i hours is late: %s', (at, hours, late) => expect(isLateCancellation(start, new Date(at), hours)).toBe(late));
});
