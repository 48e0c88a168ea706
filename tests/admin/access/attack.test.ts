/**
 * Attempts to reach more through the panel than one may. What `it.failing` marks is a hole that is still open: mend it, and
 * turn it into `it`.
 */
import { withApp } from '../../support/app.js';
import {
  aClient,
  aCommunication,
  aDocument,
  aLearner,
  anAppointment,
  anInsurance,
  aRecordPermission,
  aUserPermission,
} from '../../support/builders.js';
import { faultOf, panelOf, type Panel } from '../support/panel.js';

const at = (day: number) => ({
  startTime: new Date(Date.UTC(2032, 0, day, 10)).toISOString(),
  endTime: new Date(Date.UTC(2032, 0, day, 11)).toISOString(),
});

describe('a therapist who wants another’s client', () => {
  const app = withApp();
  let panel: Panel;
  const me = (): bigint => BigInt(panel.user.id);
  const victim = () => aClient(app.prisma, { lastName: 'Victim', notes: 'a secret note' });
  const mine = () => aClient(app.prisma, { therapistId: me() });
  /** What the panel shows of the client; empty if nothing. */
  const seen = async (id: bigint): Promise<Record<string, unknown>> =>
    (await panel.show('Client', String(id))).record?.params ?? {};

  beforeAll(async () => {
    panel = await panelOf(app, 'THERAPIST');
  }, 60_000);

  it('does not get it by booking an appointment with it', async () => {
    const client = await victim();
    const fault = faultOf(
      await panel.create('Appointment', { title: 'x', clientId: String(client.id), therapistId: panel.user.id, ...at(1) }),
    );
    expect({ refused: fault !== '', seen: await seen(client.id) }).toEqual({ refused: true, seen: {} });
  });

  it('does not get it by moving an own appointment to it', async () => {
    const client = await victim();
    const own = await anAppointment(app.prisma, { clientId: (await mine()).id, therapistId: me() });
    await panel.edit('Appointment', String(own.id), { clientId: String(client.id) });
    expect(await seen(client.id)).toEqual({});
  });

  it('does not get it by putting its learner into an own group', async () => {
    const learner = await aLearner(app.prisma, { clientId: (await victim()).id });
    const own = await anAppointment(app.prisma, { clientId: (await mine()).id, therapistId: me(), isGroupSession: true });
    await panel.create('AppointmentGroupParticipant', { appointmentId: String(own.id), learnerId: String(learner.id) });
    expect(await seen(learner.clientId)).toEqual({});
  });

  it('does not get it by joining the staff of its appointment', async () => {
    const client = await victim();
    const theirs = await anAppointment(app.prisma, { clientId: client.id });
    await panel.create('AppointmentStaff', { appointmentId: String(theirs.id), userId: panel.user.id, role: 'OBSERVER' });
    expect(await seen(client.id)).toEqual({});
  });

  it.each([
    ['Appointment', 'learnerId'],
    ['Communication', 'learnerId'],
    ['Communication', 'appointmentId'],
    ['Document', 'parentDocumentId'],
  ] as const)('cannot tell by a %s’s %s which records there are', async (model, field) => {
    const client = await victim();
    const learner = await aLearner(app.prisma, { clientId: client.id });
    const theirs = {
      learnerId: learner.id,
      appointmentId: (await anAppointment(app.prisma, { clientId: client.id })).id,
      parentDocumentId: (await aDocument(app.prisma, { clientId: client.id })).id,
    }[field];
    const clientId = (await mine()).id;
    const own = {
      Appointment: async () => anAppointment(app.prisma, { clientId, therapistId: me() }),
      Communication: async () => aCommunication(app.prisma, { clientId }),
      Document: async () => aDocument(app.prisma, { clientId }),
    }[model];
    const id = String((await own()).id);
    const known = faultOf(await panel.edit(model, id, { [field]: String(theirs) }));
    const unknown = faultOf(await panel.edit(model, id, { [field]: '99999999' }));
    expect(unknown).not.toBe('');
    expect(known).toBe(unknown);
  });

  it('does not see a document about its learner that names no client', async () => {
    const learner = await aLearner(app.prisma, { clientId: (await victim()).id });
    const document = await aDocument(app.prisma, { clientId: null, learnerId: learner.id, title: 'About the learner' });
    expect((await panel.show('Document', String(document.id))).text).not.toContain('About the learner');
  });

  it('cannot move a record to it, nor tell that it is there', async () => {
    const client = await victim();
    const document = await aDocument(app.prisma, { clientId: (await mine()).id });
    const known = faultOf(await panel.edit('Document', String(document.id), { clientId: String(client.id) }));
    const unknown = faultOf(await panel.edit('Document', String(document.id), { clientId: '99999999' }));
    expect(known).not.toBe('');
    expect(known).toBe(unknown);
    expect((await app.prisma.document.findUniqueOrThrow({ where: { id: document.id } })).clientId).not.toBe(client.id);
  });

  it('gets no name of it: not by a picker’s ids, not behind a reference', async () => {
    const client = await victim();
    const theirs = await aDocument(app.prisma, { clientId: client.id, title: 'Of the victim' });
    const own = await aDocument(app.prisma, { clientId: (await mine()).id, parentDocumentId: theirs.id });
    expect((await panel.get(`resources/Client/actions/search/x?ids=${client.id}`)).records).toEqual([]);
    expect((await panel.show('Document', String(own.id))).text).not.toContain('Of the victim');
    const [known, unknown] = [
      await panel.bulkRemove('Document', [String(theirs.id)]),
      await panel.bulkRemove('Document', ['99999999']),
    ];
    expect([known.status, unknown.status]).toEqual([404, 404]);
  });

  it('lists the virtual sessions of their caseload', async () => {
    for (const model of ['VirtualSession', 'VirtualSessionParticipant', 'VirtualSessionRecording'])
      expect({ model, status: (await panel.list(model)).status }).toEqual({ model, status: 200 });
  });

  it('does not change the recurrence of its appointments', async () => {
    const pattern = await app.prisma.appointmentRecurrencePattern.create({
      data: { frequency: 'WEEKLY', startDate: new Date() },
    });
    await anAppointment(app.prisma, { clientId: (await victim()).id, recurrencePatternId: pattern.id });
    expect(faultOf(await panel.edit('AppointmentRecurrencePattern', String(pattern.id), { interval: '5' }))).not.toBe('');
  });

  it('does not see who may see it, with the permission to manage such entries', async () => {
    const other = await panelOf(app, 'THERAPIST');
    await aUserPermission(app.prisma, 'MANAGE_RECORD_PERMISSION', { userId: BigInt(other.user.id), granted: true });
    const client = await victim();
    const entry = await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: me(), clientId: client.id });
    expect((await other.show('RecordPermission', String(entry.id))).record?.params ?? {}).toEqual({});
  });
});

