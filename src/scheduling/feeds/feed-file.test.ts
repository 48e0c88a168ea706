import { feedText, type FeedEvent, initials } from './feed-file.js';

const EVENT: FeedEvent = {
  id: '42',
  startTime: new Date('2026-03-08T14:00:00Z'),
  endTime: new Date('2026-03-08T14:50:00Z'),
  sequence: 3600,
  changedAt: new Date('2026-01-01T01:00:00Z'),
  clientFirstName: 'Robin',
  clientLastName: 'Ellery',
  learnerName: null,
  roomName: 'Blue; room, 2',
  isGroupSession: false,
  participantCount: 0,
  isHold: false,
};

describe('initials', () => {
  it.each([
    [['Robin', 'Ellery'], 'R.E.'],
    [['zoë', 'ångström'], 'Z.Å.'],
    [['Zoë', '  '], 'Z.'],
    [['👩‍👧 Ann', 'Lee'], '👩‍👧.L.'],
    [['ß', 'İpek'], 'SS.İ.'],
    [['', ''], ''],
  ])('of %j are %s', (names, wanted) => expect(initials(...names)).toBe(wanted));
});

describe('a feed', () => {
  it('is the same text for the same appointments', () => {
    expect(feedText([EVENT], 'INITIALS', 'x.example')).toBe(feedText([{ ...EVENT }], 'INITIALS', 'x.example'));
  });

  it('has an event an appointment, in UTC', () => {
    const lines = feedText([EVENT], 'INITIALS', 'x.example').split('\r\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'UID:appointment-42@x.example',
        'DTSTART:20260308T140000Z',
        'DTEND:20260308T145000Z',
        'LAST-MODIFIED:20260101T010000Z',
        'SEQUENCE:3600',
        'SUMMARY:R.E.',
        'LOCATION:Blue\\; room\\, 2',
        'STATUS:CONFIRMED',
        'CLASS:PRIVATE',
      ]),
    );
  });

  it('says what the practice lets it say', () => {
    const summary = (event: Partial<FeedEvent>, details: 'INITIALS' | 'NAMES'): string =>
      /SUMMARY:(.*)\r\n/.exec(feedText([{ ...EVENT, ...event }], details, 'x'))?.[1] ?? '';
    expect(summary({}, 'NAMES')).toBe('Robin Ellery');
    expect(summary({ learnerName: 'Sam Ellery' }, 'NAMES')).toBe('Sam Ellery (Robin Ellery)');
    expect(summary({ learnerName: 'Sam Ellery' }, 'INITIALS')).toBe('R.E.');
    expect(summary({ isGroupSession: true, participantCount: 4 }, 'NAMES')).toBe('Group session (4)');
    expect(summary({ isHold: true }, 'NAMES')).toBe('Held');
  });
});
