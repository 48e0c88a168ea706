import { dayName, joined, shortDayName, shortDayOfCode, WEEKDAY_CODES, WEEKDAYS, WEEKDAYS_BY_NUMBER } from './words.js';

it('a list in words has its last part after an and', () =>
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joined)).toEqual(['', 'a', 'a and b', 'a, b and c']));

it('weekdays have the numbers of ISO 8601', () => {
  expect([dayName(1), dayName(3), dayName(7)]).toEqual(['Monday', 'Wednesday', 'Sunday']);
  expect([1, 4, 7].map(shortDayName)).toEqual(['Mon', 'Thu', 'Sun']);
  // The platform's own names: 3 January 2000 was a Monday.
  const name = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'long' });
  expect(WEEKDAYS).toEqual([3, 4, 5, 6, 7, 8, 9].map((day) => name.format(Date.UTC(2000, 0, day))));
});

it('weekdays are the same by number and by the codes of rules', () => {
  expect(WEEKDAYS_BY_NUMBER).toMatchObject({ 1: 'Monday', 7: 'Sunday' });
  expect(WEEKDAY_CODES.map(shortDayOfCode)).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  expect(shortDayOfCode('XX')).toBe('XX');
});

it('a number that is no weekday stays a number', () => expect([0, 8, -1].map(dayName)).toEqual(['0', '8', '-1']));