describe('notes that are closed', () => {
  const app = withApp();
  let panel: Panel;
  /** A client whose notes are closed to the person in front of the panel, and a note in every place that has one. */
  const closed = async () => {
    const userId = BigInt(panel.user.id);
    const client = await aClient(app.prisma, { notes: 'closed note' });
    const learner = await aLearner(app.prisma, { clientId: client.id, notes: 'closed note' });
    const appointment = await anAppointment(app.prisma, {
      clientId: client.id,
      notes: 'closed note',
      isGroupSession: true,
    });
    await app.prisma.appointmentGroupParticipant.create({
      data: { appointmentId: appointment.id, learnerId: learner.id, notes: 'closed note' },
    });
    const provider = await app.prisma.telehealthProvider.create({ data: { name: 'Provider' } });
    const session = await app.prisma.virtualSession.create({
      data: {
        appointmentId: appointment.id,
        providerId: provider.id,
        meetingId: 'm',
        hostLink: 'https://meet.example/h',
        joinLink: 'https://meet.example/j',
        notes: 'closed note',
        scheduledStartTime: appointment.startTime,
        scheduledEndTime: appointment.endTime,
        createdBy: userId,
        updatedBy: userId,
      },
    });
    for (const permission of ['VIEW_CLINICAL_NOTE', 'EDIT_CLINICAL_NOTE'])
      await aRecordPermission(app.prisma, permission, { userId, clientId: client.id, granted: false });
    return { client, learner, appointment, session };
  };

  beforeEach(async () => {
    panel = await panelOf(app, 'STAFF');
  }, 60_000);

  it('are not shown with the client, the learner and the appointment', async () => {
    const { client, learner, appointment } = await closed();
    for (const [model, id] of [
      ['Client', client.id],
      ['Learner', learner.id],
      ['Appointment', appointment.id],
    ] as const)
      expect((await panel.show(model, String(id))).text).not.toContain('closed note');
  });

  it('are not shown with a virtual session', async () => {
    const { session } = await closed();
    expect((await panel.show('VirtualSession', String(session.id))).text).not.toContain('closed note');
  });

  it('are not shown with a group participant', async () => {
    const { appointment, learner } = await closed();
    const answer = await panel.show('AppointmentGroupParticipant', `${appointment.id}.${learner.id}`);
    expect(answer.text).not.toContain('closed note');
  });

  it('are not found by a filter', async () => {
    const { client } = await closed();
    const found = await panel.list('Client', { 'filters.notes': 'closed' });
    expect((found.records ?? []).map((record) => record.id)).not.toContain(String(client.id));
  });

  it('are not overwritten on an appointment', async () => {
    const { appointment } = await closed();
    await panel.edit('Appointment', String(appointment.id), { notes: 'overwritten' });
    expect((await app.prisma.appointment.findUniqueOrThrow({ where: { id: appointment.id } })).notes).toBe('closed note');
  });

  it('are not told by the history of the client', async () => {
    const { client } = await closed();
    await aUserPermission(app.prisma, 'VIEW_AUDIT', { userId: BigInt(panel.user.id), granted: true });
    await (await panelOf(app, 'ADMIN')).edit('Client', String(client.id), { notes: 'closed note, longer' });
    expect((await panel.get(`resources/Client/records/${client.id}/history`)).text).not.toContain('closed note');
  });

  it('of everybody are not told by the audit trail to those who read no notes, or not this client', async () => {
    const client = await aClient(app.prisma);
    await (await panelOf(app, 'ADMIN')).edit('Client', String(client.id), { notes: 'a note in the trail' });
    for (const role of ['RECEPTIONIST', 'THERAPIST'] as const) {
      const reader = await panelOf(app, role);
      await aUserPermission(app.prisma, 'VIEW_AUDIT', { userId: BigInt(reader.user.id), granted: true });
      expect({ role, told: (await reader.list('AuditEvent')).text.includes('a note in the trail') }).toEqual({
        role,
        told: false,
      });
    }
  });

  it('but for one client are not found by a filter in the others', async () => {
    const receptionist = await panelOf(app, 'RECEPTIONIST');
    const [open, other] = [await aClient(app.prisma), await aClient(app.prisma, { notes: 'an oracle' })];
    await aRecordPermission(app.prisma, 'VIEW_CLINICAL_NOTE', { userId: BigInt(receptionist.user.id), clientId: open.id });
    const found = await receptionist.list('Client', { 'filters.notes': 'an oracle' });
    expect((found.records ?? []).map((record) => record.id)).not.toContain(String(other.id));
  });
});

