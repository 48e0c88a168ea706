/** Many invoices are deleted from their list: drafts at once, with the audit and the events of each; the others each by itself, with what became of it. */
import { withApp } from '../../support/app.js';
import { billing, faultsOfBooks } from '../../support/billing.js';
import { aClient, aLearner, anAppointment, anAppointmentType, aRecordPermission } from '../../support/builders.js';
import { signedIn, type TokenHolder } from '../../support/users.js';
import { type Panel, panelOf } from '../support/panel.js';

const app = withApp();
let panel: Panel;
let staff: TokenHolder;
const { aService, aDraft, aSent, read } = billing(app, () => staff);

beforeAll(async () => {
  panel = await panelOf(app, 'STAFF');
  staff = await signedIn(app, 'STAFF');
}, 60_000);
afterEach(async () => {
  expect(await faultsOfBooks(await signedIn(app, 'ADMIN'))).toEqual([]);
});

it('drafts are deleted at once, what was sent is credited, and what may not be changed is left alone and named', async () => {
  const serviceCodeId = await aService('80.00');
  const { id: clientId } = await aClient(app.prisma);
  const { id: appointmentTypeId } = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
  const startTime = new Date('2026-03-02T15:00:00Z');
  const visit = await anAppointment(app.prisma, { clientId, appointmentTypeId, status: 'COMPLETED', startTime });
  const lines = [{ serviceCodeId, appointmentId: String(visit.id) }, { serviceCodeId }];
  const drafts = [await aDraft({ clientId, lines }), await aDraft({ lines: [{ serviceCodeId }] }), await aDraft({ lines: [] })];
  const sent = await aSent({ lines: [{ serviceCodeId }] });
  const other = await aClient(app.prisma);
  const learner = await aLearner(app.prisma, { clientId: other.id });
  const closed = await aDraft({ clientId: other.id, lines: [{ serviceCodeId, learnerId: String(learner.id) }] });
  const entry = { userId: panel.user.user.id, learnerId: learner.id, granted: false };
  await aRecordPermission(app.prisma, 'EDIT_BILLING', entry);
  const ids = [...drafts, sent, closed].map(({ id }) => id);
  const { text } = await panel.get(`resources/Invoice/bulk/bulkDelete?recordIds=${ids.join(',')}`);
  const { foreseen } = JSON.parse(text) as { foreseen: Record<string, { outcome: string }> };
  expect(ids.map((id) => foreseen[id]?.outcome)).toEqual(['deleted', 'deleted', 'deleted', 'credited', 'refused']);
  // It was looked at, and not done.
  expect((await read(drafts[0]?.id ?? '')).status).toBe('DRAFT');
  const told = await panel.bulkRemove('Invoice', ids, { reason: 'A mistake.' });
  expect(told.notice).toEqual({ message: '3 deleted, 1 credited, 1 left alone.', type: 'error' });
  expect((told as unknown as { refused: { id: string }[] }).refused.map(({ id }) => id)).toEqual([closed.id]);
  const left = await app.prisma.invoice.findMany({ where: { id: { in: ids.map(BigInt) } }, orderBy: { id: 'asc' } });
  expect(left.map(({ id, status }) => [String(id), status])).toEqual([
    [sent.id, 'CANCELLED'],
    [closed.id, 'DRAFT'],
  ]);
  const gone = drafts.map(({ id }) => id);
  const auditOf = async (recordType: string, recordIds: string[]) =>
    app.prisma.auditEvent.findMany({ where: { recordType, action: 'DELETE', recordId: { in: recordIds } } });
  const audited = await auditOf('Invoice', gone);
  expect(audited.map(({ recordId }) => recordId).sort()).toEqual([...gone].sort());
  expect(audited.every(({ actorId }) => actorId === panel.user.user.id)).toBe(true);
  const lineIds = drafts.flatMap((draft) => draft.lines.map(({ id }) => id));
  expect(await auditOf('InvoiceLineItem', lineIds)).toHaveLength(3);
  expect(await app.prisma.storedEvent.count({ where: { name: 'invoice.deleted', recordId: { in: gone } } })).toBe(3);
  // The visit is to be billed again.
  const { body } = await staff.get(`/api/billing/visits?from=2026-03-01&to=2026-03-31&clientId=${clientId}`).expect(200);
  expect((body as { items: { appointmentId: string }[] }).items.map((one) => one.appointmentId)).toEqual([String(visit.id)]);
});
