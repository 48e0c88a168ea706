import { typedClock } from './typed-clock.js';

describe('a time of the day as it is typed', () => {
  it.each([
    ['09:00', '09:00'],
    ['9:00', '09:00'],
    ['9', '09:00'],
    ['17', '17:00'],
    ['9:00 a.m.', '09:00'],
    ['9:00\u202fAM', '09:00'],
    ['5 pm', '17:00'],
    ['5pm', '17:00'],
    ['5.30pm', '17:30'],
    ['5:30 P. M.', '17:30'],
    ['12 am', '00:00'],
    ['12:15 p.m.', '12:15'],
    ['17h30', '17:30'],
    ['1730', '17:30'],
    ['930', '09:30'],
    ['24:00', '24:00'],
  ])('%s is %s', (typed, meant) => expect(typedClock(typed)).toBe(meant));

  it.each(['', 'noon', '25:00', '9:75', '13 pm', '0 am', '9:00 xm', '09:00-10:00', `9${' '.repeat(100_000)}pm!`])(
    'leaves %s to the use case',
    (typed) => expect(typedClock(typed)).toBe(typed),
  );
});
