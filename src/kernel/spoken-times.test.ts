import { spoken } from '../messages/notifications/texts.js';
import { USUAL_FORMATS } from './formats.js';
import { spokenTimes } from './spoken-times.js';

const START = new Date('2030-06-03T18:00:00Z');
const END = new Date('2030-06-03T18:50:00Z');
const plain = (text: string): string => text.replace(/\s/g, ' ');

it('says times in a sentence by the clock and the language of the practice', () => {
  const zone = 'America/New_York';
  expect(plain(spokenTimes(USUAL_FORMATS).span(START, END, zone))).toBe(
    'from 2:00 PM to 2:50 PM on Jun 3, 2030 (America/New_York)',
  );
  const british = spokenTimes({ ...USUAL_FORMATS, locale: 'en-GB', clock: 'HOUR_24' });
  expect(british.at(START, zone)).toBe('14:00 on 3 Jun 2030 (America/New_York)');
  expect(british.wall('09:30')).toBe('9:30');
});

it('writes to families as the practice does in its own language, and as theirs does in another', () => {
  const practice = { ...USUAL_FORMATS, locale: 'en-GB', clock: 'HOUR_24' } as const;
  expect(spoken(START, 'UTC', 'EN', practice).time).toMatch(/^18:00/);
  expect(spoken(START, 'UTC', 'EN', { ...practice, locale: 'fr-CA', clock: 'HOUR_12' }).time).toMatch(/^6:00\sPM/);
  expect(spoken(START, 'UTC', 'FR', practice).time).toMatch(/^18:00/);
});
