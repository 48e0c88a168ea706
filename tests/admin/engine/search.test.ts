/** The one search in the panel: lists, filters of text, pickers of references, and what is asked before a second of the same person is added. */
import { withApp } from '../../support/app.js';
import {
  aBill,
  aCaregiver,
  aClient,
  aCommunication,
  aDocument,
  aLearner,
  anAppointment,
  aRecordPermission,
  thePractice,
} from '../../support/builders.js';
import { faultOf, panelOf, type Panel } from '../support/panel.js';

describe('the search in the panel', () => {
  const app = withApp();
  let panel: Panel;
  let therapist: Panel;

  beforeAll(async () => {
    panel = await panelOf(app, 'STAFF');
    therapist = await panelOf(app, 'THERAPIST');
    await thePractice(app.prisma);
    await app.prisma.practice.updateMany({ data: { country: 'CA' } });
    for (const [firstName, lastName, phone] of [
      ['Felix', 'Ibarra', '(613) 555-0177'],
      ['Ayşe', 'Öztürk', '+90 212 555 0101'],
      ['Seán', "O'Brien", '+44 20 7946 0958'],
      ['Keiko', 'Grahams', ''],
      ['Keiko', 'Rahman', '613 555 0122'],
      ['雷', '李', '613 555 0123'],
    ] as const)
      await aClient(app.prisma, { firstName, lastName, phone, email: null });
  }, 60_000);

  const listed = async (filter: Record<string, string>, table = 'Client', who = panel): Promise<string[]> =>
    (await who.list(table, filter)).records.map((record) => record.title);
  const picked = async (words: string, table = 'Client', who = panel): Promise<string[]> =>
    (await who.search(table, words)).records.map((record) => record.title);

  it.each([
    ['ozturk', 'Öztürk, Ayşe'],
    ['Ibarra, Felix', 'Ibarra, Felix'],
    ['(613) 555 0177', 'Ibarra, Felix'],
    ['+1 613 555 0177', 'Ibarra, Felix'],
    ['OBrien', "O'Brien, Seán"],
    ['0044 20 7946 0958', "O'Brien, Seán"],
    ['keiko rah', 'Rahman, Keiko'],
    ['rahman keiko', 'Rahman, Keiko'],
    ['rahmaan', 'Rahman, Keiko'],
    ['李雷', '李, 雷'],
    ['雷李', '李, 雷'],
  ])('finds for %s in the list and in the picker first %s', async (words, title) => {
    const list = await panel.list('Client', { 'filters.displayName': words });
    expect([list.records[0]?.title, list.meta.total > 0]).toEqual([title, true]);
    expect((await picked(words))[0]).toBe(title);
  });

  it('compares words and phone numbers in the filter of a column as well', async () => {
    expect(await listed({ 'filters.lastName': 'ozturk' })).toEqual(['Öztürk, Ayşe']);
    expect(await listed({ 'filters.phone': '613.555.0177' })).toEqual(['Ibarra, Felix']);
    expect(await listed({ 'filters.phone': '+44 (0)20 7946' })).toEqual(["O'Brien, Seán"]);
    expect(await listed({ 'filters.firstName': 'ibarra' })).toEqual([]);
    const { id } = await aClient(app.prisma, { lastName: 'Street', address: '12 Böhmerwald Lane' });
    expect((await panel.list('Client', { 'filters.address': 'bohmer LANE' })).records.map((record) => record.id)).toEqual([
      String(id),
    ]);
  });

  it('finds what is about somebody by their name, with words of its own', async () => {
    const client = await aClient(app.prisma, { firstName: 'Maeve', lastName: 'Quist' });
    const learner = await aLearner(app.prisma, { clientId: client.id, firstName: 'Odd', lastName: 'Quist-Lind' });
    const appointment = await anAppointment(app.prisma, { clientId: client.id, learnerId: learner.id, title: 'Speech' });
    await anAppointment(app.prisma, { clientId: client.id, title: 'Review' });
    const invoice = await aBill(app.prisma, { clientId: client.id, appointmentId: appointment.id });
    const ids = async (table: string, words: string): Promise<string[]> =>
      (await panel.search(table, words)).records.map((record) => record.id);
    expect(await ids('Appointment', 'quist maeve speech')).toEqual([String(appointment.id)]);
    expect(await ids('Appointment', 'odd')).toEqual([String(appointment.id)]);
    expect(await ids('Appointment', 'quist')).toHaveLength(2);
    expect(await ids('Invoice', 'maeve')).toEqual([String(invoice.id)]);
    expect(await ids('Learner', 'maeve')).toEqual([String(learner.id)]);
  });

  it('is the same for who sees a caseload, and finds nothing outside of it', async () => {
    const own = await aClient(app.prisma, { firstName: 'Own', lastName: 'Casely', therapistId: therapist.user.user.id });
    const other = await aClient(app.prisma, { firstName: 'Other', lastName: 'Casely' });
    const appointment = await anAppointment(app.prisma, { clientId: other.id });
    const learner = await aLearner(app.prisma, { clientId: other.id, firstName: 'Opened' });
    expect(await picked('casely', 'Client', therapist)).toEqual(['Casely, Own']);
    expect(await listed({ 'filters.displayName': 'casely' }, 'Client', therapist)).toEqual(['Casely, Own']);
    expect(await picked('casely', 'Appointment', therapist)).toEqual([]);
    expect((await therapist.list('Client', { 'filters.lastName': 'casely' })).meta.total).toBe(1);
    // A learner who is opened is found by their own name, and not by that of the client, which stays closed.
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: therapist.user.user.id, learnerId: learner.id, granted: true });
    expect(await picked('opened', 'Learner', therapist)).toEqual(['Sample, Opened']);
    expect(await picked('casely', 'Learner', therapist)).toEqual([]);
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: panel.user.user.id, clientId: own.id, granted: false });
    expect(await picked('casely')).toEqual(['Casely, Other']);
    expect(appointment.clientId).toBe(other.id);
  });

  it('finds a confidential message by its subject, and not by what it says', async () => {
    await aCommunication(app.prisma, { subject: 'Lantern', content: 'kept quiet', securityClassification: 'CONFIDENTIAL' });
    await aCommunication(app.prisma, { subject: 'Window', content: 'kept open', securityClassification: 'INTERNAL' });
    const subjects = async (words: string): Promise<unknown[]> =>
      (await panel.list('Communication', { 'filters.displayName': words })).records.map((record) => record.params.subject);
    expect(await subjects('lantern')).toEqual(['Lantern']);
    expect(await subjects('kept')).toEqual(['Window']);
  });

  it('is in an export as in its list', async () => {
    const answer = await panel.user.call('get', '/admin/exports/Client?format=csv&filters.displayName=ozturk');
    expect(answer.text).toContain('Öztürk');
    expect(answer.text).not.toContain('Ibarra');
  });

  it('goes through everything that its reader may see', async () => {
    const client = await aClient(app.prisma, { firstName: 'Vesper', lastName: 'Lynde' });
    await aLearner(app.prisma, { clientId: client.id, firstName: 'Vico', lastName: 'Lynde' });
    await aCaregiver(app.prisma, { clientId: client.id, firstName: 'Vida', lastName: 'Lynde' });
    const visit = await anAppointment(app.prisma, { clientId: client.id, title: 'First visit' });
    await aBill(app.prisma, { clientId: client.id, appointmentId: visit.id });
    await aDocument(app.prisma, { clientId: client.id, title: 'Letter', securityClassification: 'CONFIDENTIAL' });
    const found = async (who: Panel, q: string): Promise<string[]> =>
      (
        (await who.user.call('get', `/api/search?q=${encodeURIComponent(q)}`)).body as {
          items: { kind: string; title: string; clientName: string | null }[];
        }
      ).items.map(({ kind, title, clientName }) => `${kind} ${title} of ${clientName ?? 'nobody'}`);
    expect(await found(panel, 'lynde')).toEqual([
      'Client Vesper Lynde of nobody',
      'Learner Vico Lynde of Vesper Lynde',
      'Caregiver Vida Lynde of Vesper Lynde',
      'Appointment First visit of Vesper Lynde',
      expect.stringMatching(/^Invoice .* of Vesper Lynde$/) as unknown as string,
      'Document Letter of Vesper Lynde',
    ]);
    const receptionist = await panelOf(app, 'RECEPTIONIST');
    expect((await found(receptionist, 'lynde')).some((one) => one.startsWith('Document'))).toBe(false);
    expect(await found(therapist, 'lynde')).toEqual([]);
    expect(await found(panel, 'vesper lynnde')).toContain('Client Vesper Lynde of nobody');
    expect(await found(panel, '%')).toEqual([]);
  });

  it('asks before a second of the same person is added, and adds them when the form is saved again', async () => {
    const form = { firstName: 'Felix', lastName: 'Ibarra', phone: '+1 613 555 0177' };
    const count = (): Promise<number> => app.prisma.client.count({ where: { lastName: 'Ibarra' } });
    const asked = await panel.create('Client', form);
    expect(asked.notice?.message).toMatch(
      /^Felix Ibarra \(client \d+\) may be the same person: alike in name and phone number\..*save again/i,
    );
    expect(await count()).toBe(1);
    const knowsOf = String(asked.record.params.knowsOf);
    // It knows of that one; with another name somebody else is alike.
    const other = await panel.create('Client', { firstName: 'Keiko', lastName: 'Rahman', phone: '', knowsOf });
    expect(other.notice?.message).toMatch(/Keiko Rahman/);
    expect(faultOf(await panel.create('Client', { ...form, knowsOf }))).toBe('');
    expect(await count()).toBe(2);
  });

  it('asks for learners and caregivers too, and only about people whom one may see', async () => {
    const client = await aClient(app.prisma, { therapistId: therapist.user.user.id });
    const clientId = String(client.id);
    await aLearner(app.prisma, { clientId: client.id, firstName: 'Una', lastName: 'Twinn' });
    await aCaregiver(app.prisma, { clientId: client.id, firstName: 'Gus', lastName: 'Twinn', phone: '613 555 0144' });
    const learner = await panel.create('Learner', { firstName: 'Una', lastName: 'Twinn', clientId });
    expect(learner.notice?.message).toMatch(/^Una Twinn \(learner/);
    const caregiver = { firstName: 'August', lastName: 'Other', relationship: 'PARENT', phone: '+1 (613) 555-0144', clientId };
    expect((await panel.create('Caregiver', caregiver)).notice?.message).toMatch(/^Gus Twinn \(caregiver .* phone number/);
    const hidden = await panel.create('Client', { firstName: 'Ayse', lastName: 'Ozturk', phone: '' });
    expect(hidden.notice?.message).toMatch(/Ayşe Öztürk/);
  });

  it('records a client without a phone, in the form too, and refuses what can’t be one', async () => {
    const made = await panel.create('Client', { firstName: 'Nophone', lastName: 'Athome', phone: '' });
    expect(faultOf(made)).toBe('');
    const api = async (): Promise<unknown> =>
      ((await panel.user.call('get', `/api/clients/${made.record.id}`)).body as { phone: unknown }).phone;
    expect(await api()).toBeNull();
    for (const phone of ['0', '00000', '+', '12345678901234567890'])
      expect([phone, (await panel.edit('Client', made.record.id, { phone })).record.errors.phone?.message]).toEqual([
        phone,
        expect.stringMatching(/phone number/),
      ]);
    expect(faultOf(await panel.edit('Client', made.record.id, { phone: '(613) 555 0188' }))).toBe('');
    expect(await api()).toBe('(613) 555 0188');
    expect(faultOf(await panel.edit('Client', made.record.id, { phone: '' }))).toBe('');
    expect(await api()).toBeNull();
  });
});
