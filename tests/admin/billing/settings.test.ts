/** The billing settings in the panel: one row that is changed, never added or removed. */
import { withApp } from '../../support/app.js';
import { faultOf, panelOf, type Panel } from '../support/panel.js';

const app = withApp();
let admin: Panel;

beforeAll(async () => {
  admin = await panelOf(app, 'ADMIN');
}, 60_000);

it('are changed by whoever may change the practice, and are neither added nor removed', async () => {
  const [row] = (await admin.list('BillingSettings')).records;
  const id = row?.id ?? '';
  expect(row?.recordActions.map(({ name }) => name).sort()).toEqual(['edit', 'history', 'logo', 'show', 'texts']);
  const changed = await admin.edit('BillingSettings', id, { paymentTermsDays: '10', invoiceFooter: '', paperSize: 'A4' });
  expect(faultOf(changed)).toBe('');
  expect(changed.record.params).toMatchObject({ paymentTermsDays: '10', paperSize: 'A4' });
  const wrong = await admin.edit('BillingSettings', id, { paymentTermsDays: '366' });
  expect(Object.keys(wrong.record.errors)).toEqual(['paymentTermsDays']);
  expect(faultOf(await admin.create('BillingSettings', { paymentTermsDays: '1' }))).not.toBe('');
  expect(faultOf(await admin.remove('BillingSettings', id))).not.toBe('');
  expect(await app.prisma.billingSettings.count()).toBe(1);
});

it('are read by those who see billing, and changed by nobody else', async () => {
  const desk = await panelOf(app, 'RECEPTIONIST');
  const [row] = (await desk.list('BillingSettings')).records;
  expect(faultOf(await desk.edit('BillingSettings', row?.id ?? '', { paymentTermsDays: '1' }))).not.toBe('');
});
