/** Papers in the panel: links to files, by what one may read, and the button that sends one by e-mail. */
import { withApp } from '../../support/app.js';
import { billing } from '../../support/billing.js';
import { aCaregiver, aClient } from '../../support/builders.js';
import { signedIn, type TokenHolder } from '../../support/users.js';
import { faultOf, panelOf } from '../support/panel.js';

const app = withApp();
let office: TokenHolder;
const { aService, aDraft, aSent, pay } = billing(app, () => office);

beforeAll(async () => {
  office = await signedIn(app, 'STAFF');
}, 60_000);

interface Button {
  name: string;
  custom?: { fileOf?: string };
}

it('an invoice has buttons that open its papers beside, for those who may read them', async () => {
  const serviceCodeId = await aService('10.00');
  const sent = await aSent({ lines: [{ serviceCodeId }] });
  const draft = await aDraft({ lines: [{ serviceCodeId }] });
  const buttonsOf = async (role: 'STAFF' | 'RECEPTIONIST', id: string): Promise<Button[]> =>
    (await (await panelOf(app, role)).show('Invoice', id)).record.recordActions;
  const staff = await buttonsOf('STAFF', sent.id);
  expect(staff.flatMap(({ custom }) => custom?.fileOf ?? [])).toEqual([
    '/api/billing/invoices/{id}/pdf',
    '/api/billing/invoices/{id}/superbill',
  ]);
  expect(staff.map(({ name }) => name)).toContain('email');
  // A superbill tells diagnoses, which the desk does not read; and the desk sends no invoices.
  const desk = (await buttonsOf('RECEPTIONIST', sent.id)).map(({ name }) => name);
  expect(desk).toContain('pdf');
  expect(desk).not.toContain('superbill');
  expect(desk).not.toContain('email');
  const ofDraft = (await buttonsOf('STAFF', draft.id)).map(({ name }) => name);
  expect(ofDraft).toContain('pdf');
  expect(ofDraft).not.toContain('superbill');
  expect(ofDraft).not.toContain('email');
});

it('an invoice and a receipt are sent by e-mail by their buttons; one without an address says so', async () => {
  const serviceCodeId = await aService('10.00');
  const reached = await aClient(app.prisma, { email: 'reached@family.example' });
  const lost = await aClient(app.prisma, { email: null });
  const panel = await panelOf(app, 'STAFF');
  const press = (model: string, id: string) => panel.post(`resources/${model}/records/${id}/email`, {});
  const invoice = await aSent({ clientId: reached.id, lines: [{ serviceCodeId }] });
  const pressed = await press('Invoice', invoice.id);
  expect(faultOf(pressed)).toBe('');
  expect(pressed.notice?.message).toContain('outbox');
  const { id } = (await pay(invoice.id, '10.00').expect(201)).body as { id: string };
  expect(faultOf(await press('Receipt', id))).toBe('');
  expect(await app.prisma.outboxMessage.count({ where: { address: 'reached@family.example' } })).toBe(2);
  const nowhere = await press('Invoice', (await aSent({ clientId: lost.id, lines: [{ serviceCodeId }] })).id);
  expect(nowhere.notice?.type).toBe('error');
  expect(await app.prisma.outboxMessage.count()).toBe(2);
});

it('the e-mail button asks to whom: the client, or a caregiver who may pay and has an address', async () => {
  const serviceCodeId = await aService('10.00');
  const client = await aClient(app.prisma, { email: 'home@family.example' });
  const pays = await aCaregiver(app.prisma, { clientId: client.id, mayPay: true, email: 'aunt@family.example' });
  await aCaregiver(app.prisma, { clientId: client.id, mayPay: false, email: 'uncle@family.example' });
  await aCaregiver(app.prisma, { clientId: client.id, mayPay: true, email: null, phone: '416 555 0100' });
  const ended = { consentExpiresOn: new Date('2020-01-01'), email: 'before@family.example' };
  await aCaregiver(app.prisma, { clientId: client.id, mayPay: true, ...ended });
  const panel = await panelOf(app, 'STAFF');
  const { id } = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
  const asked = (await panel.get(`resources/Invoice/records/${id}/email`)) as unknown as {
    choices: { caregiverId: { id: string; name: string }[] };
  };
  expect(asked.choices.caregiverId.map((one) => one.id)).toEqual([String(pays.id)]);
  expect(asked.choices.caregiverId[0]?.name).toContain('aunt@family.example');
  expect(faultOf(await panel.post(`resources/Invoice/records/${id}/email`, { caregiverId: String(pays.id) }))).toBe('');
  expect(await app.prisma.outboxMessage.count({ where: { address: 'aunt@family.example' } })).toBe(1);
});

it('what one comes to an invoice for stands first: to send it, then to take the money', async () => {
  const lines = [{ serviceCodeId: await aService('10.00') }];
  const mainOf = async (id: string): Promise<string[]> =>
    (await (await panelOf(app, 'STAFF')).show('Invoice', id)).record.recordActions.flatMap(
      ({ name, custom }: Button & { custom?: { main?: boolean } }) => (custom?.main ? [name] : []),
    );
  expect(await mainOf((await aDraft({ lines })).id)).toEqual(['send']);
  expect(await mainOf((await aSent({ lines })).id)).toEqual(['recordPayment']);
});

it('letters that no paper can draw are told when an invoice is sent, and when it goes by e-mail', async () => {
  const client = await aClient(app.prisma, { firstName: 'తె', lastName: 'Rao', email: 'rao@family.example' });
  const draft = await aDraft({ clientId: client.id, lines: [{ serviceCodeId: await aService('10.00') }] });
  const panel = await panelOf(app, 'STAFF');
  const told = '2 letters cannot be drawn on paper: త ె';
  for (const action of ['send', 'email']) {
    const pressed = await panel.post(`resources/Invoice/records/${draft.id}/${action}`, {});
    expect(pressed.notice?.message).toContain(told);
    expect(pressed.notice?.type).toBe('success');
  }
});
