/** Lists, filters, sorting, searching, and the values that frameworks like to spoil. */
import { withApp } from '../../support/app.js';
import { aClient, aDocument, aFunding, anAppointment } from '../../support/builders.js';
import { add } from '../support/form-values.js';
import { faultOf, panelOf, type Panel } from '../support/panel.js';

describe('records in the panel', () => {
  const app = withApp();
  let panel: Panel;

  beforeAll(async () => {
    panel = await panelOf(app, 'ADMIN');
    for (const [firstName, lastName, status] of [
      ['Ann', 'Lee', 'ACTIVE'],
      ['Bob', 'Lee', 'WAITLIST'],
      ['Cleo', '100%_Real', 'ACTIVE'],
    ] as const) {
      await aClient(app.prisma, { firstName, lastName, status });
    }
  }, 60_000);

  const names = async (query: Record<string, string>): Promise<unknown[]> =>
    (await panel.list('Client', query)).records.map((record) => record.title);

  it('are filtered by text whatever the case, with % and _ as themselves', async () => {
    expect(await names({ 'filters.lastName': 'lEE', sortBy: 'firstName', direction: 'asc' })).toEqual(['Lee, Ann', 'Lee, Bob']);
    expect(await names({ 'filters.lastName': '%' })).toEqual([]);
    expect(await names({ 'filters.lastName': '100%' })).toEqual(['100%_Real, Cleo']);
    expect(await names({ 'filters.lastName': 'L_e' })).toEqual([]);
  });

  it('are filtered by choices exactly, and counted', async () => {
    const answer = await panel.list('Client', { 'filters.status': 'WAITLIST' });
    expect(answer.meta.total).toBe(1);
    expect(answer.records.map((record) => record.title)).toEqual(['Lee, Bob']);
  });

  it('are found by the words of a name, in pickers too, which get names and nothing else', async () => {
    expect(await names({ 'filters.displayName': 'lee bob' })).toEqual(['Lee, Bob']);
    const found = await panel.search('Client', 'ann lee');
    expect(found.records.map((record) => [record.title, record.params])).toEqual([['Lee, Ann', {}]]);
  });

  it('are sorted both ways, page by page without overlap', async () => {
    const ascending = await names({ sortBy: 'lastName', direction: 'asc', perPage: '2' });
    const rest = await names({ sortBy: 'lastName', direction: 'asc', perPage: '2', page: '2' });
    expect([...ascending, ...rest].length).toBe(new Set([...ascending, ...rest]).size);
    expect((await names({ sortBy: 'lastName', direction: 'desc', perPage: '100' })).at(-1)).toBe(ascending[0]);
  });

  it.each([
    [{ sortBy: 'nothing' }, /no sorting by “nothing”/],
    [{ sortBy: 'notes' }, /no sorting by “notes”/],
    [{ 'filters.nothing': 'x' }, /no field “nothing”/],
    [{ 'filters.status': 'NOPE' }, /Choose one of the list/],
    [{ 'filters.therapistId': "1'; --" }, /Choose one of the list/],
    [{ 'filters.createdAt~~from': '2026-02-30' }, /date/],
  ])('refuse %j with a reason', async (query, reason) => {
    const answer = await panel.list('Client', query);
    expect(answer.status).toBe(200);
    expect(answer.notice?.message).toMatch(reason);
    expect(answer.text).not.toMatch(/prisma|stack|at Object/i);
  });

  it.each(['0', '-1', '1e3', '9223372036854775808', "'; --", '1.2', 'null'])('are not there under the id %j', async (id) => {
    const answer = await panel.show('Client', id);
    expect(answer.notice?.type ?? answer.status).not.toBe('success');
    expect(answer.record?.params ?? {}).toEqual({});
    expect(answer.status).toBeLessThan(500);
  });

  it('keep an id above 2^53 whole, in the record, its references and its filters', async () => {
    const id = 9_007_199_254_740_993n;
    await aClient(app.prisma, { id, firstName: 'Big', lastName: 'Number' });
    const learner = await add(panel, 'Learner', { clientId: String(id) });
    expect((await panel.show('Client', String(id))).record.id).toBe('9007199254740993');
    const shown = await panel.show('Learner', learner);
    expect(shown.record.params.clientId).toBe('9007199254740993');
    expect(shown.record.populated.clientId?.title).toBe('Number, Big');
    expect((await panel.list('Learner', { 'filters.clientId': String(id) })).records.map((record) => record.id)).toEqual([
      learner,
    ]);
    expect((await panel.list('Client', { 'filters.id': String(id) })).meta.total).toBe(1);
  });

  it('keep every cent', async () => {
    const id = await add(panel, 'ServiceCode', { rate: '9999999999.99', taxRate: '13.00' });
    expect((await panel.show('ServiceCode', id)).record.params).toMatchObject({ rate: '9999999999.99', taxRate: '13.00' });
    await panel.edit('ServiceCode', id, { rate: '0.10' });
    expect((await app.prisma.serviceCode.findUniqueOrThrow({ where: { id: BigInt(id) } })).rate.toFixed(2)).toBe('0.10');
  });

  it('with a key of two columns have one address', async () => {
    const appointment = await anAppointment(app.prisma);
    const key = `${appointment.id}.${panel.user.id}`;
    const added = await panel.create('AppointmentStaff', {
      appointmentId: String(appointment.id),
      userId: panel.user.id,
      role: 'ASSISTANT',
    });
    expect(faultOf(added)).toBe('');
    expect(added.record.id).toBe(key);
    expect(faultOf(await panel.edit('AppointmentStaff', key, { role: 'SUPERVISOR' }))).toBe('');
    expect((await panel.show('AppointmentStaff', key)).record.params.role).toBe('SUPERVISOR');
    expect(faultOf(await panel.bulkRemove('AppointmentStaff', [key]))).toBe('');
    expect(await app.prisma.appointmentStaff.count({ where: { appointmentId: appointment.id } })).toBe(0);
  });

  it('take lists of text', async () => {
    const document = await aDocument(app.prisma);
    const answer = await panel.edit('Document', String(document.id), { 'tags.0': 'report', 'tags.1': 'school' });
    expect(faultOf(answer)).toBe('');
    expect((await app.prisma.document.findUniqueOrThrow({ where: { id: document.id } })).tags).toEqual(['report', 'school']);
    expect((await panel.list('Document', { 'filters.tags': 'school' })).meta.total).toBe(1);
    expect(faultOf(await panel.edit('Document', String(document.id), { tags: 'one, two' }))).toBe('');
    expect((await app.prisma.document.findUniqueOrThrow({ where: { id: document.id } })).tags).toEqual(['one', 'two']);
  });

  it('show days as days and times as instants', async () => {
    const funding = await aFunding(app.prisma, { startDate: new Date('2026-01-01'), endDate: new Date('2026-12-31') });
    expect((await panel.show('ClientFunding', String(funding.id))).record.params).toMatchObject({
      startDate: '2026-01-01',
      endDate: '2026-12-31',
    });
    const answer = await panel.edit('ClientFunding', String(funding.id), { endDate: '2026-02-30' });
    expect(answer.record.errors.endDate?.message).toMatch(/date of the calendar/);
  });
});
