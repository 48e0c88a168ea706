/** What is closed is closed behind each reference, and in what the audit trail tells of it. */
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { createUser } from '../../support/users.js';
import { faultOf, panelOf, type Panel } from '../support/panel.js';

describe('a learner that is closed to somebody who sees the client', () => {
  const app = withApp();
  let panel: Panel;
  const made = {} as Record<'line' | 'ofAppointment' | 'other' | 'seat' | 'communication', string>;
  let open: bigint;

  beforeAll(async () => {
    const db = app.prisma;
    panel = await panelOf(app, 'STAFF');
    const client = await build.aClient(db);
    const [closed, sibling] = [
      await build.aLearner(db, { clientId: client.id }),
      await build.aLearner(db, { clientId: client.id }),
    ];
    open = sibling.id;
    const appointment = await build.anAppointment(db, { clientId: client.id, learnerId: closed.id });
    const ofSibling = await build.anAppointment(db, { clientId: client.id, learnerId: sibling.id });
    const invoice = await build.aBill(db, { clientId: client.id, appointmentId: ofSibling.id });
    const { serviceCodeId } = await db.invoiceLineItem.findFirstOrThrow({ where: { invoiceId: invoice.id } });
    const line = { invoiceId: invoice.id, serviceCodeId, serviceDate: new Date(), quantity: 1, unitPrice: 0, lineTotal: 0 };
    const add = async (more: object) =>
      String((await db.invoiceLineItem.create({ data: { ...line, description: '', ...more } })).id);
    made.line = await add({ description: 'Speech for the closed one', learnerId: closed.id });
    made.ofAppointment = await add({ description: 'Room for the closed one', appointmentId: appointment.id });
    made.other = await add({ description: 'Speech for the sibling', learnerId: sibling.id });
    const group = await build.anAppointment(db, { clientId: client.id, isGroupSession: true });
    for (const learnerId of [closed.id, sibling.id])
      await db.appointmentGroupParticipant.create({ data: { appointmentId: group.id, learnerId } });
    made.seat = `${group.id}.${closed.id}`;
    const { id } = await build.aCommunication(db, {
      clientId: client.id,
      appointmentId: appointment.id,
      content: 'About the closed one',
    });
    made.communication = String(id);
    await build.aRecordPermission(db, 'VIEW_CLIENT', { userId: BigInt(panel.user.id), learnerId: closed.id, granted: false });
  }, 60_000);

  it('is not in the lines of invoices, neither by name nor by its appointment', async () => {
    const { records, text } = await panel.list('InvoiceLineItem');
    expect(records.map(({ id }) => id)).toContain(made.other);
    expect(text).not.toContain('the closed one');
    for (const id of [made.line, made.ofAppointment]) {
      expect(faultOf(await panel.show('InvoiceLineItem', id))).not.toBe('');
      expect(faultOf(await panel.edit('InvoiceLineItem', id, { description: 'Changed' }))).not.toBe('');
      expect(faultOf(await panel.remove('InvoiceLineItem', id))).not.toBe('');
    }
    expect(await app.prisma.invoiceLineItem.count({ where: { description: { contains: 'the closed one' } } })).toBe(2);
  });

  it('leaves the list of group participants to the others', async () => {
    const answer = await panel.list('AppointmentGroupParticipant');
    expect(faultOf(answer)).toBe('');
    expect(answer.records.map(({ params }) => params.learnerId)).toEqual([String(open)]);
    expect(answer.meta.total).toBe(1);
    expect(faultOf(await panel.show('AppointmentGroupParticipant', made.seat))).not.toBe('');
  });

  it('is not in the communications about its appointments', async () => {
    expect((await panel.list('Communication')).text).not.toContain('About the closed one');
    expect(faultOf(await panel.show('Communication', made.communication))).not.toBe('');
  });
});

describe('the audit trail', () => {
  const app = withApp();

  async function reader(role: 'STAFF' | 'ADMIN', without: string[] = []): Promise<Panel> {
    const user = await createUser(app, role);
    if (role !== 'ADMIN') await build.aUserPermission(app.prisma, 'VIEW_AUDIT', { userId: user.id });
    for (const name of without) await build.aUserPermission(app.prisma, name, { userId: user.id, granted: false });
    return panelOf(app, role, user);
  }
  const told = async (panel: Panel, words: string) => {
    const list = await panel.list('AuditEvent', { perPage: '200' });
    const pages = await Promise.all(list.records.map(({ id }) => panel.show('AuditEvent', id)));
    const file = await panel.user.get('/admin/exports/AuditEvent?format=csv');
    return [list, file, ...pages].some(({ text }) => text.includes(words));
  };

  it('tells of a record only what its reader may see of it, and nothing of kinds that are closed', async () => {
    const admin = await panelOf(app, 'ADMIN');
    const colleague = await createUser(app, 'STAFF');
    expect(faultOf(await admin.edit('User', String(colleague.id), { phone: '+1 613 555 0142' }))).toBe('');
    const { id } = await build.someTimeOff(app.prisma);
    expect(faultOf(await admin.edit('TimeOff', String(id), { reason: 'An operation' }))).toBe('');
    const client = await build.aClient(app.prisma);
    expect(faultOf(await admin.edit('Client', String(client.id), { notes: 'A note on the child' }))).toBe('');
    const { id: appointmentId } = await build.anAppointment(app.prisma, { clientId: client.id });
    const invoice = await build.aBill(app.prisma, { clientId: client.id, appointmentId });
    expect(faultOf(await admin.edit('Invoice', String(invoice.id), { notes: 'Paid by the uncle' }))).toBe('');
    const facts = ['613 555 0142', 'An operation', 'A note on the child', 'Paid by the uncle'];
    const everything = await reader('ADMIN');
    for (const words of facts) expect([words, await told(everything, words)]).toEqual([words, true]);
    const some = await reader('STAFF', ['EDIT_AVAILABILITY', 'VIEW_CLINICAL_NOTE', 'VIEW_BILLING']);
    for (const words of facts) expect([words, await told(some, words)]).toEqual([words, false]);
    // Of the change itself they hear.
    expect((await some.list('AuditEvent')).text).toContain('"TimeOff"');
  });

  it('tells what a confidential record says on the event’s own page alone, which is a reading', async () => {
    const admin = await panelOf(app, 'ADMIN');
    const communication = await build.aCommunication(app.prisma, { content: 'before', securityClassification: 'CONFIDENTIAL' });
    const id = String(communication.id);
    expect(faultOf(await admin.edit('Communication', id, { content: 'The diagnosis in words' }))).toBe('');
    const readings = () => app.prisma.auditEvent.count({ where: { action: 'READ', recordType: 'Communication', recordId: id } });
    const before = await readings();
    expect((await admin.list('AuditEvent', { perPage: '200' })).text).not.toContain('The diagnosis in words');
    expect(await readings()).toBe(before);
    const event = await app.prisma.auditEvent.findFirstOrThrow({
      where: { action: 'UPDATE', recordType: 'Communication', recordId: id },
    });
    expect((await admin.show('AuditEvent', String(event.id))).text).toContain('The diagnosis in words');
    expect(await readings()).toBe(before + 1);
  });
});

