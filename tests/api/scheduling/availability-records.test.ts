/** Working hours, time off and closures through the API and the panel's use cases. */
import { ctxOfSystem } from '../../../src/access/context.js';
import type { UserRole } from '../../../src/generated/prisma/index.js';
import { createRecord, updateRecord } from '../../../src/records/records.service.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { problemFaults } from '../../support/problem.js';
import { oneOfEachRole, ROLES, type TokenHolder } from '../../support/users.js';

interface Item {
  id: string;
  [field: string]: unknown;
}
interface Faults {
  errors: { path: string }[];
  code: string;
}

describe('when people work, and when they do not', () => {
  const app = withApp();
  let as: Record<UserRole, TokenHolder>;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
  }, 60_000);
  beforeEach(async () => {
    await app.prisma.workingHours.deleteMany();
    await app.prisma.timeOff.deleteMany();
    await app.prisma.practiceClosure.deleteMany();
  });

  const list = async (path: string, who = as.STAFF): Promise<Item[]> =>
    ((await who.get(`/api/practice/${path}`).expect(200)).body as { items: Item[] }).items;
  const ids = (items: { id: string | bigint }[]): string[] => items.map(({ id }) => String(id));

  const samples = async (): Promise<[string, object, object][]> => [
    ['working-hours', { userId: as.THERAPIST.id, weekday: 2, startTime: '09:00', endTime: '12:00' }, { endTime: '24:00' }],
    [
      'time-off',
      { userId: as.THERAPIST.id, startTime: '2030-06-03T14:00:00.000Z', endTime: '2030-06-04T14:00:00.000Z' },
      { endTime: '2030-06-05T14:00:00.000Z' },
    ],
    [
      'closures',
      {
        name: 'Moving',
        locationId: String((await build.aLocation(app.prisma)).id),
        startDate: '2030-06-03',
        endDate: '2030-06-03',
      },
      { endDate: '2030-06-04' },
    ],
  ];

  it('are kept by those who may, seen by all who see the schedule, and changed in versions', async () => {
    for (const [path, input, change] of await samples()) {
      for (const role of ROLES) {
        const may = role === 'ADMIN' || role === 'STAFF';
        const made = await as[role].post(`/api/practice/${path}`, input);
        expect([path, role, made.status, problemFaults(made, [may ? 201 : 403])]).toEqual([path, role, may ? 201 : 403, []]);
      }
      const [item] = await list(path, as.RECEPTIONIST);
      const address = `/api/practice/${path}/${item?.id}`;
      const { headers, body } = await as.THERAPIST.get(address).expect(200);
      expect(body).toEqual(item);
      expect(body).toMatchObject(input);
      await as.THERAPIST.put(address, change).expect(403);
      await as.RECEPTIONIST.delete(address).expect(403);
      const etag = headers.etag as string;
      const changed = await as.STAFF.put(address, change).set('If-Match', etag).expect(200);
      expect(changed.body).toMatchObject({ ...input, ...change });
      await as.STAFF.put(address, change).set('If-Match', etag).expect(412);
      await as.STAFF.delete(address).set('If-Match', etag).expect(412);
      await as.STAFF.delete(address).expect(204);
      await as.STAFF.get(address).expect(404);
      await as.STAFF.put(address, change).expect(404);
      const trail = await app.prisma.auditEvent.findMany({ where: { recordId: item?.id }, orderBy: { id: 'asc' } });
      expect(
        trail.filter(({ recordType }) => /Hours|TimeOff|Closure/.test(recordType ?? '')).map(({ action }) => action),
      ).toEqual(expect.arrayContaining(['CREATE', 'UPDATE', 'DELETE']));
    }
  });

  it('name the field of each fault', async () => {
    const gone = '999999';
    const cases: [string, object, number, string][] = [
      ['working-hours', { weekday: 8 }, 400, 'input.weekday'],
      ['working-hours', { startTime: '9:00' }, 400, 'input.startTime'],
      ['working-hours', { endTime: '09:00' }, 422, 'endTime'],
      ['working-hours', { validFrom: '2030-02-02', validTo: '2030-02-01' }, 422, 'validTo'],
      ['working-hours', { validFrom: '2030-02-30' }, 400, 'validFrom'],
      ['working-hours', { userId: gone }, 422, 'userId'],
      ['working-hours', { locationId: gone }, 422, 'locationId'],
      ['time-off', { endTime: '2030-06-03T14:00:00.000Z' }, 422, 'endTime'],
      ['time-off', { endTime: '2040-06-03T14:00:00.000Z' }, 422, 'endTime'],
      ['time-off', { startTime: '2030-02-30T14:00:00.000Z' }, 400, 'startTime'],
      ['time-off', { userId: gone }, 422, 'userId'],
      ['closures', { name: ' ' }, 422, 'name'],
      ['closures', { endDate: '2030-06-02' }, 422, 'endDate'],
      ['closures', { startDate: '2030-02-30' }, 400, 'startDate'],
      ['closures', { locationId: gone }, 422, 'locationId'],
      ['closures', { colour: 'red' }, 400, 'input.colour'],
    ];
    const inputs = new Map((await samples()).map(([path, input]) => [path, input]));
    for (const [path, fault, status, field] of cases) {
      const answer = await as.STAFF.post(`/api/practice/${path}`, { ...inputs.get(path), ...fault });
      const got = (answer.body as Faults).errors?.map((one) => one.path);
      expect([path, fault, answer.status, got]).toEqual([
        path,
        fault,
        status,
        [expect.stringContaining(field.replace('input.', ''))],
      ]);
    }
    const hours = await build.someWorkingHours(app.prisma, { validTo: new Date('2030-01-01') });
    const answer = await as.STAFF.put(`/api/practice/working-hours/${hours.id}`, { startTime: '18:00' }).expect(422);
    expect((answer.body as Faults).errors[0]?.path).toBe('endTime');
    await as.STAFF.put(`/api/practice/working-hours/${hours.id}`, { validFrom: '2030-01-02' }).expect(422);
    await as.STAFF.put(`/api/practice/working-hours/${hours.id}`, { validTo: null, validFrom: '2030-01-02' }).expect(200);
  });

  it('are listed by person, place and window', async () => {
    const [one, two] = [await build.aLocation(app.prisma), await build.aLocation(app.prisma)];
    const userId = as.THERAPIST.user.id;
    const hours = [
      await build.someWorkingHours(app.prisma, { userId, weekday: 1, startTime: '13:00', locationId: one.id }),
      await build.someWorkingHours(app.prisma, { userId, weekday: 1, startTime: '08:00', validTo: new Date('2030-01-31') }),
      await build.someWorkingHours(app.prisma, { userId, weekday: 2, validFrom: new Date('2030-02-01'), locationId: two.id }),
      await build.someWorkingHours(app.prisma, { weekday: 3 }),
    ].map(({ id }) => String(id));
    const [a, b, c, d] = hours;
    expect(ids(await list('working-hours'))).toEqual([b, a, c, d]);
    expect(ids(await list('working-hours?sort=-weekday'))).toEqual([d, c, a, b]);
    expect(ids(await list(`working-hours?userId=${userId}`))).toEqual([b, a, c]);
    expect(ids(await list(`working-hours?locationId=${two.id}`))).toEqual([c]);
    expect(ids(await list('working-hours?from=2030-02-01'))).toEqual([a, c, d]);
    expect(ids(await list('working-hours?to=2030-01-31'))).toEqual([b, a, d]);
    const first = await as.STAFF.get('/api/practice/working-hours?limit=2&count=true').expect(200);
    const page = first.body as { items: Item[]; nextCursor: string; total: number };
    expect([ids(page.items), page.total]).toEqual([[b, a], 4]);
    expect(ids(await list(`working-hours?limit=2&cursor=${page.nextCursor}`))).toEqual([c, d]);

    const off = [
      await build.someTimeOff(app.prisma, { userId }),
      await build.someTimeOff(app.prisma, { startTime: new Date('2030-07-01'), endTime: new Date('2030-07-08') }),
    ];
    expect(ids(await list(`time-off?userId=${userId}`))).toEqual([String(off[0]?.id)]);
    expect(ids(await list('time-off?from=2030-07-08T00:00:00Z'))).toEqual([]);
    expect(ids(await list('time-off?from=2030-07-07T00:00:00Z&to=2030-07-07T01:00:00Z'))).toEqual([String(off[1]?.id)]);
    expect(ids(await list('time-off?sort=-startTime'))).toEqual(ids([...off].reverse()));

    const closures = [
      await build.aClosure(app.prisma, { locationId: one.id }),
      await build.aClosure(app.prisma, { startDate: new Date('2030-12-26'), endDate: new Date('2030-12-26') }),
    ];
    expect(ids(await list(`closures?locationId=${one.id}`))).toEqual(ids(closures));
    expect(ids(await list(`closures?locationId=${two.id}`))).toEqual([String(closures[1]?.id)]);
    expect(ids(await list('closures?from=2030-12-27'))).toEqual([]);
    expect(ids(await list('closures?from=2030-12-20&to=2030-12-25'))).toEqual([String(closures[0]?.id)]);
    for (const path of ['working-hours?from=2030-02-30', 'time-off?from=x', 'closures?to=2030-13-01', 'closures?userId=1'])
      await as.STAFF.get(`/api/practice/${path}`).expect(400);
  });

  it('tell why somebody is away to themselves and those who keep the hours alone', async () => {
    const { id } = await build.someTimeOff(app.prisma, { userId: as.THERAPIST.user.id, reason: 'Surgery' });
    for (const role of ROLES) {
      const one = (await as[role].get(`/api/practice/time-off/${id}`).expect(200)).body as Item;
      const [listed] = await list('time-off?count=true', as[role]);
      const told = role === 'RECEPTIONIST' ? null : 'Surgery';
      expect([role, one.reason, listed?.reason]).toEqual([role, told, told]);
    }
    const colleague = await build.someTimeOff(app.prisma, { reason: 'Moving house' });
    expect((await as.THERAPIST.get(`/api/practice/time-off/${colleague.id}`).expect(200)).body).toMatchObject({ reason: null });
  });

  it('go by the same rules in the panel, and past them the database refuses', async () => {
    const ctx = ctxOfSystem(app.deps, 'job');
    const userId = as.THERAPIST.user.id;
    const late = { userId, weekday: 1, startTime: '17:00', endTime: '09:00' };
    await expect(createRecord(ctx, 'WorkingHours', late)).rejects.toMatchObject({ code: 'working_hours.time' });
    const made = await createRecord(ctx, 'WorkingHours', { ...late, endTime: '20:00', validFrom: new Date('2030-01-01') });
    const id = String(made.id);
    await updateRecord(ctx, 'WorkingHours', id, { validTo: new Date('2030-05-01') });
    expect(await app.prisma.workingHours.findUnique({ where: { id: BigInt(id) } })).toMatchObject({
      validFrom: new Date('2030-01-01'),
      validTo: new Date('2030-05-01'),
    });
    const other = { userId: as.STAFF.user.id };
    await expect(updateRecord(ctx, 'WorkingHours', id, other)).rejects.toMatchObject({ code: 'record.user_fixed' });
    const closed = { name: 'Holiday', startDate: new Date('2030-01-02'), endDate: new Date('2030-01-01') };
    await expect(createRecord(ctx, 'PracticeClosure', closed)).rejects.toMatchObject({ code: 'closure.dates' });
    await expect(app.prisma.timeOff.create({ data: { userId, startTime: new Date(1), endTime: new Date(1) } })).rejects.toThrow(
      'time_off_time_check',
    );
  });
});
