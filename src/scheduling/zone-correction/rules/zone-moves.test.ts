import fc from 'fast-check';
import { movesOf, onOtherClock } from './zone-moves.js';

const [NEW_YORK, CHICAGO, PHOENIX] = ['America/New_York', 'America/Chicago', 'America/Phoenix'];
const moved = (start: string, from: string, to: string): string => onOtherClock(new Date(start), from, to).toISOString();

describe('a time on another clock', () => {
  it('shows the same there: nine stays nine', () => {
    expect(moved('2030-01-07T14:00:00.000Z', NEW_YORK, CHICAGO)).toBe('2030-01-07T15:00:00.000Z');
    expect(moved('2030-07-08T13:00:00.000Z', NEW_YORK, CHICAGO)).toBe('2030-07-08T14:00:00.000Z');
    // Arizona does not change its clocks.
    expect(moved('2030-01-07T14:00:00.000Z', NEW_YORK, PHOENIX)).toBe('2030-01-07T16:00:00.000Z');
    expect(moved('2030-07-08T13:00:00.000Z', NEW_YORK, PHOENIX)).toBe('2030-07-08T16:00:00.000Z');
  });

  it('keeps its day over midnight, and 29 February', () => {
    expect(moved('2028-03-01T04:30:00.000Z', NEW_YORK, 'Asia/Tokyo')).toBe('2028-02-29T14:30:00.000Z');
  });

  it('moves forward where the clocks there skip it, and is the first where they show it twice', () => {
    expect(moved('2030-03-10T09:30:00.000Z', PHOENIX, NEW_YORK)).toBe('2030-03-10T07:30:00.000Z');
    expect(moved('2030-11-03T08:30:00.000Z', PHOENIX, NEW_YORK)).toBe('2030-11-03T05:30:00.000Z');
  });

  it('comes back to where it was, where both clocks know the time once', () => {
    // Neither zone changes its clocks.
    const instants = fc.integer({ min: Date.UTC(2029, 0, 1), max: Date.UTC(2031, 0, 1) });
    fc.assert(
      fc.property(instants, (instant) => {
        const there = onOtherClock(new Date(instant), PHOENIX, 'Asia/Kolkata');
        expect(onOtherClock(there, 'Asia/Kolkata', PHOENIX).getTime()).toBe(instant);
      }),
    );
  });
});

describe('the moves of a correction', () => {
  const move = (start: string, minutes: number) => ({
    before: new Date(start),
    after: new Date(Date.parse(start) + minutes * 60_000),
  });

  it('are told by how much, the earliest first, without those that stay', () => {
    const times = [
      move('2030-07-08T13:00:00.000Z', 180),
      move('2030-03-04T14:00:00.000Z', 120),
      move('2030-06-03T13:00:00.000Z', 0),
      move('2030-01-07T14:00:00.000Z', 120),
      move('2030-05-06T13:00:00.000Z', 180),
    ];
    expect(movesOf(times)).toEqual([
      {
        byMinutes: 120,
        appointments: 2,
        firstStartTime: '2030-01-07T14:00:00.000Z',
        firstNewStartTime: '2030-01-07T16:00:00.000Z',
      },
      {
        byMinutes: 180,
        appointments: 2,
        firstStartTime: '2030-05-06T13:00:00.000Z',
        firstNewStartTime: '2030-05-06T16:00:00.000Z',
      },
    ]);
  });

  it('go earlier with negative minutes, and by half hours', () =>
    expect(movesOf([move('2030-01-07T14:00:00.000Z', -630)]).map(({ byMinutes }) => byMinutes)).toEqual([-630]));

  it('are none where nothing moves', () => {
    expect(movesOf([])).toEqual([]);
    expect(movesOf([move('2030-01-07T14:00:00.000Z', 0)])).toEqual([]);
  });
});
