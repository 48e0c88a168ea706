/** The outbox and the notifications in the panel: who sees them, how much of them, and what a button does. */
import { withApp } from '../../support/app.js';
import { aClient, aNotification } from '../../support/builders.js';
import { aMessage } from '../../support/messages.js';
import { createUser } from '../../support/users.js';
import { faultOf, panelOf } from '../support/panel.js';

const app = withApp();

async function aReminder(status: 'FAILED' | 'KEPT' | 'SENT', clientId: bigint | null = null) {
  const sentAt = status === 'SENT' ? new Date() : null;
  return aMessage(app, {
    channel: 'SMS',
    kind: 'REMINDER',
    status,
    sentAt,
    clientId,
    address: '+15550100199',
    language: 'EN',
    subject: 'A reminder of Tuesday',
    body: 'You are expected at the harbour.',
    secret: 'sealed-token',
    dedupeKey: `message ${Math.random()}`,
  });
}

it('tells whom a message goes to and what it says on its page alone, which is audited', async () => {
  const panel = await panelOf(app, 'ADMIN');
  const client = await aClient(app.prisma);
  const message = await aReminder('KEPT', client.id);
  const list = await panel.list('OutboxMessage', {});
  expect(list.records.map((record) => record.id)).toContain(String(message.id));
  expect(JSON.stringify(list)).not.toMatch(/5550100199|Tuesday|harbour|sealed/);
  const asked: Record<string, string>[] = [{ 'filters.address': '+1555' }, { 'filters.body': 'harbour' }, { sortBy: 'address' }];
  for (const filters of asked) {
    const answer = JSON.stringify(await panel.list('OutboxMessage', filters));
    expect(answer).not.toMatch(/5550100199|harbour"/);
  }
  const page = await panel.show('OutboxMessage', String(message.id));
  expect(page.text).toMatch(/5550100199[\s\S]*harbour|harbour[\s\S]*5550100199/);
  expect(page.text).not.toContain('sealed');
  const readings = await app.prisma.auditEvent.findMany({ where: { action: 'READ', recordType: 'OutboxMessage' } });
  expect(readings).toHaveLength(1);
  expect(readings[0]?.clientId).toBe(client.id);
  for (const role of ['STAFF', 'THERAPIST', 'RECEPTIONIST'] as const) {
    const other = await panelOf(app, role);
    expect((await other.show('OutboxMessage', String(message.id))).text).not.toContain('5550100199');
    expect(JSON.stringify(await other.list('OutboxMessage', {}))).not.toContain('REMINDER');
  }
});

it('queues again what failed, and nothing that was sent', async () => {
  const panel = await panelOf(app, 'ADMIN');
  const [failed, sent] = [await aReminder('FAILED'), await aReminder('SENT')];
  expect(faultOf(await panel.post(`resources/OutboxMessage/records/${failed.id}/sendAgain`, {}))).toBe('');
  await expect(app.prisma.outboxMessage.findUnique({ where: { id: failed.id } })).resolves.toMatchObject({ status: 'QUEUED' });
  expect(faultOf(await panel.post(`resources/OutboxMessage/records/${sent.id}/sendAgain`, {}))).not.toBe('');
  await expect(app.prisma.outboxMessage.findUnique({ where: { id: sent.id } })).resolves.toMatchObject({ status: 'SENT' });
  const staff = await panelOf(app, 'STAFF');
  expect(faultOf(await staff.post(`resources/OutboxMessage/records/${sent.id}/sendAgain`, {}))).not.toBe('');
});

it('shows everybody their own notifications, to be marked as read', async () => {
  const user = await createUser(app, 'RECEPTIONIST');
  const own = await aNotification(app.prisma, user.id);
  const other = await aNotification(app.prisma);
  const panel = await panelOf(app, 'RECEPTIONIST', user);
  expect((await panel.list('Notification', {})).records.map((record) => record.id)).toEqual([String(own.id)]);
  expect(faultOf(await panel.post(`resources/Notification/records/${own.id}/markRead`, {}))).toBe('');
  expect(faultOf(await panel.post(`resources/Notification/records/${other.id}/markRead`, {}))).not.toBe('');
  const read = async (id: bigint) => (await app.prisma.notification.findUnique({ where: { id } }))?.readAt;
  expect([await read(own.id), await read(other.id)]).toEqual([expect.any(Date), null]);
});
