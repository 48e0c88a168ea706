import type { ClosedDays, Hours } from './hours.js';
import { openingInWords, openTime } from './opening.js';

const HOUR = 3_600_000;
const NEW_YORK = { locationId: '1', zone: 'America/New_York' };
const span = (start: string, end: string): { start: number; end: number } => ({ start: Date.parse(start), end: Date.parse(end) });
const open = (weekday: number, startTime: string, endTime: string): Hours => ({
  ...NEW_YORK,
  weekday,
  startTime,
  endTime,
  validFrom: null,
  validTo: null,
});
const closed = (startDate: string, endDate = startDate, locationId: string | null = '1'): ClosedDays => ({
  startDate,
  endDate,
  locationId,
});
const hoursOpen = (hours: Hours[] | null, closures: ClosedDays[], window: { start: number; end: number }): number =>
  openTime(hours, closures, NEW_YORK, window) / HOUR;

describe('how long a place is open', () => {
  // Monday to Sunday on its clock, in winter.
  const week = span('2030-01-07T05:00:00Z', '2030-01-14T05:00:00Z');
  const weekdays = [1, 2, 3, 4, 5].map((day) => open(day, '09:00', '17:00'));

  it('is the sum of its hours, each moment once', () => {
    expect(hoursOpen(weekdays, [], week)).toBe(40);
    expect(hoursOpen([...weekdays, open(1, '12:00', '18:00')], [], week)).toBe(41);
    expect(hoursOpen([], [], week)).toBe(0);
  });

  it('leaves out its own closures and those of the practice, not those of another place', () => {
    expect(hoursOpen(weekdays, [closed('2030-01-08'), closed('2030-01-09', '2030-01-10', null)], week)).toBe(16);
    expect(hoursOpen(weekdays, [closed('2030-01-08', '2030-01-08', '2')], week)).toBe(40);
  });

  it('counts the part of a day that the window has', () => {
    expect(hoursOpen(weekdays, [], span('2030-01-07T15:30:00Z', '2030-01-07T18:00:00Z'))).toBe(2.5);
    expect(hoursOpen(weekdays, [], span('2030-01-07T22:00:00Z', '2030-01-08T14:00:00Z'))).toBe(0);
    expect(hoursOpen(weekdays, [], span('2030-01-08T14:00:00Z', '2030-01-07T22:00:00Z'))).toBe(0);
  });

  it('is all of the window where nobody has entered hours, also on closed days', () => {
    expect(hoursOpen(null, [closed('2030-01-08')], week)).toBe(168);
  });

  it('loses an hour of the night in which the clocks skip one, and gains that which they show twice', () => {
    const night = [open(7, '00:00', '06:00')];
    expect(hoursOpen(night, [], span('2030-03-10T00:00:00Z', '2030-03-11T00:00:00Z'))).toBe(5);
    expect(hoursOpen(night, [], span('2030-11-03T00:00:00Z', '2030-11-04T00:00:00Z'))).toBe(7);
  });

  it('runs to midnight with 24:00, and on 29 February as on any day', () => {
    // A Thursday.
    const leapDay = span('2024-02-29T05:00:00Z', '2024-03-01T05:00:00Z');
    expect(hoursOpen([open(4, '20:00', '24:00')], [], leapDay)).toBe(4);
    expect(hoursOpen([open(4, '20:00', '24:00')], [closed('2024-02-29')], leapDay)).toBe(0);
  });
});

describe('opening hours in words', () => {
  it('put days alike together', () => {
    const days = [1, 2, 3, 4, 5].map((day) => open(day, '08:00', '18:00'));
    expect(openingInWords([...days, open(6, '09:00', '13:00')])).toBe('Mon–Fri 08:00–18:00; Sat 09:00–13:00');
    expect(openingInWords([open(1, '08:00', '12:00'), open(3, '08:00', '12:00')])).toBe('Mon 08:00–12:00; Wed 08:00–12:00');
    expect(openingInWords([open(7, '00:00', '24:00')])).toBe('Sun 00:00–24:00');
  });

  it('say each break, and none where one stretch goes over into the next', () => {
    expect(openingInWords([open(2, '13:00', '18:00'), open(2, '08:00', '12:00')])).toBe('Tue 08:00–12:00, 13:00–18:00');
    expect(openingInWords([open(2, '08:00', '12:00'), open(2, '12:00', '18:00'), open(2, '11:00', '12:30')])).toBe(
      'Tue 08:00–18:00',
    );
  });

  it('are nothing where there are none', () => expect(openingInWords([])).toBeNull());
});