describe('what is confidential', () => {
  const app = withApp();
  const secret = async () => {
    const communication = await aCommunication(app.prisma, {
      securityClassification: 'RESTRICTED',
      content: 'a restricted text',
    });
    const attachment = await app.prisma.communicationAttachment.create({
      data: { communicationId: communication.id, fileName: 'restricted.pdf', fileType: 'pdf', fileSize: 1, filePath: 'none' },
    });
    return { communication, attachment };
  };

  it('keeps its attachments closed', async () => {
    const { attachment } = await secret();
    const panel = await panelOf(app, 'RECEPTIONIST');
    expect((await panel.show('CommunicationAttachment', String(attachment.id))).text).not.toContain('restricted.pdf');
  });

  it('takes no attachment from somebody who may not see it', async () => {
    const { communication } = await secret();
    const panel = await panelOf(app, 'RECEPTIONIST');
    const form = { communicationId: String(communication.id), fileName: 'f', fileType: 'pdf', fileSize: '1', filePath: 'none' };
    expect(faultOf(await panel.create('CommunicationAttachment', form))).not.toBe('');
  });

  it('is not read in a list without a trace', async () => {
    const { communication } = await secret();
    const panel = await panelOf(app, 'STAFF');
    const told = (await panel.list('Communication', { 'filters.clientId': String(communication.clientId) })).text.includes(
      'a restricted text',
    );
    const read = await app.prisma.auditEvent.count({
      where: { action: 'READ', recordId: String(communication.id), actorId: BigInt(panel.user.id) },
    });
    expect(told && read === 0).toBe(false);
  });

  it('is not signed by one for another', async () => {
    const communication = await aCommunication(app.prisma, { requiresSignature: true });
    const [panel, therapist] = [await panelOf(app, 'RECEPTIONIST'), await panelOf(app, 'THERAPIST')];
    await panel.edit('Communication', String(communication.id), {
      signedBy: therapist.user.id,
      signedAt: '2032-01-01T00:00:00.000Z',
    });
    expect((await app.prisma.communication.findUniqueOrThrow({ where: { id: communication.id } })).signedBy).toBeNull();
  });
});

