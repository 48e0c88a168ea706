/** Writes in the panel that are refused: where and how one is told. */
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment } from '../../support/builders.js';
import { add } from '../support/form-values.js';
import { faultOf, panelOf, type Panel } from '../support/panel.js';

describe('a write in the panel', () => {
  const app = withApp();
  let panel: Panel;

  beforeAll(async () => {
    panel = await panelOf(app, 'ADMIN');
  }, 60_000);

  it('comes back at the fields that are at fault', async () => {
    const answer = await panel.create('Client', { firstName: 'Ann', status: 'WHATEVER' });
    expect(answer.status).toBe(200);
    expect(answer.notice?.type).toBe('error');
    expect(Object.keys(answer.record.errors)).toContain('status');
    expect(await app.prisma.client.count({ where: { firstName: 'Ann' } })).toBe(0);
  });

  it('names what is missing', async () => {
    const answer = await panel.create('Caregiver', { firstName: 'Ann' });
    expect(Object.keys(answer.record.errors).sort()).toEqual(expect.arrayContaining(['clientId', 'lastName', 'relationship']));
  });

  it('tells of a value that is taken, not of a constraint', async () => {
    const code = await add(panel, 'ServiceCode');
    const taken = String((await panel.show('ServiceCode', code)).record.params.code);
    const answer = await panel.create('ServiceCode', { code: taken, description: 'x', rate: '1.00', billableUnit: 'hour' });
    expect(answer.notice?.type).toBe('error');
    expect(answer.text).not.toMatch(/constraint|prisma|_key/i);
  });

  it('keeps participants to group sessions', async () => {
    const [alone, group] = [await anAppointment(app.prisma), await anAppointment(app.prisma, { isGroupSession: true })];
    const learnerId = String((await aLearner(app.prisma)).id);
    const refused = await panel.create('AppointmentGroupParticipant', { appointmentId: String(alone.id), learnerId });
    expect(Object.keys(refused.record.errors)).toEqual(['appointmentId']);
    expect(faultOf(await panel.create('AppointmentGroupParticipant', { appointmentId: String(group.id), learnerId }))).toBe('');
    const changed = await panel.edit('Appointment', String(group.id), { isGroupSession: 'false' });
    expect(Object.keys(changed.record.errors)).toEqual(['isGroupSession']);
  });

  it('does not overwrite what somebody else changed since', async () => {
    const client = await aClient(app.prisma);
    const id = String(client.id);
    const form = (await panel.show('Client', id)).record.params as Record<string, string>;
    expect(faultOf(await panel.edit('Client', id, { phone: '+1 613 555 0171', updatedAt: form.updatedAt ?? '' }))).toBe('');
    const late = await panel.edit('Client', id, { phone: '+1 613 555 0172', updatedAt: form.updatedAt ?? '' });
    expect(late.notice?.type).toBe('error');
    expect(late.notice?.message).toMatch(/changed/i);
    expect((await app.prisma.client.findUniqueOrThrow({ where: { id: client.id } })).phone).toBe('+1 613 555 0171');
  });

  it('may send back the whole record, as the forms do', async () => {
    const id = await add(panel, 'Client');
    const { params } = (await panel.show('Client', id)).record;
    const whole = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, value === null ? '__FORM_VALUE_NULL__' : String(value as string)]),
    );
    const answer = await panel.edit('Client', id, { ...whole, address: '12 New Street' });
    expect(faultOf(answer)).toBe('');
    expect((await panel.show('Client', id)).record.params).toMatchObject({ address: '12 New Street', email: params.email });
  });

  it('reads no more than a form can hold', async () => {
    const answer = await panel.create('Client', { firstName: 'x'.repeat(3 * 1024 * 1024) });
    expect(answer.status).toBe(413);
  });

  it('refuses a file where a form belongs, and a broken form', async () => {
    const upload = await panel.user
      .call('post', '/admin/api/resources/Client/actions/new')
      .attach('file', Buffer.from('hello'), 'hello.txt');
    expect(upload.status).toBeLessThan(500);
    const broken = await panel.user
      .call('post', '/admin/api/resources/Client/actions/new')
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nbroken');
    expect([400, 413]).toContain(broken.status);
  });

  it('needs a POST: opening an address changes nothing', async () => {
    const id = await add(panel, 'Client');
    await panel.get(`resources/Client/records/${id}/delete`);
    await panel.get(`resources/Client/bulk/bulkDelete?recordIds=${id}`);
    expect(faultOf(await panel.show('Client', id))).toBe('');
    expect((await panel.get('resources/Client/actions/new')).notice?.type).toBe('error');
  });

  it('from another site is refused', async () => {
    const answer = await app.request
      .post('/admin/api/resources/Client/actions/new')
      .set('Cookie', panel.user.cookie)
      .set('Origin', 'https://evil.example')
      .field('firstName', 'Eve');
    expect(answer.status).toBe(403);
  });

  it('is written down: who did what to this record', async () => {
    const id = await add(panel, 'TherapyEquipment', { name: 'Swing' });
    await panel.edit('TherapyEquipment', id, { name: 'Swing, blue' });
    const answer = (await panel.get(`resources/TherapyEquipment/records/${id}/history`)) as unknown as {
      history: { items: { action: string; actorName: string; before: object; after: object }[] };
    };
    expect(answer.history.items.map((event) => event.action)).toEqual(['UPDATE', 'CREATE']);
    expect(answer.history.items[0]).toMatchObject({ before: { name: 'Swing' }, after: { name: 'Swing, blue' } });
  });

  it.each([
    'resources/Nothing/actions/list',
    'resources/User/actions/nothing',
    'resources/User/records/1/nothing',
    'resources/UserSession/actions/list',
    'resources/Client/bulk/bulkDelete',
    'pages/nothing',
  ])('to %s finds nothing there', async (path) => {
    const answer = await panel.get(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});