describe('what a confidential record says', () => {
  const app = withApp();

  it('is not spelled out by filters, letter by letter, while what is not confidential is found', async () => {
    const panel = await panelOf(app, 'ADMIN');
    await build.aCommunication(app.prisma, { content: 'zebra crossing', securityClassification: 'RESTRICTED' });
    const open = await build.aCommunication(app.prisma, { content: 'zebra stripes', securityClassification: 'INTERNAL' });
    for (const field of ['content', 'notes']) {
      expect((await panel.list('Communication', { [`filters.${field}`]: 'z' })).notice?.type).toBe('error');
      expect((await panel.list('Communication', { sortBy: field })).notice?.type).toBe('error');
    }
    expect((await panel.search('Communication', 'zebra')).records.map(({ id }) => id)).toEqual([String(open.id)]);
    expect((await panel.search('Communication', 'crossing')).records).toEqual([]);
  });
});

describe('a log that is corrected', () => {
  const app = withApp();

  it('needs a reason, tells it in the log, and keeps the old entry in the audit trail', async () => {
    const panel = await panelOf(app, 'ADMIN');
    const user = await createUser(app, 'STAFF');
    const entry = { userId: String(user.id), action: 'LOGIN', success: 'true', details: 'By hand' };
    expect(faultOf(await panel.create('AuthLog', entry))).toContain('correctionReason');
    const added = await panel.create('AuthLog', { ...entry, correctionReason: 'The server was away.' });
    expect(faultOf(added)).toBe('');
    const { id } = added.record;
    expect(added.record.params).toMatchObject({
      correction: 'ADDED',
      correctionReason: 'The server was away.',
      correctedBy: panel.user.id,
    });

    expect(faultOf(await panel.edit('AuthLog', id, { details: 'Changed' }))).toContain('correctionReason');
    expect(faultOf(await panel.edit('AuthLog', id, { correction: '', correctionReason: 'x' }))).not.toBe('');
    expect(faultOf(await panel.edit('AuthLog', id, { details: 'Changed', correctionReason: 'A slip.' }))).toBe('');

    // Still one that a person added.
    expect(await app.prisma.authLog.findUnique({ where: { id: BigInt(id) } })).toMatchObject({
      correction: 'ADDED',
      details: 'Changed',
    });

    expect(faultOf(await panel.remove('AuthLog', id))).not.toBe('');
    expect(faultOf(await panel.remove('AuthLog', id, { reason: 'It never happened.' }))).toBe('');
    const listed = (await panel.list('AuthLog')).records.find((one) => one.id === id);
    expect(listed?.params).toMatchObject({ correction: 'STRUCK', details: 'Changed', correctionReason: 'It never happened.' });
    expect(listed?.title).toContain('struck out');

    expect(faultOf(await panel.edit('AuthLog', id, { details: 'Back', correctionReason: 'It did.' }))).toContain('struck out');
    expect(faultOf(await panel.remove('AuthLog', id, { reason: 'Once more.' }))).toContain('struck out');

    const events = await app.prisma.auditEvent.findMany({
      where: { recordType: 'AuthLog', recordId: id },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ action }) => action)).toEqual(['CREATE', 'UPDATE', 'DELETE']);
    expect(events[1]?.before).toMatchObject({ userId: String(user.id), action: 'LOGIN', details: 'By hand' });
    expect(events[2]?.before).toMatchObject({ userId: String(user.id), action: 'LOGIN', details: 'Changed' });
  });

  it('loses no entry by a deletion of many at once', async () => {
    const panel = await panelOf(app, 'ADMIN');
    const untouched = (await panel.list('AuthLog')).records.filter(({ params }) => !params.correction);
    const ids = untouched.slice(0, 2).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    const before = await app.prisma.authLog.count();
    expect((await panel.bulkRemove('AuthLog', ids)).notice?.type).toBe('error');
    expect(await app.prisma.authLog.count({ where: { correction: 'STRUCK', id: { in: ids.map(BigInt) } } })).toBe(0);
    expect(faultOf(await panel.bulkRemove('AuthLog', ids, { reason: 'A test of the line.' }))).toBe('');
    expect(await app.prisma.authLog.count({ where: { correction: 'STRUCK', id: { in: ids.map(BigInt) } } })).toBe(2);
    expect(await app.prisma.authLog.count()).toBe(before);
  });
});
