import fc from 'fast-check';
import { clockOf } from '../../src/kernel/clock.js';
import { clockIn, fromWallTime, startOfDay, toWallTime } from './zone.js';

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

  it('know where a day begins', () => {
    expect(startOfDay('2026-03-08', 'America/Toronto').toISOString()).toBe('2026-03-08T05:00:00.000Z');
  });

  it('are those of the server', () => {
    const zones = ['America/Toronto', 'America/Havana', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
    const times = fc.integer({ min: Date.UTC(1972, 0) / 60_000, max: Date.UTC(2100, 0) / 60_000 });
    fc.assert(
      fc.property(times, fc.constantFrom(...zones), (minutes, zone) => {
        const [page, server] = [clockIn(zone), clockOf(zone)];
        const day = Math.floor(minutes / 1440);
        for (const time of [minutes, day * 1440, day * 1440 + 90, day * 1440 + 150].map((one) => one * 60_000)) {
          expect(page.stamp(new Date(time))).toBe(server.stamp(new Date(time)));
          expect(page.meaning(time)).toEqual(server.meaning(time));
        }
      }),
    );
  });

  it('say that nonsense is none', () => {
    expect(Number.isNaN(fromWallTime('soon', 'UTC').getTime())).toBe(true);
  });
});
