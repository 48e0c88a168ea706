/** The appointments' buttons in the panel: each is a use case, and refused like one. */
import { withApp } from '../../support/app.js';
import { aCancellationReason, aClient, anAppointment, aUser } from '../../support/builders.js';
import { faultOf, panelOf, type Panel } from '../support/panel.js';

describe("the appointments' buttons", () => {
  const app = withApp();
  let desk: Panel;
  let admin: Panel;

  beforeAll(async () => {
    [desk, admin] = [await panelOf(app, 'RECEPTIONIST'), await panelOf(app, 'ADMIN')];
  }, 60_000);

  const press = (panel: Panel, id: bigint, action: string, fields: Record<string, string> = {}) =>
    panel.post(`resources/Appointment/records/${id}/${action}`, fields);
  const statusOf = async (id: bigint): Promise<string> =>
    (await app.prisma.appointment.findUniqueOrThrow({ where: { id } })).status;

  it('confirm, and cancel with a reason', async () => {
    const { id } = await anAppointment(app.prisma);
    expect(faultOf(await press(desk, id, 'confirm'))).toBe('');
    expect(await statusOf(id)).toBe('CONFIRMED');
    expect((await press(desk, id, 'cancel')).notice?.type).toBe('error');
    expect(faultOf(await press(desk, id, 'cancel', { reason: 'The family is ill.' }))).toBe('');
    expect(await app.prisma.appointment.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'CANCELLED',
      cancellationReason: 'The family is ill.',
      cancelledBy: BigInt(desk.user.id),
    });
  });

  it('are offered where they fit', async () => {
    const { id } = await anAppointment(app.prisma);
    const offered = async (panel: Panel) =>
      (await panel.show('Appointment', String(id))).record.recordActions.map((action) => action.name);
    expect(await offered(desk)).toEqual(expect.arrayContaining(['confirm', 'cancel']));
    // It has not begun, and nothing is over.
    for (const name of ['complete', 'noShow', 'reopen']) expect(await offered(desk)).not.toContain(name);
    await press(admin, id, 'cancel', { reason: 'x' });
    expect(await offered(admin)).toContain('reopen');
    expect(await offered(desk)).not.toContain('reopen');
    // The request behind a hidden button.
    expect((await press(desk, id, 'reopen')).status).not.toBe(500);
    expect(await statusOf(id)).toBe('CANCELLED');
    expect(faultOf(await press(admin, id, 'reopen'))).toBe('');
    expect(await statusOf(id)).toBe('SCHEDULED');
  });

  it('offer the reasons of the practice and who calls off, as the API takes them', async () => {
    const listed = await aCancellationReason(app.prisma, { name: 'Illness', party: 'CLIENT' });
    const unused = await aCancellationReason(app.prisma, { isActive: false });
    const { id } = await anAppointment(app.prisma);
    const page = JSON.parse((await desk.get(`resources/Appointment/records/${id}/cancel`)).text) as {
      choices: { reasonId: unknown[]; party: { id: string }[] };
    };
    expect(page.choices.reasonId).toContainEqual({ id: String(listed.id), name: 'Illness' });
    expect(JSON.stringify(page.choices.reasonId)).not.toContain(unused.name);
    expect(page.choices.party.map((one) => one.id)).toEqual(['CLIENT', 'THERAPIST', 'PRACTICE', 'OTHER']);
    expect((await press(desk, id, 'cancel', { reasonId: String(unused.id) })).notice?.type).toBe('error');
    expect(faultOf(await press(desk, id, 'cancel', { reasonId: String(listed.id), reason: '', party: '' }))).toBe('');
    const other = await anAppointment(app.prisma);
    const bulk = { reasonId: String(listed.id), reason: 'A cold.', party: 'THERAPIST' };
    expect((await desk.post(`resources/Appointment/bulk/bulkCancel?recordIds=${other.id}`, bulk)).notice?.message).toBe(
      '1 cancelled.',
    );
    const found = await app.prisma.appointment.findMany({ where: { id: { in: [id, other.id] } }, orderBy: { id: 'asc' } });
    expect(found).toMatchObject([
      { status: 'CANCELLED', cancellationReason: 'Illness', cancellationReasonId: listed.id, cancelledByParty: 'CLIENT' },
      {
        status: 'CANCELLED',
        cancellationReason: 'Illness: A cold.',
        cancellationReasonId: listed.id,
        cancelledByParty: 'THERAPIST',
      },
    ]);
  });

  it('reopen what is odd by now once that was said, and not where the practice refuses it', async () => {
    const { id, therapistId, startTime, endTime } = await anAppointment(app.prisma);
    await press(desk, id, 'cancel', { reason: 'Ill.' });
    await app.prisma.timeOff.create({ data: { userId: therapistId, startTime, endTime } });
    const asked = await press(admin, id, 'reopen');
    expect(asked.notice).toMatchObject({ type: 'error', message: expect.stringMatching(/is away\. Nothing has changed yet/) });
    expect((JSON.parse(asked.text) as { unconfirmed: { code: string }[] }).unconfirmed.map(({ code }) => code)).toEqual([
      'TIME_OFF',
    ]);
    // Another warning than the one that is there was confirmed.
    expect((await press(admin, id, 'reopen', { confirmedWarnings: 'CLOSURE' })).notice?.type).toBe('error');
    expect(await statusOf(id)).toBe('CANCELLED');
    await app.prisma.practice.updateMany({ data: { refusedBookings: ['TIME_OFF'] } });
    expect((await press(admin, id, 'reopen', { confirmedWarnings: 'TIME_OFF' })).notice?.type).toBe('error');
    expect(await statusOf(id)).toBe('CANCELLED');
    await app.prisma.practice.updateMany({ data: { refusedBookings: [] } });
    expect(faultOf(await press(admin, id, 'reopen', { confirmedWarnings: 'TIME_OFF' }))).toBe('');
    expect(await statusOf(id)).toBe('SCHEDULED');
  });

  it('by GET change nothing', async () => {
    const { id } = await anAppointment(app.prisma);
    await desk.get(`resources/Appointment/records/${id}/confirm`);
    expect(await statusOf(id)).toBe('SCHEDULED');
  });

  it('in bulk confirm and cancel what can be, and say what was left alone', async () => {
    const [open, over] = [
      await anAppointment(app.prisma),
      await anAppointment(app.prisma, { status: 'COMPLETED', startTime: new Date('2026-01-05T15:00:00.000Z') }),
    ];
    const bulk = (action: string, fields: Record<string, string> = {}) =>
      desk.post(`resources/Appointment/bulk/${action}?recordIds=${open.id},${over.id}`, fields);
    expect((await bulk('bulkConfirm')).notice?.message).toMatch(/^1 confirmed, 1 left alone\.$/);
    expect((await bulk('bulkCancel', { reason: 'Snow.' })).notice?.message).toMatch(/^1 cancelled, 1 left alone\.$/);
    expect([await statusOf(open.id), await statusOf(over.id)]).toEqual(['CANCELLED', 'COMPLETED']);
  });

  it('and forms tell a clash at the field, and book nothing', async () => {
    const therapist = await aUser(app.prisma);
    const taken = await anAppointment(app.prisma, { therapistId: therapist.id });
    const answer = await desk.create('Appointment', {
      title: 'Speech therapy',
      clientId: String((await aClient(app.prisma)).id),
      therapistId: String(therapist.id),
      startTime: taken.startTime.toISOString(),
      endTime: taken.endTime.toISOString(),
    });
    expect(answer.record.errors.startTime?.message).toMatch(/already has an appointment/);
    expect(await app.prisma.appointment.count({ where: { therapistId: therapist.id } })).toBe(1);
  });

  it('and forms set the status, with a reason for a cancellation', async () => {
    const { id } = await anAppointment(app.prisma);
    const refused = await desk.edit('Appointment', String(id), { status: 'CANCELLED' });
    expect(Object.keys(refused.record.errors)).toEqual(['cancellationReason']);
    const endless = await desk.edit('Appointment', String(id), { status: 'CANCELLED', cancellationReason: 'x'.repeat(501) });
    expect(endless.record.errors.cancellationReason?.message).toMatch(/at most 500/);
    expect(faultOf(await desk.edit('Appointment', String(id), { status: 'CANCELLED', cancellationReason: 'Snow.' }))).toBe('');
    expect(await statusOf(id)).toBe('CANCELLED');
  });
});
