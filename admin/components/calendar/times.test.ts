import { addMonths } from '../../../src/kernel/days.js';
import { addToWall, daysOf, drawnTimes, firstStart, gapsOf, movedTimes, resizedTimes, spanOf, step, timesFrom } from './times.js';

const NY = 'America/New_York';
const hour = (startTime: string, minutes = 60) => ({
  startTime,
  endTime: new Date(Date.parse(startTime) + minutes * 60_000).toISOString(),
});

describe('what the calendar draws', () => {
  it('is the wall clock of the zone, before and after the clocks change', () => {
    expect(drawnTimes(hour('2026-03-06T14:00:00.000Z'), NY)).toEqual({ start: '2026-03-06T09:00', end: '2026-03-06T10:00' });
    expect(drawnTimes(hour('2026-03-09T13:00:00.000Z'), NY)).toEqual({ start: '2026-03-09T09:00', end: '2026-03-09T10:00' });
  });

  it('has a length on the hour that the clocks show twice', () => {
    // 01:30 EDT to 01:30 EST.
    expect(drawnTimes(hour('2026-11-01T05:30:00.000Z'), NY)).toEqual({ start: '2026-11-01T01:30', end: '2026-11-01T01:45' });
  });
});

describe('a move', () => {
  it('across the change of the clocks keeps the wall clock and the length', () => {
    expect(movedTimes(hour('2026-03-06T14:00:00.000Z', 50), { days: 3, seconds: 1800 }, NY)).toEqual({
      startTime: '2026-03-09T13:30:00.000Z',
      endTime: '2026-03-09T14:20:00.000Z',
    });
  });

  it('to a time that the clocks skip goes behind the jump', () => {
    expect(movedTimes(hour('2026-03-07T07:30:00.000Z'), { days: 1, seconds: 0 }, NY).startTime).toBe('2026-03-08T07:30:00.000Z');
  });

  it('of the end alone never goes before the start', () => {
    const times = hour('2026-03-06T14:00:00.000Z');
    expect(resizedTimes(times, { days: 0, seconds: 900 }, NY).endTime).toBe('2026-03-06T15:15:00.000Z');
    expect(resizedTimes(times, { days: 0, seconds: -7200 }, NY).endTime).toBe('2026-03-06T14:05:00.000Z');
  });
});

it('leaves of a day what is not among the times, though they overlap', () => {
  const days = { first: '2026-03-09', after: '2026-03-10' };
  const day = (from: string, to: string) => ({ startTime: `2026-03-09T${from}:00.000Z`, endTime: `2026-03-09T${to}:00.000Z` });
  expect(gapsOf([day('13:00', '16:00'), day('15:00', '17:00'), day('18:00', '21:30')], days, NY)).toEqual([
    { start: '2026-03-09T00:00', end: '2026-03-09T09:00' },
    { start: '2026-03-09T13:00', end: '2026-03-09T14:00' },
    { start: '2026-03-09T17:30', end: '2026-03-10T00:00' },
  ]);
  expect(gapsOf([], days, NY)).toEqual([{ start: '2026-03-09T00:00', end: '2026-03-10T00:00' }]);
});

describe('the days of a view', () => {
  it('begin with the week’s first day', () => {
    expect(daysOf('week', '2026-03-08', 1)).toEqual({ first: '2026-03-02', after: '2026-03-09' });
    expect(daysOf('week', '2026-03-08', 0)).toEqual({ first: '2026-03-08', after: '2026-03-15' });
    expect(daysOf('list', '2026-03-05', 1)).toEqual({ first: '2026-03-05', after: '2026-03-12' });
    expect(daysOf('month', '2026-03-18', 1)).toEqual({ first: '2026-02-23', after: '2026-04-06' });
  });

  it('are never more than the API gives', () => {
    for (let month = 0; month < 48; month++)
      for (const firstDay of [0, 1, 6]) {
        const { from, to } = spanOf('month', addMonths('2026-01-15', month), firstDay, NY);
        expect(Date.parse(to) - Date.parse(from)).toBeLessThanOrEqual(42 * 86_400_000 + 3_600_000);
      }
  });

  it('of a day on which the clocks change have 23 or 25 hours', () => {
    expect(spanOf('day', '2026-03-08', 1, NY)).toEqual({ from: '2026-03-08T05:00:00.000Z', to: '2026-03-09T04:00:00.000Z' });
    expect(spanOf('day', '2026-11-01', 1, NY)).toEqual({ from: '2026-11-01T04:00:00.000Z', to: '2026-11-02T05:00:00.000Z' });
  });

  it('step by what the view shows', () => {
    expect(step('day', '2026-02-28', 1)).toBe('2026-03-01');
    expect(step('week', '2026-03-02', -1)).toBe('2026-02-23');
    expect(step('month', '2026-01-31', 1)).toBe('2026-02-01');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  });
});

it.each([
  ['2026-03-09', '2026-03-09T17:20:00.000Z', { date: '2026-03-09', time: '14:00' }],
  ['2026-03-09', '2026-03-09T09:20:00.000Z', { date: '2026-03-09', time: '09:00' }],
  ['2026-03-09', '2026-03-09T22:20:00.000Z', { date: '2026-03-10', time: '09:00' }],
  ['2026-03-01', '2026-03-09T17:20:00.000Z', { date: '2026-03-09', time: '14:00' }],
  ['2026-04-01', '2026-03-09T22:20:00.000Z', { date: '2026-04-01', time: '09:00' }],
])('begins a new appointment on %s at %s never in the past', (shown, now, start) => {
  expect(firstStart(shown, NY, new Date(now))).toEqual(start);
});

it('a time of the wall clock moves over the end of a month, and means an instant', () => {
  expect(addToWall('2026-02-28T23:30', 0, 3600)).toBe('2026-03-01T00:30');
  expect(timesFrom('2026-03-09T09:00', 50, NY).endTime).toBe('2026-03-09T13:50:00.000Z');
});
