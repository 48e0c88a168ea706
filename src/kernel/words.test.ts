import { dayName, joined, shortDayName, WEEKDAYS } from './words.js';

it('a list in words has its last part after an and', () =>
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joined)).toEqual(['', 'a', 'a and b', 'a, b and c']));

it('weekdays have the numbers of ISO 8601', () => {
  expect([dayName(1), dayName(3), dayName(7)]).toEqual(['Monday', 'Wednesday', 'Sunday']);
  expect([1, 4, 7].map(shortDayName)).toEqual(['Mon', 'Thu', 'Sun']);
  // The platform's own names: 3 January 2000 was a Monday.
  const name = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'long' });
  expect(WEEKDAYS).toEqual([3, 4, 5, 6, 7, 8, 9].map((day) => name.format(Date.UTC(2000, 0, day))));
});

it('a number that is no weekday stays a number', () => expect([0, 8, -1].map(dayName)).toEqual(['0', '8', '-1']));
