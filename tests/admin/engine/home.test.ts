/** The home page's list of what comes next, over the day and in the evening. */
import { withApp } from '../../support/app.js';
import { aClient, anAppointment, thePractice } from '../../support/builders.js';
import { createUser } from '../../support/users.js';
import type { HomeFigures } from '../../../src/insight/home/home.queries.js';
import type { User } from '../../../src/generated/prisma/index.js';
import { panelOf } from '../support/panel.js';

/** Friday, 20 November 2026, 18:00 in New York. */
const EVENING = new Date('2026-11-20T23:00:00.000Z');

describe('what comes next on the home page', () => {
  const app = withApp({ now: () => EVENING });
  let therapist: User;
  let colleague: User;

  const book = (startTime: string, by: User, more: object = {}) =>
    anAppointment(app.prisma, { startTime: new Date(startTime), therapistId: by.id, ...more });
  const homeOf = async (role: 'ADMIN' | 'THERAPIST' | 'RECEPTIONIST', user?: User): Promise<HomeFigures> =>
    (await (await panelOf(app, role, user)).get('dashboard')) as unknown as HomeFigures;
  const seen = ({ nextDay, next }: HomeFigures) => ({ nextDay, starts: next.map((one) => one.startTime) });

  beforeAll(async () => {
    await app.prisma.practice.update({
      where: { id: (await thePractice(app.prisma)).id },
      data: { timezone: 'America/New_York' },
    });
    therapist = await createUser(app, 'THERAPIST');
    colleague = await createUser(app, 'THERAPIST');
  });
  beforeEach(() => app.prisma.appointment.deleteMany());

  it('is the rest of today, as long as there is any', async () => {
    await book('2026-11-20T20:00:00.000Z', therapist);
    await book('2026-11-20T23:30:00.000Z', therapist);
    await book('2026-11-23T14:00:00.000Z', therapist);
    expect(seen(await homeOf('ADMIN'))).toEqual({ nextDay: null, starts: ['2026-11-20T23:30:00.000Z'] });
  });

  it("is the next day with appointments when today is over: of the practice, or the person's own", async () => {
    await book('2026-11-20T20:00:00.000Z', therapist);
    await book('2026-11-23T15:00:00.000Z', colleague);
    await book('2026-11-23T14:00:00.000Z', colleague);
    await book('2026-11-24T14:00:00.000Z', therapist);
    await book('2026-11-21T14:00:00.000Z', therapist, { status: 'CANCELLED' });
    const practice = { nextDay: '2026-11-23', starts: ['2026-11-23T14:00:00.000Z', '2026-11-23T15:00:00.000Z'] };
    expect(seen(await homeOf('ADMIN'))).toEqual(practice);
    expect(seen(await homeOf('RECEPTIONIST'))).toEqual(practice);
    expect(seen(await homeOf('THERAPIST', therapist))).toEqual({ nextDay: '2026-11-24', starts: ['2026-11-24T14:00:00.000Z'] });
  });

  it('is the first dozen of that day', async () => {
    for (let hour = 10; hour < 24; hour++) await book(`2026-11-23T${hour}:00:00.000Z`, therapist);
    const { nextDay, next } = await homeOf('ADMIN');
    expect([nextDay, next.length]).toEqual(['2026-11-23', 12]);
  });

  it("names the day of the person's own calendar", async () => {
    await book('2026-11-24T03:00:00.000Z', therapist);
    await book('2026-11-24T14:00:00.000Z', therapist);
    const east = await createUser(app, 'ADMIN', { timezone: 'Europe/Berlin' });
    expect(seen(await homeOf('ADMIN'))).toEqual({ nextDay: '2026-11-23', starts: ['2026-11-24T03:00:00.000Z'] });
    expect(seen(await homeOf('ADMIN', east))).toMatchObject({ nextDay: '2026-11-24', starts: { length: 2 } });
  });

  it('looks two weeks ahead, and no further', async () => {
    await book('2026-12-05T14:00:00.000Z', therapist);
    expect(seen(await homeOf('ADMIN'))).toEqual({ nextDay: null, starts: [] });
    await book('2026-12-04T14:00:00.000Z', therapist);
    expect(seen(await homeOf('ADMIN'))).toEqual({ nextDay: '2026-12-04', starts: ['2026-12-04T14:00:00.000Z'] });
  });

  it('leaves out clients that the person may not see', async () => {
    const user = await createUser(app, 'RECEPTIONIST');
    const client = await aClient(app.prisma);
    const type = await app.prisma.permissionType.findUniqueOrThrow({ where: { name: 'VIEW_CLIENT' } });
    await app.prisma.recordPermission.create({
      data: { userId: user.id, clientId: client.id, permissionId: type.id, granted: false },
    });
    await book('2026-11-23T14:00:00.000Z', therapist, { clientId: client.id });
    await book('2026-11-24T14:00:00.000Z', therapist);
    expect(seen(await homeOf('RECEPTIONIST', user))).toEqual({ nextDay: '2026-11-24', starts: ['2026-11-24T14:00:00.000Z'] });
  });
});
