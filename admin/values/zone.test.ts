import { dayAfter, fromWallTime, startOfDay, toWallTime } from './zone.js';

describe('wall-clock times', () => {
  it.each([
    ['2026-01-15T09:30', 'America/Toronto', '2026-01-15T14:30:00.000Z'],
    ['2026-07-15T09:30', 'America/Toronto', '2026-07-15T13:30:00.000Z'],
    ['2026-07-15T09:30', 'Asia/Kolkata', '2026-07-15T04:00:00.000Z'],
    ['2026-07-15T00:30', 'Pacific/Auckland', '2026-07-14T12:30:00.000Z'],
    // Skipped in spring: the moment after the jump. Twice in autumn: the first.
    ['2026-03-08T02:30', 'America/Toronto', '2026-03-08T07:30:00.000Z'],
    ['2026-11-01T01:30', 'America/Toronto', '2026-11-01T05:30:00.000Z'],
  ])('%s in %s is %s', (text, zone, instant) => {
    expect(fromWallTime(text, zone).toISOString()).toBe(instant);
  });

  it('come back as they went', () => {
    expect(toWallTime(new Date('2026-07-15T13:30:00.000Z'), 'America/Toronto')).toBe('2026-07-15T09:30');
  });

  it('know where a day begins, and the next one', () => {
    expect(startOfDay('2026-03-08', 'America/Toronto').toISOString()).toBe('2026-03-08T05:00:00.000Z');
    expect(dayAfter('2026-02-28')).toBe('2026-03-01');
  });

  it('say that nonsense is none', () => {
    expect(Number.isNaN(fromWallTime('soon', 'UTC').getTime())).toBe(true);
  });
});
