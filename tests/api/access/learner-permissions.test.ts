/** What an entry of record_permissions closes for one learner stays closed, whatever is changed about the records around them. */
import type { UserRole } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { createUser, signedIn, type TokenHolder } from '../../support/users.js';
import { panelOf } from '../../admin/support/panel.js';

describe('a learner who is closed', () => {
  const app = withApp();
  let admin: TokenHolder;
  let clientId: bigint;
  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
    clientId = (await build.aClient(app.prisma)).id;
  });

  const learner = (given: object = {}) => build.aLearner(app.prisma, { clientId, ...given });
  /** Somebody to whom these are closed for these learners. */
  async function without(entries: [permission: string, learnerId: bigint][], role: UserRole = 'STAFF'): Promise<TokenHolder> {
    const holder = await signedIn(app, role);
    for (const [permission, learnerId] of entries)
      await build.aRecordPermission(app.prisma, permission, { userId: holder.user.id, learnerId, granted: false });
    return holder;
  }
  const appointment = (given: object) => build.anAppointment(app.prisma, { clientId, ...given });
  const notesOf = async (id: bigint) => (await app.prisma.appointment.findUniqueOrThrow({ where: { id } })).notes;

  it('is neither changed nor deleted', async () => {
    const one = await learner();
    const staff = await without([
      ['EDIT_CLIENT', one.id],
      ['DELETE_CLIENT', one.id],
    ]);
    await staff.put(`/api/clients/${clientId}/learners/${one.id}`, { gender: 'x' }).expect(404);
    await staff.delete(`/api/clients/${clientId}/learners/${one.id}`).expect(404);
    await staff.put(`/api/clients/${clientId}/learners/${(await learner()).id}`, { gender: 'x' }).expect(200);
    expect(await app.prisma.learner.findUnique({ where: { id: one.id } })).toMatchObject({ gender: one.gender });
  });

  it('gives no notes away by an appointment that goes to another, and gets none', async () => {
    const [closed, other] = [await learner(), await learner()];
    const staff = await without([
      ['VIEW_CLINICAL_NOTE', closed.id],
      ['EDIT_CLINICAL_NOTE', closed.id],
      ['VIEW_CONFIDENTIAL', closed.id],
    ]);
    const theirs = await appointment({ learnerId: closed.id, notes: 'SECRET' });
    const free = await appointment({ learnerId: other.id });
    const path = `/api/appointments/${theirs.id}`;
    for (const learnerId of [null, String(other.id)]) {
      const answer = await staff.put(path, { learnerId });
      expect([answer.status, (answer.body as { errors: unknown }).errors]).toEqual([
        403,
        [{ path: 'learnerId', message: 'may not be set by you' }],
      ]);
    }
    expect((await staff.get(path).expect(200)).text).not.toContain('SECRET');
    await staff.put(`/api/appointments/${free.id}`, { learnerId: String(closed.id), notes: 'FORGED' }).expect(403);
    expect(await notesOf(free.id)).toBeNull();
    await staff.put(path, { title: 'As before' }).expect(200);
    // Who has the same rights over both may.
    await admin.put(path, { learnerId: String(other.id) }).expect(200);
  });

  it('gives no confidential message away that names the appointment alone', async () => {
    const [closed, other] = [await learner(), await learner()];
    const staff = await without([['VIEW_CONFIDENTIAL', closed.id]]);
    const theirs = await appointment({ learnerId: closed.id });
    const message = await build.aCommunication(app.prisma, {
      clientId,
      appointmentId: theirs.id,
      securityClassification: 'CONFIDENTIAL',
    });
    const list = async () =>
      ((await staff.get(`/api/clients/${clientId}/communications`).expect(200)).body as { items: { id: string }[] }).items;
    await staff.put(`/api/appointments/${theirs.id}`, { learnerId: String(other.id) }).expect(403);
    expect((await list()).map(({ id }) => id)).not.toContain(String(message.id));
  });

  it.each(['learner', 'client'] as const)('and neither does a form of the panel, for a %s who is closed', async (what) => {
    const manager = await signedIn(app, 'ADMIN');
    const provider = await app.prisma.telehealthProvider.create({
      data: { name: `Provider ${build.next()}`, createdBy: manager.user.id, updatedBy: manager.user.id },
    });
    const closed = await build.aLearner(app.prisma);
    const theirs = await build.anAppointment(app.prisma, { clientId: closed.clientId, learnerId: closed.id });
    const [other, third] = [await build.anAppointment(app.prisma), await build.anAppointment(app.prisma)];
    const session = await app.prisma.virtualSession.create({
      data: {
        appointmentId: theirs.id,
        providerId: provider.id,
        meetingId: 'one',
        hostLink: 'https://meet.example.org/host',
        joinLink: 'https://meet.example.org/join',
        scheduledStartTime: new Date('2031-06-03T14:00:00Z'),
        scheduledEndTime: new Date('2031-06-03T15:00:00Z'),
        notes: 'SECRET',
        createdBy: manager.user.id,
        updatedBy: manager.user.id,
      },
    });
    const user = await createUser(app, 'STAFF');
    const entry = what === 'learner' ? { learnerId: closed.id } : { clientId: closed.clientId };
    for (const permission of ['VIEW_CLINICAL_NOTE', 'EDIT_CLINICAL_NOTE'])
      await build.aRecordPermission(app.prisma, permission, { userId: user.id, granted: false, ...entry });
    const panel = await panelOf(app, 'STAFF', user);
    const move = async (to: bigint, fields: Record<string, string> = {}) =>
      (await panel.edit('VirtualSession', String(session.id), { ...fields, appointmentId: String(to) })).record;
    const refused = await move(other.id, { cancellationReason: 'Moved.' });
    expect([Object.keys(refused.errors), JSON.stringify(refused).includes('SECRET')]).toEqual([['appointmentId'], false]);
    expect(await app.prisma.virtualSession.findUnique({ where: { id: session.id } })).toMatchObject({
      appointmentId: theirs.id,
    });
    // What both are alike in may go to and fro.
    await app.prisma.virtualSession.update({ where: { id: session.id }, data: { appointmentId: other.id } });
    expect((await move(third.id)).errors).toEqual({});
  });

  it('is not booked, alone, in a group, or by a change', async () => {
    const [closed, other] = [await learner(), await learner()];
    const staff = await without([
      ['CREATE_APPOINTMENT', closed.id],
      ['EDIT_APPOINTMENT', closed.id],
    ]);
    const therapistId = String((await build.aUser(app.prisma, { role: 'THERAPIST' })).id);
    const times = { startTime: '2031-06-03T14:00:00.000Z', endTime: '2031-06-03T14:50:00.000Z' };
    const booking = { title: 'Session', clientId: String(clientId), therapistId, ...times };
    await staff.post('/api/appointments', { ...booking, learnerId: String(closed.id) }).expect(422);
    const group = { ...booking, isGroupSession: true, participants: [{ learnerId: String(closed.id) }] };
    await staff.post('/api/appointments', group).expect(422);
    const theirs = await appointment({ learnerId: other.id });
    const answer = await staff.put(`/api/appointments/${theirs.id}`, { learnerId: String(closed.id) });
    expect([403, 422]).toContain(answer.status);
    await staff.post('/api/appointments', { ...booking, learnerId: String(other.id) }).expect(201);
  });

  it('joins no group, leaves none, and is not told to be in one, where their client is closed', async () => {
    const guest = await build.aLearner(app.prisma);
    const group = await appointment({ isGroupSession: true });
    const staff = await signedIn(app, 'STAFF');
    for (const permission of ['EDIT_APPOINTMENT', 'VIEW_APPOINTMENT'] as const)
      await build.aRecordPermission(app.prisma, permission, {
        userId: staff.user.id,
        clientId: guest.clientId,
        granted: false,
      });
    const path = `/api/appointments/${group.id}/participants`;
    const join = () => staff.post(path, { learnerId: String(guest.id) });
    expect((await join()).status).toBe(422);
    await admin.post(path, { learnerId: String(guest.id) }).expect(201);
    // In it or not: the same answer.
    expect((await join()).status).toBe(422);
    await staff.delete(`${path}/${guest.id}`).expect(404);
    expect(await app.prisma.appointmentGroupParticipant.count({ where: { appointmentId: group.id } })).toBe(1);
  });

  it('has no note written on with a new group by somebody who may not', async () => {
    const guest = await build.aLearner(app.prisma);
    const staff = await signedIn(app, 'STAFF');
    const entry = { userId: staff.user.id, clientId: guest.clientId, granted: false };
    await build.aRecordPermission(app.prisma, 'EDIT_CLINICAL_NOTE', entry);
    const answer = await staff.post('/api/appointments', {
      title: 'Group',
      clientId: String(clientId),
      therapistId: String((await build.aUser(app.prisma)).id),
      startTime: '2031-06-04T14:00:00.000Z',
      endTime: '2031-06-04T14:50:00.000Z',
      isGroupSession: true,
      participants: [{ learnerId: String(guest.id), notes: 'FORGED' }],
    });
    expect([answer.status, (answer.body as { errors: { path: string }[] }).errors[0]?.path]).toEqual([
      403,
      'participants.0.notes',
    ]);
  });

  it('is in no series that goes to them all at once', async () => {
    const [closed, other] = [await learner(), await learner()];
    const staff = await without([
      ['EDIT_CLINICAL_NOTE', closed.id],
      ['EDIT_APPOINTMENT', closed.id],
    ]);
    const made = await admin.post('/api/appointments/recurring', {
      title: 'Session',
      clientId: String(clientId),
      learnerId: String(other.id),
      therapistId: String((await build.aUser(app.prisma)).id),
      startTime: '2031-07-01T14:00:00.000Z',
      endTime: '2031-07-01T14:50:00.000Z',
      recurrence: { frequency: 'WEEKLY', count: 3 },
    });
    const [first] = (made.body as { appointments: { id: string }[] }).appointments;
    const change = { scope: 'ALL', learnerId: String(closed.id), notes: 'FORGED' };
    expect([403, 422]).toContain((await staff.put(`/api/appointments/${first?.id}/series`, change)).status);
    expect(await app.prisma.appointment.count({ where: { learnerId: closed.id } })).toBe(0);
  });

  it('tells none of their times', async () => {
    const closed = await learner();
    const staff = await without([['VIEW_APPOINTMENT', closed.id]]);
    await appointment({
      learnerId: closed.id,
      startTime: new Date('2031-06-10T14:00:00Z'),
      endTime: new Date('2031-06-10T15:00:00Z'),
    });
    const at = '2031-06-10T14:00:00Z/2031-06-10T14:50:00Z';
    const { text } = await staff.get(`/api/appointments/conflicts?at=${at}&learnerId=${closed.id}`).expect(200);
    expect(text).not.toContain('already');
    expect((await admin.get(`/api/appointments/conflicts?at=${at}&learnerId=${closed.id}`)).text).toContain('already');
  });

  it('is opened by nobody to whom they are closed, not even with their client', async () => {
    const closed = await learner({ notes: 'SECRET' });
    const manager = await without([['VIEW_CLINICAL_NOTE', closed.id]]);
    await build.aUserPermission(app.prisma, 'MANAGE_RECORD_PERMISSION', { userId: manager.user.id, granted: true });
    const friend = await signedIn(app, 'RECEPTIONIST');
    for (const path of [`/api/learners/${closed.id}`, `/api/clients/${clientId}`]) {
      const entry = { userId: String(friend.user.id), permission: 'VIEW_CLINICAL_NOTE', granted: true };
      const answer = await manager.post(`${path}/record-permissions`, entry);
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([403, 'record_permission.beyond_own']);
    }
    const another = await build.aClient(app.prisma);
    const entry = { userId: String(friend.user.id), permission: 'VIEW_CLINICAL_NOTE', granted: true };
    await manager.post(`/api/clients/${another.id}/record-permissions`, entry).expect(201);
  });
});
