import { rank, type Slot, type Waiting, wallClock, WISH_DAYS } from './matching.js';

const NOW = new Date('2026-11-20T12:00:00Z');
const DAY = 86_400_000;
/** A Tuesday, 10:00 to 10:50 in New York. */
const SLOT: Slot = {
  therapistId: '7',
  therapistName: 'Sam Rivera',
  locationId: '3',
  zone: 'America/New_York',
  start: new Date('2026-12-01T15:00:00Z'),
  end: new Date('2026-12-01T15:50:00Z'),
};

let counter = 0;
function entry(given: Partial<Waiting> & { days?: number } = {}): Waiting {
  counter += 1;
  const { days = 10, ...rest } = given;
  return {
    id: String(counter),
    effectivePriority: 'MEDIUM',
    priorityLevelName: null,
    rank: { HIGH: 100, MEDIUM: 200, LOW: 300 }[rest.effectivePriority ?? 'MEDIUM'],
    requestDate: new Date(NOW.getTime() - days * DAY),
    preferredDays: [],
    preferredFrom: null,
    preferredTo: null,
    preferredTherapistId: null,
    preferredTherapistName: null,
    preferredLocationId: null,
    preferredLocationName: null,
    preferredLanguage: null,
    ...rest,
  };
}

const one = (given: Partial<Waiting> & { days?: number }, slot: Partial<Slot> = {}) =>
  rank({ ...SLOT, ...slot }, [entry(given)], NOW, (time) => time)[0];
const order = (...entries: Waiting[]): string[] => rank(SLOT, entries, NOW, (time) => time).map((match) => match.entry.id);

describe('the wall clock', () => {
  it.each([
    ['2026-12-01T15:00:00Z', 'America/New_York', 2, 600],
    // The same place in summer, when it is an hour nearer to UTC.
    ['2026-07-07T14:00:00Z', 'America/New_York', 2, 600],
    ['2026-12-01T04:30:00Z', 'America/New_York', 1, 1410],
    ['2026-12-01T15:00:00Z', 'Asia/Tokyo', 3, 0],
    ['2026-12-06T12:00:00Z', 'UTC', 7, 720],
    ['2026-12-01T15:00:00Z', 'Asia/Kathmandu', 2, 1245],
  ])('%s in %s is weekday %d, minute %d', (instant, zone, weekday, minutes) => {
    expect(wallClock(new Date(instant), zone)).toEqual({ weekday, minutes });
  });
});

describe('an entry held against a slot', () => {
  it('that names nothing fits, by priority and waiting alone', () => {
    expect(one({ days: 42, effectivePriority: 'HIGH' })).toMatchObject({
      fits: true,
      reasons: ['priority high', 'waiting 42 days'],
      obstacles: [],
      remarks: [],
    });
  });

  it('says each wish that is met', () => {
    const match = one({
      days: 1,
      preferredDays: [2, 4],
      preferredFrom: '10:00',
      preferredTo: '10:50',
      preferredTherapistId: '7',
      preferredTherapistName: 'Sam Rivera',
      preferredLocationId: '3',
      preferredLocationName: 'Harbour Street',
    });
    expect(match?.fits).toBe(true);
    expect(match?.reasons).toEqual([
      'priority medium',
      'prefers Tuesday and Thursday',
      'prefers 10:00 to 10:50',
      'asked for Sam Rivera',
      'asked for Harbour Street',
      'waiting 1 day',
    ]);
  });

  it.each<[Partial<Waiting>, string]>([
    [{ preferredDays: [1, 3, 5] }, 'prefers Monday, Wednesday and Friday, and this is a Tuesday'],
    [{ preferredFrom: '10:01' }, 'not before 10:01, and this begins at 10:00'],
    [{ preferredTo: '10:49' }, 'not after 10:49, and this ends at 10:50'],
    [{ preferredTherapistId: '8', preferredTherapistName: 'Alex Moreau' }, 'asked for Alex Moreau'],
    [{ preferredLocationId: '4', preferredLocationName: 'Eastport' }, 'asked for Eastport'],
  ])('that names %j does not fit, and says so', (given, words) => {
    expect(one(given)).toMatchObject({ fits: false, obstacles: [words] });
  });

  it('names every obstacle at once', () => {
    expect(one({ preferredDays: [1], preferredFrom: '15:00', preferredTherapistId: '8' })?.obstacles).toHaveLength(3);
  });

  it('does not fail for a language or an open location: it says what to ask', () => {
    expect(one({ preferredLanguage: 'FR' })).toMatchObject({
      fits: true,
      remarks: ['asks for French: see whether Sam Rivera speaks it'],
    });
    expect(one({ preferredLanguage: 'ASE' })?.remarks[0]).toContain('American Sign Language');
    const open = one({ preferredLocationId: '4', preferredLocationName: 'Eastport' }, { locationId: null });
    expect(open).toMatchObject({ fits: true, remarks: ['asked for Eastport; the location of this time is open'] });
  });

  it('means the wall clock of the place, not UTC', () => {
    const late = { start: new Date('2026-12-02T04:00:00Z'), end: new Date('2026-12-02T05:00:00Z') };
    expect(one({ preferredDays: [2], preferredTo: '24:00' }, late)?.fits).toBe(true);
    expect(one({ preferredTo: '24:00' }, { ...late, end: new Date('2026-12-02T05:30:00Z') })?.obstacles).toEqual([
      'not after 24:00, and this ends at 00:30 the next day',
    ]);
  });
});

describe('the order', () => {
  it('is by priority before all else', () => {
    const [low, high, medium] = [
      entry({ effectivePriority: 'LOW', days: 900 }),
      entry({ effectivePriority: 'HIGH', days: 0 }),
      entry({ days: 100, preferredDays: [2] }),
    ];
    expect(order(low, high, medium)).toEqual([high.id, medium.id, low.id]);
  });

  it('counts a wish that is met like two weeks of waiting', () => {
    const flexible = entry({ days: 40 });
    const wishful = entry({ days: 40 - WISH_DAYS + 1, preferredDays: [2] });
    const late = entry({ days: 40 - WISH_DAYS - 1, preferredDays: [2] });
    expect(order(late, wishful, flexible)).toEqual([wishful.id, flexible.id, late.id]);
  });

  it('puts who fits before who does not, and is the same however they come', () => {
    const all = [
      entry({ effectivePriority: 'HIGH', preferredDays: [1] }),
      ...Array.from({ length: 12 }, (_, n) => entry({ days: n % 3, effectivePriority: n % 2 ? 'LOW' : 'MEDIUM' })),
    ];
    const sorted = order(...all);
    expect(sorted.at(-1)).toBe(all[0]?.id);
    expect(order(...[...all].reverse())).toEqual(sorted);
  });
});
