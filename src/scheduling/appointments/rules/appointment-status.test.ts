import { isLateCancellation, isLive, isOpen, MOVES, type AppointmentStatus } from './appointment-status.js';

const ALL = Object.keys(MOVES) as AppointmentStatus[];

describe('the status of an appointment', () => {
  it('can be set back from everywhere to a live one', () => {
    for (const status of ALL.filter((one) => !isOpen(one)))
      expect(Object.keys(MOVES[status]).some((to) => isLive(to as never))).toBe(true);
  });

  it('never moves to itself', () => {
    for (const status of ALL) expect(MOVES[status]).not.toHaveProperty(status);
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
