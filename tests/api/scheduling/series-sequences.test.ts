/** Series that were moved can be split, and the other way round: whatever is done to them one after the other, they stay whole. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { wallOf } from '../../../src/kernel/clock.js';
import { daysOf, occurrenceOn } from '../../../src/scheduling/series/rules/recurrence.js';
import { placeOf } from '../../../src/scheduling/series/rules/shift.js';
import { withApp } from '../../support/app.js';
import { aClient, aLocation, aUser } from '../../support/builders.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LENGTH = 50 * MINUTE;

interface Answer {
  status: number;
  body: { id: string; code?: string; changed: { id: string }[]; kept: { id: string; startTime: string }[] };
}

describe('a series that is changed again and again', () => {
  const app = withApp();
  let staff: TokenHolder;

  beforeAll(async () => {
    staff = await signedIn(app, 'STAFF');
  }, 60_000);

  const book = async (zone: string, start: Date, recurrence: object) => {
    const location = await aLocation(app.prisma, { timezone: zone });
    const answer = await staff.post('/api/appointments/recurring').send({
      title: 'Speech therapy',
      clientId: String((await aClient(app.prisma)).id),
      therapistId: String((await aUser(app.prisma)).id),
      locationId: String(location.id),
      startTime: start.toISOString(),
      endTime: new Date(start.getTime() + LENGTH).toISOString(),
      recurrence,
    });
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    const { id, appointments } = answer.body as { id: string; appointments: { id: string; startTime: string }[] };
    return { id, ids: appointments.map((one) => one.id), starts: appointments.map((one) => new Date(one.startTime)) };
  };
  const change = async (id: string | undefined, body: object): Promise<Answer> => {
    const answer = await staff.put(`/api/appointments/${id}/series`).send(body);
    return { status: answer.status, body: answer.body as Answer['body'] };
  };
  const to = (start: Date, days: number, minutes = 0) => {
    const startTime = new Date(start.getTime() + days * DAY + minutes * MINUTE);
    return { startTime: startTime.toISOString(), endTime: new Date(startTime.getTime() + LENGTH).toISOString() };
  };
  const ruleOf = async (id: string) => {
    const { body } = await staff.get(`/api/series/${id}`).expect(200);
    const { rule, exceptions, appointments } = body as {
      rule: string;
      exceptions: string[];
      appointments: { startTime: string }[];
    };
    return { rule, exceptions, starts: appointments.map((one) => one.startTime.slice(0, 10)) };
  };
  const monday = new Date('2030-02-25T14:00:00.000Z');

  it('is split where it is now, after it was moved by a week', async () => {
    const { id, ids, starts } = await book('America/New_York', monday, { frequency: 'WEEKLY', count: 6 });
    expect((await change(ids[0], { scope: 'ALL', ...to(monday, 7) })).status).toBe(200);
    for (const place of [1, 3]) {
      const answer = await change(ids[place], { scope: 'FOLLOWING', title: 'Language therapy' });
      expect([place, answer.status, answer.body]).toEqual([place, 200, expect.objectContaining({ kept: [] })]);
      expect(answer.body.changed.map((one) => one.id)).toEqual(ids.slice(place));
      if (place === 1) {
        expect(await ruleOf(id)).toMatchObject({ rule: 'FREQ=WEEKLY;UNTIL=20300310', starts: ['2030-03-04'] });
        expect(await ruleOf(answer.body.id)).toMatchObject({ rule: 'FREQ=WEEKLY;UNTIL=20300408', exceptions: [] });
      }
    }
    // What each was meant to be at first is its identity still.
    const rows = await app.prisma.appointment.findMany({ where: { id: { in: ids.map(BigInt) } }, orderBy: { id: 'asc' } });
    expect(rows.map((row) => row.originalStart)).toEqual(starts);
  });

  it('ends before what was split off, after it was moved by a day', async () => {
    const { id, ids } = await book('America/New_York', monday, { frequency: 'WEEKLY', count: 6 });
    expect((await change(ids[0], { scope: 'ALL', ...to(monday, -1) })).status).toBe(200);
    const answer = await change(ids[3], { scope: 'FOLLOWING', title: 'Language therapy' });
    expect(answer.status).toBe(200);
    expect(await ruleOf(id)).toEqual({
      rule: 'FREQ=WEEKLY;UNTIL=20300316',
      exceptions: [],
      starts: ['2030-02-24', '2030-03-03', '2030-03-10'],
    });
    expect(await ruleOf(answer.body.id)).toMatchObject({ rule: 'FREQ=WEEKLY;UNTIL=20300331' });
  });

  it('is split at one that was moved by itself, where the series means that one to be', async () => {
    const { id, ids, starts } = await book('Europe/London', monday, { frequency: 'WEEKLY', count: 4 });
    expect((await change(ids[0], { scope: 'ALL', ...to(monday, 2) })).status).toBe(200);
    expect((await change(ids[2], { scope: 'THIS', ...to(starts[2] as Date, 13, 30) })).status).toBe(200);
    const answer = await change(ids[2], { scope: 'FOLLOWING', title: 'Language therapy' });
    expect([answer.status, answer.body.changed.map((one) => one.id)]).toEqual([200, ids.slice(2)]);
    expect(await ruleOf(id)).toMatchObject({ rule: 'FREQ=WEEKLY;UNTIL=20300312', starts: ['2030-02-27', '2030-03-06'] });
    expect(await ruleOf(answer.body.id)).toMatchObject({
      rule: 'FREQ=WEEKLY;UNTIL=20300320',
      starts: ['2030-03-24', '2030-03-20'],
    });
  });

  it('takes along what stays as it is, so that the two are whole', async () => {
    const { id, ids } = await book('America/New_York', monday, { frequency: 'WEEKLY', count: 5 });
    await staff.post(`/api/appointments/${ids[3]}/cancel`, { reason: 'Ill.' }).expect(200);
    const answer = await change(ids[2], { scope: 'FOLLOWING', title: 'Language therapy' });
    expect(answer.body.kept).toMatchObject([{ id: ids[3], because: 'OVER' }]);
    expect((await ruleOf(answer.body.id)).starts).toHaveLength(3);
    const cancelled = await app.prisma.appointment.findUniqueOrThrow({ where: { id: BigInt(ids[3] ?? 0) } });
    expect(cancelled).toMatchObject({
      title: 'Speech therapy',
      status: 'CANCELLED',
      recurrencePatternId: BigInt(answer.body.id),
    });
    // The first two are cancelled: what they leave can be split no further, and nothing else is touched.
    expect((await ruleOf(id)).starts).toHaveLength(2);
  });

  it('keeps its pairs of weeks when it moves over their border', async () => {
    const { ids, id } = await book('America/New_York', monday, { frequency: 'BIWEEKLY', daysOfWeek: ['MO', 'SU'], count: 6 });
    expect((await change(ids[0], { scope: 'ALL', ...to(monday, 1) })).status).toBe(200);
    expect(await ruleOf(id)).toEqual({
      rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,MO;WKST=TU;UNTIL=20300401',
      exceptions: [],
      starts: ['2030-02-26', '2030-03-04', '2030-03-12', '2030-03-18', '2030-03-26', '2030-04-01'],
    });
    expect((await change(ids[2], { scope: 'FOLLOWING', title: 'Language therapy' })).status).toBe(200);
  });

  it('is split with a rule of positions, which its days alone do not tell', async () => {
    const rule = 'FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;COUNT=5';
    const wednesday = new Date('2030-02-27T14:00:00.000Z');
    const { ids } = await book('America/New_York', wednesday, { frequency: 'CUSTOM', rule });
    const answer = await change(ids[2], { scope: 'FOLLOWING', title: 'Language therapy' });
    expect(answer.status).toBe(200);
    expect((await ruleOf(answer.body.id)).rule).toBe('FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;UNTIL=20300327');
  });

  /** Everything that there is of a series and of those that were split off from it. */
  const familyOf = async (ids: readonly string[]) => {
    const rows = await app.prisma.appointment.findMany({ where: { id: { in: ids.map(BigInt) } }, orderBy: { id: 'asc' } });
    const patternIds = [...new Set(rows.flatMap(({ recurrencePatternId }) => recurrencePatternId ?? []))];
    const patterns = await app.prisma.appointmentRecurrencePattern.findMany({
      where: { id: { in: patternIds } },
      orderBy: { id: 'asc' },
    });
    return { rows, patterns };
  };
  type Family = Awaited<ReturnType<typeof familyOf>>;

  /** What must hold whatever was done. */
  function expectWhole({ rows, patterns }: Family, identities: ReadonlyMap<string, number>): void {
    expect(new Map(rows.map((row) => [String(row.id), row.originalStart?.getTime()]))).toEqual(identities);
    const live = rows
      .filter(({ status }) => status !== 'CANCELLED')
      .sort((left, right) => left.startTime.getTime() - right.startTime.getTime());
    live.forEach((row, index) => expect(live[index - 1]?.endTime.getTime() ?? 0).toBeLessThanOrEqual(row.startTime.getTime()));
    for (const pattern of patterns) {
      const own = rows.filter(({ recurrencePatternId }) => recurrencePatternId === pattern.id);
      const zone = pattern.timezone ?? '';
      const dayOf = (instant: Date) => wallOf(instant, zone).toPlainDate().toString();
      const places = new Set(own.map((row) => dayOf(placeOf(row))));
      // One place each.
      expect(places.size).toBe(own.length);
      const rule = pattern.rrule ?? '';
      const { days, more } = daysOf(rule, wallOf(pattern.startDate, zone).toPlainDate());
      const told = days.map(String).filter((day) => !pattern.excludedDates.includes(day));
      expect([rule, more, told.filter((day) => !places.has(day))]).toEqual([rule, false, []]);
      // It ends with its last, or before those that were split off.
      const last = [...places].sort().at(-1) ?? '';
      expect([rule, (told.at(-1) ?? last) <= last]).toEqual([rule, true]);
      const count = /COUNT=(\d+)/.exec(rule)?.[1];
      if (count !== undefined) expect([days.length, told.length]).toEqual([Number(count), own.length]);
      expect(pattern.occurrenceCount === null || count !== undefined).toBe(true);
      expect(pattern.endDate === null || pattern.endDate >= pattern.startDate).toBe(true);
      const regular = own.filter(
        (row) => row.status !== 'CANCELLED' && !row.changedSingly && placeOf(row).getTime() === row.startTime.getTime(),
      );
      expect([rule, regular.map((row) => dayOf(row.startTime)).filter((day) => !told.includes(day))]).toEqual([rule, []]);
      // The same wall clock, but where the clocks skip it.
      const walls = new Set(own.map((row) => wallOf(placeOf(row), zone).toPlainTime().toString()));
      const wall = [...walls].find((one) =>
        own.every(
          (row) =>
            occurrenceOn(Temporal.PlainDate.from(dayOf(placeOf(row))), Temporal.PlainTime.from(one), zone).start.getTime() ===
            placeOf(row).getTime(),
        ),
      );
      expect([zone, [...walls], wall !== undefined]).toEqual([zone, [...walls], true]);
    }
  }

  const ZONES = ['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'America/Santiago'];
  const RULES = [
    { frequency: 'WEEKLY', count: 6 },
    { frequency: 'WEEKLY', daysOfWeek: ['MO', 'TH'], count: 7 },
    { frequency: 'BIWEEKLY', daysOfWeek: ['MO', 'SU'], count: 6 },
    { frequency: 'DAILY', interval: 3, count: 7 },
    { frequency: 'MONTHLY', count: 4 },
    { frequency: 'CUSTOM', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,SA;BYSETPOS=2,-1;COUNT=6' },
    { frequency: 'CUSTOM', rule: 'FREQ=MONTHLY;BYDAY=-1MO,4MO;COUNT=6' },
    { frequency: 'WEEKLY', count: 6, exceptions: ['2030-03-11', '2030-10-28'] },
  ];
  const steps = fc.array(
    fc.record({
      act: fc.constantFrom('TITLE', 'TITLE', 'MOVE', 'MOVE', 'MOVE', 'PLACE', 'CANCEL', 'REOPEN'),
      scope: fc.constantFrom('THIS', 'FOLLOWING', 'FOLLOWING', 'ALL'),
      which: fc.nat({ max: 9 }),
      days: fc.constantFrom(-8, -7, -2, -1, 0, 1, 2, 7, 8, 14),
      minutes: fc.constantFrom(0, 0, 90, -60),
      zone: fc.constantFrom(...ZONES),
    }),
    { minLength: 3, maxLength: 7 },
  );

  it('keeps identity, rule, end and wall clock through any sequence of changes', async () => {
    const seen: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...RULES),
        fc.constantFrom(...ZONES),
        fc.constantFrom('2030-02-25', '2030-09-23'),
        fc.constantFrom('09:00', '02:30', '23:45'),
        steps,
        async (rule, zone, day, clock, sequence) => {
          // A Monday in each year's half, before the clocks change.
          const named = rule.rule?.includes('BYSETPOS')
            ? Temporal.PlainDate.from(day).add({ days: 2 })
            : Temporal.PlainDate.from(day);
          const start = occurrenceOn(named, Temporal.PlainTime.from(clock), zone).start;
          const { ids, starts } = await book(zone, start, rule);
          const identities = new Map(ids.map((id, index) => [id, starts[index]?.getTime() ?? 0]));
          let before = await familyOf(ids);
          expectWhole(before, identities);
          for (const { act, scope, which, days, minutes, zone: other } of sequence) {
            const row = before.rows[which % ids.length] as Family['rows'][number];
            const id = String(row.id);
            let answer: Answer;
            if (act === 'CANCEL')
              answer = await staff.post(`/api/appointments/${id}/series/cancel`).send({ scope, reason: 'Ill.' });
            else if (act === 'REOPEN') answer = await staff.put(`/api/appointments/${id}`).send({ status: 'SCHEDULED' });
            else {
              const place = act === 'PLACE' ? { locationId: String((await aLocation(app.prisma, { timezone: other })).id) } : {};
              const time = act === 'MOVE' ? to(row.startTime, days, minutes) : {};
              answer = await change(id, { scope, ...place, ...time, title: `${act} ${days}` });
            }
            const after = await familyOf(ids);
            const what = `${act} ${scope} ${answer.status} ${answer.body.code ?? ''}`;
            seen[what] = (seen[what] ?? 0) + 1;
            // A title can always be changed of what is still open.
            expect([
              what,
              answer.status === 200 ||
                answer.status === 409 ||
                (answer.status === 422 && answer.body.code === 'series.days' && act !== 'TITLE'),
            ]).toEqual([what, true]);
            if (act === 'TITLE' && row.status === 'SCHEDULED') expect([what, answer.status]).toEqual([what, 200]);
            if (answer.status !== 200) expect(after).toEqual(before);
            else if (act !== 'REOPEN') {
              const times = (family: Family, among: readonly { id: string }[]) =>
                family.rows
                  .filter((one) => among.some((kept) => kept.id === String(one.id)))
                  .map((one) => [one.startTime, one.title, one.status]);
              expect(times(after, answer.body.kept)).toEqual(times(before, answer.body.kept));
              const touched = new Set([...answer.body.changed, ...answer.body.kept].map((one) => one.id));
              const others = (family: Family) => family.rows.filter((one) => !touched.has(String(one.id)));
              expect(others(after)).toEqual(others(before));
            }
            expectWhole(after, identities);
            before = after;
          }
        },
      ),
      { numRuns: Number(process.env.RUNS ?? 14), seed: Number(process.env.SEED ?? 20_261_128) },
    );
    expect(Object.keys(seen).filter((what) => what.startsWith('MOVE ALL 200')).length).toBe(1);
    expect(Object.keys(seen).filter((what) => what.startsWith('TITLE FOLLOWING 200')).length).toBe(1);
  }, 240_000);
});
