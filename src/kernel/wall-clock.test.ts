import { minutesOf, timeOf, wallClock } from './wall-clock.js';

const HOUR = 3_600_000;

it('a time of the day is so many minutes after midnight', () => {
  const times = ['00:00', '09:05', '17:30', '23:59', '24:00'];
  expect(times.map(minutesOf)).toEqual([0, 545, 1050, 1439, 1440]);
  expect(times.map(minutesOf).map(timeOf)).toEqual(times);
});

describe('a wall clock', () => {
  it('asks how far it is from UTC once for a day on which that does not change', () => {
    const asked: number[] = [];
    const clock = wallClock('made up', (instant) => {
      asked.push(instant);
      return -5 * HOUR;
    });
    for (let time = 0; time < 24 * HOUR; time += HOUR) clock.shows(time);
    expect(asked).toEqual([0, 24 * HOUR]);
  });

  // On 2 January 1970, at noon of UTC, by three hours.
  const changing = (by: number) => wallClock('made up', (instant) => (instant < 36 * HOUR ? 0 : by));

  it('that goes forward skips what lies between, and goes on from there', () => {
    const clock = changing(3 * HOUR);
    expect([clock.shows(36 * HOUR - 1), clock.shows(36 * HOUR)]).toEqual([36 * HOUR - 1, 39 * HOUR]);
    expect(clock.meaning(36 * HOUR - 1)).toEqual({ instant: 36 * HOUR - 1, clockChange: null });
    expect(clock.meaning(37 * HOUR)).toEqual({ instant: 37 * HOUR, clockChange: 'SKIPPED' });
    expect(clock.meaning(39 * HOUR)).toEqual({ instant: 36 * HOUR, clockChange: null });
  });

  it('that goes back shows the same times twice, and means the first', () => {
    const clock = changing(-3 * HOUR);
    expect(clock.meaning(33 * HOUR - 1)).toEqual({ instant: 33 * HOUR - 1, clockChange: null });
    expect(clock.meaning(33 * HOUR)).toEqual({ instant: 33 * HOUR, clockChange: 'TWICE' });
    expect(clock.meaning(36 * HOUR - 1)).toEqual({ instant: 36 * HOUR - 1, clockChange: 'TWICE' });
    expect(clock.meaning(36 * HOUR)).toEqual({ instant: 39 * HOUR, clockChange: null });
  });
});
