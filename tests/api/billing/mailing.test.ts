/** Papers by e-mail: to whom they may go, what the mail says, and that it goes once, with the paper. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { settleChannels } from '../../../src/mail/channels.service.js';
import { sendOutbox } from '../../../src/messages/outbox/outbox.service.js';
import { withApp } from '../../support/app.js';
import { aMessage, bodiesOf } from '../../support/messages.js';
import { aCaregiver, aClient, aLearner, aRecordPermission } from '../../support/builders.js';
import { at, billing, codeOf } from '../../support/billing.js';
import { mailServer, type MailServer } from '../../support/mail-server.js';
import { readPdf } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const NOW = new Date('2026-03-02T15:00:00Z');
const app = withApp({ now: () => NOW });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
let mail: MailServer;
const { aService, aDraft, aSent, pay } = billing(app, () => as.STAFF);
const withMail = () => ({ ...app.deps, config: { ...app.deps.config, smtpUrl: mail.url }, now: () => NOW });

beforeAll(async () => {
  as = await oneOfEachRole(app);
  mail = await mailServer();
}, 60_000);
afterAll(() => mail.close());
beforeEach(async () => {
  await app.prisma.outboxMessage.deleteMany();
  mail.taken.length = 0;
});

const rows = () => app.prisma.outboxMessage.findMany({ orderBy: { id: 'asc' } });
const send = () => sendOutbox(ctxOfSystem(withMail(), 'job'));

it('an invoice goes to the client with its PDF; where the practice sends no e-mail it is kept', async () => {
  const client = await aClient(app.prisma, {
    firstName: 'Zoé',
    lastName: "O'Brien",
    email: 'zoe@family.example',
    preferredLanguage: 'FR',
  });
  const learner = await aLearner(app.prisma, { clientId: client.id, firstName: 'Secretname' });
  const serviceCodeId = await aService('140.00');
  const line = { serviceCodeId, learnerId: String(learner.id), diagnosisCodes: ['F80.2'], description: 'Séance' };
  const invoice = await aSent({ clientId: client.id, lines: [line] });
  expect((await as.STAFF.post(`${at(invoice.id)}/email`, {}).expect(200)).body).toEqual({ queued: false });
  const [kept] = await rows();
  expect(kept).toMatchObject({ status: 'KEPT', address: 'zoe@family.example', language: 'FR', attachmentKind: 'INVOICE' });
  expect(kept?.subject).toBe(`Facture ${invoice.invoiceNumber}`);
  expect(kept?.body).not.toContain('Zoé');
  const said = await bodiesOf(app, kept ? [kept] : []);
  expect(said[0]).toContain("Bonjour Zoé O'Brien");
  // Neither the child's name nor what is wrong with them, nor the paper itself, is kept or said there.
  expect(JSON.stringify({ ...kept, id: '', clientId: '', attachmentId: '', body: said[0] })).not.toMatch(/Secretname|F80|%PDF/);
  await app.prisma.outboxMessage.deleteMany();
  await settleChannels(withMail());
  expect((await as.STAFF.post(`${at(invoice.id)}/email`, {}).expect(200)).body).toEqual({ queued: true });
  expect(await send()).toBe(1);
  const [taken] = mail.taken;
  expect(taken?.to).toEqual(['zoe@family.example']);
  expect(taken?.text).toContain(`filename=invoice-${invoice.invoiceNumber}.pdf`);
  const encoded = /Content-Disposition: attachment[^]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(taken?.text ?? '')?.[1] ?? '';
  const pdf = await readPdf(Buffer.from(encoded, 'base64'));
  expect(pdf.text).toContain('Facture');
  const events = await app.prisma.auditEvent.findMany({
    where: { recordType: 'Invoice', recordId: invoice.id, action: 'EXPORT', reason: 'sent by e-mail' },
  });
  expect(events.map(({ actorId }) => String(actorId))).toEqual([as.STAFF.id, as.STAFF.id]);
});

it('goes once, however often the button is pressed', async () => {
  const client = await aClient(app.prisma, { email: 'once@family.example' });
  const invoice = await aSent({ clientId: client.id, lines: [{ serviceCodeId: await aService('10.00') }] });
  await Promise.all([1, 2, 3].map(() => as.STAFF.post(`${at(invoice.id)}/email`, {}).expect(200)));
  expect(await rows()).toHaveLength(1);
  // In another language it is another letter.
  await as.STAFF.post(`${at(invoice.id)}/email`, { lang: 'FR' }).expect(200);
  expect((await rows()).map(({ language }) => language)).toEqual(['EN', 'FR']);
});

it('goes to a caregiver who may pay, and to nobody else', async () => {
  const client = await aClient(app.prisma, { email: null });
  const other = await aClient(app.prisma);
  const invoice = await aSent({ clientId: client.id, lines: [{ serviceCodeId: await aService('10.00') }] });
  const path = `${at(invoice.id)}/email`;
  const caregiver = async (more: object): Promise<string> =>
    String((await aCaregiver(app.prisma, { clientId: client.id, email: 'payer@family.example', mayPay: true, ...more })).id);
  const codeFor = async (caregiverId?: string): Promise<string> =>
    codeOf(await as.STAFF.post(path, caregiverId === undefined ? {} : { caregiverId }).expect(422));
  expect(await codeFor()).toBe('paper.recipient');
  expect(await codeFor(await caregiver({ mayPay: false }))).toBe('paper.recipient');
  expect(await codeFor(await caregiver({ email: null }))).toBe('paper.recipient');
  expect(await codeFor(await caregiver({ consentExpiresOn: new Date('2026-03-01T00:00:00Z') }))).toBe('paper.recipient');
  const stranger = await aCaregiver(app.prisma, { clientId: other.id, email: 'no@family.example', mayPay: true });
  expect(await codeFor(String(stranger.id))).toBe('reference.not_found');
  expect(await rows()).toEqual([]);
  // The last day of a consent counts.
  const last = await caregiver({ consentExpiresOn: new Date('2026-03-02T00:00:00Z'), preferredLanguage: 'ES' });
  await as.STAFF.post(path, { caregiverId: last }).expect(200);
  expect(await rows()).toMatchObject([{ address: 'payer@family.example', language: 'ES' }]);
});

it('is for those who may bill, not for drafts, and for whole papers alone', async () => {
  const client = await aClient(app.prisma, { email: 'a@family.example' });
  const learner = await aLearner(app.prisma, { clientId: client.id });
  const serviceCodeId = await aService('10.00');
  const draft = await aDraft({ clientId: client.id, lines: [{ serviceCodeId }] });
  expect(codeOf(await as.STAFF.post(`${at(draft.id)}/email`, {}).expect(409))).toBe('invoice.draft');
  const invoice = await aSent({ clientId: client.id, lines: [{ serviceCodeId, learnerId: String(learner.id) }] });
  await as.RECEPTIONIST.post(`${at(invoice.id)}/email`, {}).expect(403);
  await as.THERAPIST.post(`${at(invoice.id)}/email`, {}).expect(403);
  await aRecordPermission(app.prisma, 'VIEW_BILLING', { userId: as.STAFF.user.id, learnerId: learner.id, granted: false });
  await as.STAFF.post(`${at(invoice.id)}/email`, {}).expect(403);
  expect(await rows()).toEqual([]);
});

it('a receipt goes from the desk too, and none that was taken back', async () => {
  const client = await aClient(app.prisma, { email: 'paid@family.example' });
  const invoice = await aSent({ clientId: client.id, lines: [{ serviceCodeId: await aService('10.00') }] });
  const receipt = (await pay(invoice.id, '10.00').expect(201)).body as { id: string; number: string };
  const path = `/api/billing/receipts/${receipt.id}/email`;
  await as.RECEPTIONIST.post(path, { lang: 'EN' }).expect(200);
  await settleChannels(withMail());
  expect(await rows()).toMatchObject([{ subject: `Receipt ${receipt.number}`, attachmentKind: 'RECEIPT' }]);
  await as.STAFF.post(`/api/billing/payments/${receipt.id}/reverse`, { reason: 'Bounced.' }).expect(200);
  expect(codeOf(await as.STAFF.post(path, {}).expect(409))).toBe('payment.reversed');
});

it('a statement of what the client owes, of days that are said, is drawn when it goes', async () => {
  const client = await aClient(app.prisma, { email: 'owes@family.example', preferredLanguage: 'ES' });
  const serviceCodeId = await aService('70.00');
  await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
  await settleChannels(withMail());
  const path = `/api/clients/${client.id}/statement/email`;
  const days = { from: '2026-01-01', to: '2026-12-31' };
  await Promise.all([1, 2, 3].map(() => as.STAFF.post(path, days).expect(200)));
  await as.STAFF.post(path, { ...days, from: '2026-02-01' }).expect(200);
  const found = await rows();
  expect(found.map(({ attachmentKind, language }) => [attachmentKind, language])).toEqual([
    ['STATEMENT', 'ES'],
    ['STATEMENT', 'ES'],
  ]);
  expect((await bodiesOf(app, found))[0]).toContain('70');
  expect(await send()).toBe(2);
  const encoded =
    /Content-Disposition: attachment[^]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(mail.taken[0]?.text ?? '')?.[1] ?? '';
  expect((await readPdf(Buffer.from(encoded, 'base64'))).text).toMatch(/Estado de cuenta/);
  expect(codeOf(await as.STAFF.post(path, { from: '2026-02-02', to: '2026-02-01' }).expect(422))).toBe('statement.dates');
  await as.RECEPTIONIST.post(path, days).expect(403);
  const learner = await aLearner(app.prisma, { clientId: client.id });
  await aSent({ clientId: client.id, lines: [{ serviceCodeId, learnerId: String(learner.id) }] });
  await aRecordPermission(app.prisma, 'VIEW_BILLING', { userId: as.STAFF.user.id, learnerId: learner.id, granted: false });
  await as.STAFF.post(path, { from: '2026-03-01' }).expect(403);
});

it('a mail whose paper is gone is given up, without a word to anybody', async () => {
  await settleChannels(withMail());
  await aMessage(app, {
    channel: 'EMAIL',
    kind: 'INVOICE',
    address: 'gone@family.example',
    language: 'EN',
    subject: 'x',
    body: 'y',
    dedupeKey: 'gone',
    attachmentKind: 'INVOICE',
    attachmentId: 999_999n,
    sendAfter: NOW,
  });
  expect(await send()).toBe(0);
  expect(await rows()).toMatchObject([{ status: 'FAILED', lastError: 'ATTACHMENT' }]);
  expect(mail.taken).toEqual([]);
});
