import { USUAL_FORMATS } from '../../../kernel/formats.js';
import { spokenTimes } from '../../../kernel/spoken-times.js';
import { outsideWorkingHours, type PlaceOnClock, spansOfDay, type Worker } from './outside-hours.js';

const NORTH: PlaceOnClock = { id: '1', name: 'North', zone: 'America/New_York' };
const SOUTH: PlaceOnClock = { id: '2', name: 'South', zone: 'America/Chicago' };
const ANYWHERE: PlaceOnClock = { id: null, name: null, zone: 'America/New_York' };
const PLACES = [ANYWHERE, NORTH, SOUTH];
const SAY = spokenTimes(USUAL_FORMATS);

type Hours = Worker['hours'][number];
const hours = (weekday: number, startTime: string, endTime: string, locationId: string | null = '1'): Hours => ({
  weekday,
  startTime,
  endTime,
  locationId,
  validFrom: null,
  validTo: null,
});

/** What is wrong with a time from so many hours UTC to so many, for somebody with those hours. */
function outside(own: Hours[], place: PlaceOnClock, start: string, end: string): string | null {
  const time = { start: Date.parse(start), end: Date.parse(end) };
  const found = outsideWorkingHours({ name: 'Dana Fox', hours: own }, PLACES, place, time, SAY);
  return found && `${found.code}: ${found.message.replace(/\s/g, ' ')}`;
}

