/** Who and what belongs to an appointment, written in the panel: under the rules of the API, with the faults at the form's own fields. */
import { withApp } from '../../support/app.js';
import { aLearner, aLocation, anAppointment, anEquipment, aUser, someTimeOff } from '../../support/builders.js';
import type { User } from '../../../src/generated/prisma/index.js';
import { faultOf, panelOf, type Panel, type PanelAnswer } from '../support/panel.js';

const faultsOf = ({ record }: PanelAnswer): Record<string, string> =>
  Object.fromEntries(Object.entries(record.errors).map(([path, { message }]) => [path, message]));

describe('the company of an appointment in the panel', () => {
  const app = withApp();
  let desk: Panel;

  beforeAll(async () => {
    desk = await panelOf(app, 'STAFF');
  }, 60_000);
  afterEach(async () => {
    await app.prisma.practice.updateMany({ data: { refusedBookings: [] } });
  });

  const aGroup = (given: object = {}) => anAppointment(app.prisma, { isGroupSession: true, ...given });
  const seat = (appointmentId: bigint, learnerId: bigint, more: Record<string, string> = {}) =>
    desk.create('AppointmentGroupParticipant', { appointmentId: String(appointmentId), learnerId: String(learnerId), ...more });
  const join = (appointmentId: bigint, userId: bigint, more: Record<string, string> = {}) =>
    desk.create('AppointmentStaff', { appointmentId: String(appointmentId), userId: String(userId), role: 'ASSISTANT', ...more });
  const take = (appointmentId: bigint, equipmentId: bigint, more: Record<string, string> = {}) =>
    desk.create('AppointmentEquipment', { appointmentId: String(appointmentId), equipmentId: String(equipmentId), ...more });

  it('refuses a learner whose course has ended, and sessions that are over, full or no group', async () => {
    const { id } = await aGroup({ maxParticipants: 1 });
    const graduated = await aLearner(app.prisma, { status: 'GRADUATED' });
    expect(faultsOf(await seat(id, graduated.id)).learnerId).toMatch(/is graduated/);
    const [one, two] = [await aLearner(app.prisma), await aLearner(app.prisma)];
    const over = await aGroup({ status: 'COMPLETED', startTime: new Date('2026-01-05T15:00:00.000Z') });
    const alone = await anAppointment(app.prisma);
    expect(faultsOf(await seat(over.id, one.id)).appointmentId).toMatch(/is over/);
    expect(faultsOf(await seat(alone.id, one.id)).appointmentId).toMatch(/group session/);
    expect(faultOf(await seat(id, one.id))).toBe('');
    expect(faultsOf(await seat(id, one.id)).learnerId).toMatch(/already/);
    expect(faultsOf(await seat(id, two.id)).learnerId).toMatch(/seats of this session are taken/);
    expect(await app.prisma.appointmentGroupParticipant.findMany({ select: { learnerId: true } })).toEqual([
      { learnerId: one.id },
    ]);
  });

  it('asks before a learner who is on hold is seated, and refuses it where the practice does', async () => {
    const { id } = await aGroup();
    const learner = await aLearner(app.prisma, { firstName: 'Robin', lastName: 'Ellery', status: 'ONHOLD' });
    const asked = await seat(id, learner.id);
    expect(asked.notice?.message).toContain('Robin Ellery is on hold. Nothing is saved yet. Save again');
    expect(await app.prisma.appointmentGroupParticipant.count({ where: { appointmentId: id } })).toBe(0);
    const { knowsOf } = asked.record.params as { knowsOf: string };
    await app.prisma.practice.updateMany({ data: { refusedBookings: ['LEARNER_ON_HOLD'] } });
    expect(faultsOf(await seat(id, learner.id, { knowsOf })).learnerId).toMatch(/is on hold/);
    await app.prisma.practice.updateMany({ data: { refusedBookings: [] } });
    expect(faultOf(await seat(id, learner.id, { knowsOf }))).toBe('');
  });

  it('keeps an entry with what it is about; its notes and role may change', async () => {
    const [group, other] = [await aGroup(), await aGroup()];
    const learner = await aLearner(app.prisma);
    const person = await aUser(app.prisma);
    const thing = await anEquipment(app.prisma);
    expect(
      [await seat(group.id, learner.id), await join(group.id, person.id), await take(group.id, thing.id)].map(faultOf),
    ).toEqual(['', '', '']);
    for (const [model, key] of [
      ['AppointmentGroupParticipant', learner.id],
      ['AppointmentStaff', person.id],
      ['AppointmentEquipment', thing.id],
    ] as const) {
      const moved = await desk.edit(model, `${group.id}.${key}`, { appointmentId: String(other.id) });
      expect([model, faultsOf(moved).appointmentId]).toEqual([model, expect.stringMatching(/cannot be changed/)]);
    }
    const admin = await panelOf(app, 'ADMIN');
    expect(faultOf(await admin.edit('AppointmentGroupParticipant', `${group.id}.${learner.id}`, { notes: 'Left early.' }))).toBe(
      '',
    );
    expect(faultOf(await desk.edit('AppointmentStaff', `${group.id}.${person.id}`, { role: 'OBSERVER' }))).toBe('');
    expect(faultOf(await desk.edit('AppointmentEquipment', `${group.id}.${thing.id}`, { quantity: '2', notes: 'Both.' }))).toBe(
      '',
    );
    expect(
      faultsOf(await desk.edit('AppointmentEquipment', `${group.id}.${thing.id}`, { quantity: '3' })).equipmentId,
    ).toBeTruthy();
    expect(await app.prisma.appointmentGroupParticipant.findMany({ where: { appointmentId: group.id } })).toMatchObject([
      { notes: 'Left early.' },
    ]);
    expect(await app.prisma.appointmentStaff.findMany({ where: { appointmentId: group.id } })).toMatchObject([
      { role: 'OBSERVER' },
    ]);
    expect(await app.prisma.appointmentEquipment.findMany({ where: { appointmentId: group.id } })).toMatchObject([
      { quantity: 2, notes: 'Both.' },
    ]);
  });

  it('refuses people who are gone or work elsewhere then, and asks about those who are away', async () => {
    const { id, startTime, endTime, therapistId } = await anAppointment(app.prisma);
    const gone = await aUser(app.prisma, { isActive: false });
    expect(faultsOf(await join(id, gone.id)).userId).toMatch(/no such active member/);
    const busy = (await anAppointment(app.prisma, { startTime })).therapistId;
    expect(faultsOf(await join(id, busy)).userId).toMatch(/already has an appointment/);
    const away = await aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera' });
    await someTimeOff(app.prisma, { userId: away.id, startTime, endTime });
    const asked = await join(id, away.id);
    expect(asked.notice?.message).toContain('Sam Rivera is away. Nothing is saved yet.');
    expect(await app.prisma.appointmentStaff.count({ where: { appointmentId: id } })).toBe(0);
    expect(faultOf(await join(id, away.id, asked.record.params as { knowsOf: string }))).toBe('');
    expect(faultsOf(await join(id, away.id)).userId).toMatch(/already/);
    // Whoever leaves leaves, also where the practice would not book those who stay.
    await someTimeOff(app.prisma, { userId: therapistId, startTime, endTime });
    await app.prisma.practice.updateMany({ data: { refusedBookings: ['TIME_OFF'] } });
    expect(faultOf(await desk.remove('AppointmentStaff', `${id}.${away.id}`))).toBe('');
    expect(await app.prisma.appointmentStaff.count({ where: { appointmentId: id } })).toBe(0);
  });

  it('refuses equipment of another location, and what is over', async () => {
    const [here, there] = [await aLocation(app.prisma), await aLocation(app.prisma)];
    const { id } = await anAppointment(app.prisma, { locationId: here.id });
    const [swing, ball] = [
      await anEquipment(app.prisma, { locationId: there.id }),
      await anEquipment(app.prisma, { locationId: here.id }),
    ];
    expect(faultsOf(await take(id, swing.id)).equipmentId).toMatch(/at another location/);
    expect(faultOf(await take(id, ball.id))).toBe('');
    await app.prisma.appointment.update({ where: { id }, data: { status: 'NOSHOW' } });
    expect((await desk.remove('AppointmentEquipment', `${id}.${ball.id}`)).notice?.message).toMatch(/is over/);
    expect(await app.prisma.appointmentEquipment.count({ where: { appointmentId: id } })).toBe(1);
  });

  it('holds a list that grows entry by entry to the length that it may have as a whole', async () => {
    const { id } = await anAppointment(app.prisma);
    const people = await Promise.all(Array.from({ length: 21 }, () => aUser(app.prisma)));
    const [last, ...others] = people as [User, ...User[]];
    await app.prisma.appointmentStaff.createMany({
      data: others.map((person) => ({ appointmentId: id, userId: person.id, role: 'ASSISTANT' as const })),
    });
    expect(faultsOf(await join(id, last.id)).userId).toMatch(/at most 20/);
    expect(await app.prisma.appointmentStaff.count({ where: { appointmentId: id } })).toBe(20);
    // One of which there are too many since before loses one.
    await app.prisma.appointmentStaff.create({ data: { appointmentId: id, userId: last.id, role: 'ASSISTANT' } });
    await app.prisma.appointmentStaff.create({
      data: { appointmentId: id, userId: (await aUser(app.prisma)).id, role: 'ASSISTANT' },
    });
    expect(faultOf(await desk.remove('AppointmentStaff', `${id}.${last.id}`))).toBe('');
    expect(await app.prisma.appointmentStaff.count({ where: { appointmentId: id } })).toBe(21);
  });

  it('leaves the other entries of the list as they are', async () => {
    const { id } = await anAppointment(app.prisma);
    const [first, second] = [await aUser(app.prisma), await aUser(app.prisma)];
    expect(faultOf(await join(id, first.id))).toBe('');
    const before = await app.prisma.appointmentStaff.findMany({ where: { appointmentId: id } });
    expect(faultOf(await join(id, second.id))).toBe('');
    expect(await app.prisma.appointmentStaff.findMany({ where: { appointmentId: id, userId: first.id } })).toEqual(before);
  });
});