describe('a form of the panel', () => {
  const app = withApp();
  let panel: Panel;

  beforeAll(async () => {
    panel = await panelOf(app, 'STAFF');
  }, 60_000);

  it('changes the record in its address, whatever id it holds', async () => {
    const [one, other] = [await aClient(app.prisma), await aClient(app.prisma)];
    await panel.edit('Client', String(one.id), { id: String(other.id), firstName: 'Changed' });
    expect((await app.prisma.client.findUniqueOrThrow({ where: { id: other.id } })).firstName).toBe(other.firstName);
  });

  it('with fields that reach a prototype is refused without a fault of ours', async () => {
    const client = await aClient(app.prisma);
    const form = { '__proto__.polluted': 'yes', 'constructor.prototype.polluted': 'yes', firstName: 'Z' };
    const { status } = await panel.edit('Client', String(client.id), form);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(status).toBeLessThan(500);
  });

  it('and a list whose filters reach a prototype are refused', async () => {
    for (const name of ['filters.__proto__', 'filters.constructor.prototype', '__proto__'])
      expect({ name, status: (await panel.list('Client', { [name]: 'x' })).status }).toEqual({ name, status: 400 });
    expect((await panel.get('resources/Client/actions/constructor')).status).toBe(404);
  });

  it('does not put another client’s policy on an invoice', async () => {
    const [client, other] = [await aClient(app.prisma), await aClient(app.prisma)];
    const insurance = await anInsurance(app.prisma, { clientId: other.id });
    const answer = await panel.create('Invoice', {
      clientId: String(client.id),
      invoiceNumber: 'ATTACK-1',
      fundingSource: 'INSURANCE',
      insuranceId: String(insurance.id),
      subtotal: '1.00',
      totalAmount: '1.00',
      balance: '1.00',
      issueDate: '2032-01-01',
      dueDate: '2032-01-02',
    });
    expect(faultOf(answer)).not.toBe('');
  });

  it('that is refused leaves an audit event', async () => {
    const receptionist = await panelOf(app, 'RECEPTIONIST');
    await receptionist.remove('Client', String((await aClient(app.prisma)).id));
    expect(await app.prisma.auditEvent.count({ where: { action: 'REFUSED', actorId: BigInt(receptionist.user.id) } })).toBe(1);
  });

  it('gives nobody a role, a permission or a record that they may not give', async () => {
    const userId = panel.user.id;
    const clientId = String((await aClient(app.prisma)).id);
    const { id } = await app.prisma.permissionType.findUniqueOrThrow({ where: { name: 'MANAGE_PERMISSION' } });
    expect(faultOf(await panel.edit('User', userId, { role: 'ADMIN' }))).not.toBe('');
    expect(faultOf(await panel.create('UserPermission', { userId, permissionId: String(id), granted: 'true' }))).not.toBe('');
    expect(
      faultOf(await panel.create('RecordPermission', { userId, permissionId: String(id), clientId, granted: 'true' })),
    ).not.toBe('');
  });

  it('does not filter or sort users by what is hidden', async () => {
    const receptionist = await panelOf(app, 'RECEPTIONIST');
    const queries: Record<string, string>[] = [
      { 'filters.email': 'a' },
      { sortBy: 'email' },
      { 'filters.passwordResetToken': 'a' },
      { sortBy: 'lastLoginAt' },
    ];
    for (const query of queries)
      expect({ query, type: (await receptionist.list('User', query)).notice?.type }).toEqual({ query, type: 'error' });
    expect((await receptionist.search('User', '@example.org')).records).toEqual([]);
  });
});