// Mondays in winter: New York is five hours behind, Chicago six.
describe('a time of work', () => {
  const monday = [hours(1, '09:00', '12:00'), hours(1, '13:00', '17:00')];

  it('may begin when the hours begin, and end when they end', () => {
    expect(outside(monday, NORTH, '2030-01-07T14:00:00Z', '2030-01-07T17:00:00Z')).toBeNull();
    expect(outside(monday, NORTH, '2030-01-07T21:00:00Z', '2030-01-07T22:00:00Z')).toBeNull();
  });

  it('lies outside a minute before, a minute after, and in the break; the words name that day’s hours', () => {
    const said = 'OUTSIDE_HOURS: Dana Fox works 9:00 AM–12:00 PM and 1:00 PM–5:00 PM on this day (America/New_York).';
    expect(outside(monday, NORTH, '2030-01-07T13:59:00Z', '2030-01-07T15:00:00Z')).toBe(said);
    expect(outside(monday, NORTH, '2030-01-07T21:30:00Z', '2030-01-07T22:01:00Z')).toBe(said);
    expect(outside(monday, NORTH, '2030-01-07T16:30:00Z', '2030-01-07T18:30:00Z')).toBe(said);
  });

  it('may run over two stretches that touch, and over midnight', () => {
    expect(
      outside([hours(1, '09:00', '12:00'), hours(1, '12:00', '15:00')], NORTH, '2030-01-07T16:00:00Z', '2030-01-07T18:00:00Z'),
    ).toBeNull();
    const night = [hours(1, '20:00', '24:00'), hours(2, '00:00', '04:00')];
    expect(outside(night, NORTH, '2030-01-08T04:00:00Z', '2030-01-08T06:00:00Z')).toBeNull();
  });

  it('is on no day of work, or of nobody who works', () => {
    expect(outside(monday, NORTH, '2030-01-08T15:00:00Z', '2030-01-08T16:00:00Z')).toBe(
      'OUTSIDE_HOURS: Dana Fox does not work on this day.',
    );
    expect(outside([], NORTH, '2030-01-07T15:00:00Z', '2030-01-07T16:00:00Z')).toBe(
      'OUTSIDE_HOURS: Dana Fox has no working hours.',
    );
  });

  it('is judged only by hours that hold on that day, both ends included', () => {
    const once = [{ ...hours(1, '09:00', '17:00'), validFrom: '2030-01-07', validTo: '2030-01-14' }];
    const at = (day: string): string | null => outside(once, NORTH, `${day}T15:00:00Z`, `${day}T16:00:00Z`);
    expect([at('2030-01-07'), at('2030-01-14')]).toEqual([null, null]);
    expect([at('2029-12-31'), at('2030-01-21')]).toEqual(Array(2).fill('OUTSIDE_HOURS: Dana Fox does not work on this day.'));
  });

  it('may be at another place than the hours', () => {
    const south = [hours(1, '09:00', '17:00', '2')];
    expect(outside(south, SOUTH, '2030-01-07T22:00:00Z', '2030-01-07T23:00:00Z')).toBeNull();
    expect(outside(south, NORTH, '2030-01-07T15:00:00Z', '2030-01-07T16:00:00Z')).toBe(
      'WRONG_LOCATION: Dana Fox works at South then, not at North.',
    );
    // Nine in New York is eight in Chicago: no hours anywhere.
    expect(outside(south, NORTH, '2030-01-07T14:00:00Z', '2030-01-07T15:00:00Z')).toBe(
      'OUTSIDE_HOURS: Dana Fox works 10:00 AM–6:00 PM on this day (America/New_York).',
    );
  });

  it('without a place lies in the hours of one place, not in those of two together', () => {
    const both = [hours(1, '09:00', '12:00'), hours(1, '11:00', '15:00', '2')];
    expect(outside(both, ANYWHERE, '2030-01-07T14:00:00Z', '2030-01-07T17:00:00Z')).toBeNull();
    expect(outside(both, ANYWHERE, '2030-01-07T16:00:00Z', '2030-01-07T18:00:00Z')).toMatch(/^OUTSIDE_HOURS: Dana Fox works/);
  });

  it('at hours of no particular place may be anywhere', () => {
    const any = [hours(1, '09:00', '12:00', null)];
    expect(outside(any, NORTH, '2030-01-07T14:00:00Z', '2030-01-07T17:00:00Z')).toBeNull();
    expect(outside(any, ANYWHERE, '2030-01-07T14:00:00Z', '2030-01-07T17:00:00Z')).toBeNull();
  });

  it('goes by what the clocks show, on the days on which they change', () => {
    const sunday = [hours(7, '09:00', '10:00')];
    expect(outside(sunday, NORTH, '2030-03-03T14:00:00Z', '2030-03-03T15:00:00Z')).toBeNull();
    expect(outside(sunday, NORTH, '2030-03-10T13:00:00Z', '2030-03-10T14:00:00Z')).toBeNull();
    expect(outside(sunday, NORTH, '2030-11-03T14:00:00Z', '2030-11-03T15:00:00Z')).toBeNull();
    expect(outside(sunday, NORTH, '2030-11-03T13:00:00Z', '2030-11-03T14:00:00Z')).toMatch(/^OUTSIDE_HOURS/);
  });
});

describe('the spans of a day', () => {
  const at = (text: string): number => Date.parse(text);
  const day = { start: at('2030-01-07T05:00:00Z'), end: at('2030-01-08T05:00:00Z') };
  const stretch = (start: string, end: string, locationId = '1') => ({ start: at(start), end: at(end), locationId });
  const said = (...stretches: ReturnType<typeof stretch>[]): string =>
    spansOfDay(stretches, day, NORTH.zone, SAY).replace(/\s/g, ' ');

  it('are those that touch the day, each once', () => {
    expect(
      said(
        stretch('2030-01-07T01:00:00Z', '2030-01-07T05:00:00Z'),
        stretch('2030-01-07T14:00:00Z', '2030-01-07T17:00:00Z'),
        stretch('2030-01-07T14:00:00Z', '2030-01-07T17:00:00Z', '2'),
        stretch('2030-01-08T04:00:00Z', '2030-01-08T07:00:00Z'),
        stretch('2030-01-08T05:00:00Z', '2030-01-08T07:00:00Z'),
      ),
    ).toBe('9:00 AM–12:00 PM and 11:00 PM–2:00 AM');
  });

  it('are empty where there is nothing', () => expect(said()).toBe(''));
});
