/** The waitlist in the panel: its forms call what the API calls, and offers are answered by buttons. */
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { faultOf, type Panel, panelOf } from '../../admin/support/panel.js';

describe('the waitlist in the panel', () => {
  const app = withApp();
  let panel: Panel;

  beforeAll(async () => {
    panel = await panelOf(app, 'RECEPTIONIST');
  }, 60_000);

  const made = async (fields: Record<string, string> = {}): Promise<{ id: string; clientId: bigint }> => {
    const client = await build.aClient(app.prisma);
    const answer = await panel.create('WaitlistEntry', { clientId: String(client.id), serviceType: 'THERAPY', ...fields });
    expect(faultOf(answer)).toBe('');
    return { id: answer.record.id, clientId: client.id };
  };
  const row = (id: string) => app.prisma.waitlistEntry.findUniqueOrThrow({ where: { id: BigInt(id) } });

  it('answers an offer by its buttons, and takes it back', async () => {
    const [first, second] = [await build.anOffer(app.prisma), await build.anOffer(app.prisma)];
    const press = (id: bigint, action: string, by = panel) => by.post(`resources/WaitlistOffer/records/${id}/${action}`, {});
    expect(faultOf(await press(first.id, 'accept'))).toBe('');
    expect(await row(String(first.waitlistId))).toMatchObject({ status: 'PLACED', appointmentId: first.appointmentId });
    expect(faultOf(await press(second.id, 'withdraw'))).toBe('');
    expect(await app.prisma.appointment.count({ where: { id: second.appointmentId ?? 0n } })).toBe(0);
    expect(await row(String(second.waitlistId))).toMatchObject({ status: 'WAITING' });
    const stranger = await panelOf(app, 'THERAPIST');
    const third = await build.anOffer(app.prisma);
    expect(faultOf(await press(third.id, 'accept', stranger))).not.toBe('');
    expect(await app.prisma.waitlistOffer.findUnique({ where: { id: third.id } })).toMatchObject({ status: 'OFFERED' });
  });

  it('takes who waits, with what suits them', async () => {
    const { id } = await made({
      preferredFrom: '09:00',
      preferredTo: '12:00',
      priority: 'HIGH',
      'preferredDays.0': '4',
      'preferredDays.1': '2',
    });
    expect(await row(id)).toMatchObject({
      status: 'WAITING',
      priority: 'HIGH',
      preferredFrom: '09:00',
      preferredDays: [2, 4],
      createdBy: panel.user.user.id,
    });
  });

  it('says at the field what is not right', async () => {
    const { id } = await made();
    for (const [fields, path] of [
      [{ preferredFrom: 'noon' }, 'preferredFrom'],
      [{ preferredFrom: '13:00', preferredTo: '12:00' }, 'preferredTo'],
      [{ status: 'PLACED' }, 'appointmentId'],
    ] as [Record<string, string>, string][])
      expect(Object.keys((await panel.edit('WaitlistEntry', id, fields)).record.errors)).toEqual([path]);
    const client = String((await build.aClient(app.prisma)).id);
    const placed = await panel.create('WaitlistEntry', { clientId: client, serviceType: 'THERAPY', status: 'PLACED' });
    expect(Object.keys(placed.record.errors)).toEqual(['status']);
  });

  it('places, with who and when, and takes back', async () => {
    const { id, clientId } = await made();
    const appointment = await build.anAppointment(app.prisma, { clientId });
    const fields = { status: 'PLACED', appointmentId: String(appointment.id), notes: 'At last.' };
    expect(faultOf(await panel.edit('WaitlistEntry', id, fields))).toBe('');
    expect(await row(id)).toMatchObject({
      status: 'PLACED',
      appointmentId: appointment.id,
      notes: 'At last.',
      statusChangedBy: panel.user.user.id,
    });
    expect(faultOf(await panel.edit('WaitlistEntry', id, { status: 'WAITING' }))).toBe('');
    expect(await row(id)).toMatchObject({ status: 'WAITING', appointmentId: null });
  });

  it('shows offers without their tokens, and lets nobody write them', async () => {
    const offer = await build.anOffer(app.prisma);
    const id = String(offer.id);
    const shown = await panel.show('WaitlistOffer', id);
    expect(shown.record.params).toMatchObject({ status: 'OFFERED' });
    expect(shown.text + (await panel.list('WaitlistOffer')).text).not.toContain(offer.tokenHash);
    expect(faultOf(await panel.edit('WaitlistOffer', id, { status: 'ACCEPTED' }))).not.toBe('');
    expect(faultOf(await panel.remove('WaitlistOffer', id))).not.toBe('');
    expect(await app.prisma.waitlistOffer.findUniqueOrThrow({ where: { id: offer.id } })).toMatchObject({ status: 'OFFERED' });
    const therapist = await panelOf(app, 'THERAPIST');
    expect((await therapist.list('WaitlistOffer')).records ?? []).toEqual([]);
  });
});
