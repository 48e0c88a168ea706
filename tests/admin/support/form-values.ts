/** Right values for any table's form, made from what the panel knows of its columns. */
import { fieldsOf, isServerSet, type PanelField } from '../../../admin/words/fields.js';
import { TABLES } from '../../../admin/words/kinds.js';
import type { ModelName } from '../../../src/database/data-model.js';
import { recordKinds, rulesOf } from '../../../src/records/registry.js';
import { faultOf, type Panel } from './panel.js';

let counter = 0;
const DAY = 86_400_000;
/** Days in 2031, one for each record: nothing overlaps. */
const day = (n: number): number => Date.UTC(2031, 0, 1) + n * DAY;

/** What the columns of some tables need beside their kind. */
const NEEDED: Partial<Record<ModelName, (n: number) => Record<string, string>>> = {
  User: (n) => ({ email: `form.user${n}@example.org`, newPassword: `a long password number ${n}`, role: 'STAFF' }),
  Client: () => ({ phone: '+1 613 555 0199' }),
  Caregiver: () => ({ phone: '+1 613 555 0198', relationship: 'PARENT' }),
  Appointment: (n) => ({
    isGroupSession: 'true',
    startTime: new Date(day(n)).toISOString(),
    endTime: new Date(day(n) + 3_600_000).toISOString(),
  }),
  WorkingHours: () => ({ weekday: '1', startTime: '09:00', endTime: '17:00' }),
  WaitlistPriorityLevel: () => ({ rank: '50', colour: '#C0392B' }),
  OpeningHours: () => ({ weekday: '1', startTime: '09:00', endTime: '17:00' }),
  TimeOff: (n) => ({ startTime: new Date(day(n)).toISOString(), endTime: new Date(day(n) + 3_600_000).toISOString() }),
  PracticeClosure: () => ({ startDate: '2031-01-01', endDate: '2031-01-02' }),
  VirtualSession: (n) => ({
    scheduledStartTime: new Date(day(n)).toISOString(),
    scheduledEndTime: new Date(day(n) + 3_600_000).toISOString(),
    hostLink: 'https://meet.example.org/host',
    joinLink: 'https://meet.example.org/join',
  }),
  VirtualSessionRecording: () => ({ recordingUrl: 'https://meet.example.org/recording' }),
  ClientInsurance: () => ({ isPrimary: 'false' }),
  ClientFunding: () => ({
    status: 'ACTIVE',
    startDate: '2031-01-01',
    endDate: '2031-12-31',
    totalAmount: '500.00',
  }),
  ServiceAuthorization: () => ({ validFrom: '2031-01-01', validTo: '2031-12-31', kind: 'VISITS', amount: '10' }),
  Invoice: () => ({ issueDate: '2031-01-01', dueDate: '2031-01-31' }),
  InvoiceLineItem: () => ({ quantity: '1.50', unitPrice: '80.00', discountAmount: '0.00' }),
  ServiceCode: (n) => ({ code: `CODE-${n}`, billableUnit: 'SESSION', rate: '90.00' }),
  ClientPayer: () => ({ percent: '5' }),
  PaymentPlan: () => ({ count: '1', rhythm: 'MONTH', firstDueOn: '2031-01-31' }),
  FeeAgreement: () => ({ percent: '50', validFrom: '2031-01-01' }),
  ClientPackage: () => ({ visits: '10', price: '900.00', validFrom: '2031-01-01', expiresOn: '2031-12-31' }),
  TaxRate: (n) => ({ name: `Tax ${n}`, country: 'CA', rate: '5', validFrom: '2031-01-01' }),
  LedgerAccount: (n) => ({ purpose: 'TAX', taxName: `Tax ${n}`, number: `22${n}`, name: `Tax ${n}` }),
  PermissionType: (n) => ({ name: `TEST_PERMISSION_${n}` }),
  PracticeLocation: () => ({ timezone: 'America/Toronto' }),
  UserLocation: () => ({ isPrimary: 'false' }),
};

/** Columns that must be given although the database could do without. */
const ALSO: Partial<Record<ModelName, string[]>> = {
  ClientPayer: ['insuranceId'],
  RecordPermission: ['clientId'],
  ServiceAuthorization: ['fundingId'],
  ...Object.fromEntries(
    recordKinds()
      .filter((kind) => rulesOf(kind).correctable)
      .map((kind) => [kind, ['correctionReason']]),
  ),
};

/** What a change of the table's records needs beside. */
export const reasonFor = (model: ModelName): Record<string, string> =>
  rulesOf(model).correctable ? { correctionReason: `Another word ${(counter += 1)}` } : {};

export const columnsInForm = (model: ModelName): PanelField[] => {
  const readOnly = new Set(rulesOf(model).readOnly ?? []);
  return [...fieldsOf(model).values()].filter(
    (field) => !isServerSet(field.name) && !readOnly.has(field.name) && field.kind !== 'json',
  );
};

function valueFor(field: PanelField, n: number): string {
  switch (field.kind) {
    case 'boolean':
      return 'true';
    case 'integer':
      return String(n);
    case 'decimal':
      return '12.50';
    case 'date':
      return new Date(day(n)).toISOString().slice(0, 10);
    case 'datetime':
      return new Date(day(n)).toISOString();
    case 'enum':
      return field.values?.[0] ?? '';
    default:
      return /email/i.test(field.name) ? `sample${n}@example.org` : `Sample ${n}`;
  }
}

/** Adds a record by its form, and first what it refers to. Gives its id. */
export async function add(panel: Panel, model: ModelName, given: Record<string, string> = {}): Promise<string> {
  const form = await formFor(panel, model, given);
  const asked = await panel.create(model, form);
  // Samples are alike, and some are at odd times: whoever is asked about that saves again.
  const { knowsOf } = asked.record?.params ?? {};
  const known = {
    ...(typeof knowsOf === 'string' ? { knowsOf } : {}),
    ...(asked.record?.errors.bookAnyway ? { bookAnyway: 'true' } : {}),
  };
  const answer = Object.keys(known).length > 0 ? await panel.create(model, { ...form, ...known }) : asked;
  const fault = faultOf(answer);
  if (fault) throw new Error(`A ${model} could not be added: ${fault}`);
  return String(answer.record.id);
}

/** A right form for a new record of the table. */
export async function formFor(
  panel: Panel,
  model: ModelName,
  given: Record<string, string> = {},
): Promise<Record<string, string>> {
  counter += 1;
  const n = counter;
  const form: Record<string, string> = { ...NEEDED[model]?.(n), ...given };
  // What one record refers to belongs to one client.
  const ofClient = async (): Promise<string> => (form.clientId ??= given.clientId ?? (await add(panel, 'Client')));
  for (const field of columnsInForm(model)) {
    const needed = (field.required && !field.secret) || ALSO[model]?.includes(field.name);
    if (!needed || form[field.name] !== undefined) continue;
    form[field.name] = field.references ? await referTo(panel, model, field.references, ofClient) : valueFor(field, n);
  }
  if (model === 'PaymentPlan') await anOpenInvoice(panel, await ofClient());
  const columns = fieldsOf(model);
  return Object.fromEntries(Object.entries(form).filter(([name]) => columns.has(name) || name === 'newPassword'));
}

/** A visit of that client that took place, of a type that says what it is billed as. */
async function aVisit(panel: Panel, clientId: string): Promise<string> {
  const appointmentTypeId = await add(panel, 'AppointmentType', { serviceCodeId: await add(panel, 'ServiceCode') });
  const start = Date.UTC(2026, 0, 5) + (counter % 2000) * 3_600_000;
  const times = { startTime: new Date(start).toISOString(), endTime: new Date(start + 3_000_000).toISOString() };
  const id = await add(panel, 'Appointment', { clientId, appointmentTypeId, ...times, isGroupSession: 'false' });
  await panel.post(`resources/Appointment/records/${id}/complete`, {});
  return id;
}

/** Something that the client owes. */
async function anOpenInvoice(panel: Panel, clientId: string): Promise<void> {
  const id = await add(panel, 'Invoice', { clientId });
  await add(panel, 'InvoiceLineItem', { invoiceId: id });
  await panel.post(`resources/Invoice/records/${id}/send`, {});
}

/** An invoice to a policy of that client, which was sent. */
async function anInsurersInvoice(panel: Panel, clientId: string): Promise<string> {
  const insuranceId = await add(panel, 'ClientInsurance', { clientId });
  const id = await add(panel, 'Invoice', { clientId, insuranceId, fundingSource: 'INSURANCE' });
  await add(panel, 'InvoiceLineItem', { invoiceId: id });
  await panel.post(`resources/Invoice/records/${id}/send`, {});
  return id;
}

/** An invoice of that client, which was sent to them. */
async function aClientsInvoice(panel: Panel, clientId: string): Promise<string> {
  const id = await add(panel, 'Invoice', { clientId, fundingSource: 'PRIVATE' });
  await add(panel, 'InvoiceLineItem', { invoiceId: id });
  await panel.post(`resources/Invoice/records/${id}/send`, {});
  return id;
}

/** A record to refer to: a new one, but a permission that the program knows. */
async function referTo(panel: Panel, from: ModelName, model: ModelName, ofClient: () => Promise<string>): Promise<string> {
  if (model === 'Client') return ofClient();
  if (from === 'VisitWaiver') return aVisit(panel, await ofClient());
  if (from === 'FundingAuthorization' && model === 'Invoice') return aClientsInvoice(panel, await ofClient());
  if (from === 'InsuranceClaim') return anInsurersInvoice(panel, await ofClient());
  if (model === 'PermissionType' && from !== 'RolePermission') {
    const [known] = (await panel.search('PermissionType', 'VIEW_CLIENT')).records;
    return String(known?.id);
  }
  const id = await add(panel, model, fieldsOf(model).has('clientId') ? { clientId: await ofClient() } : {});
  if (from === 'Payment') {
    // Money comes in on what was sent.
    await add(panel, 'InvoiceLineItem', { invoiceId: id });
    await panel.post(`resources/Invoice/records/${id}/send`, {});
  }
  if (from === 'NotificationPreference') {
    // Everybody has their preferences from the start: one entry each.
    const { records } = await panel.list('NotificationPreference', { 'filters.userId': id });
    for (const record of records) await panel.remove('NotificationPreference', record.id);
  }
  return id;
}

/** Tables whose records are made and changed by hand. */
export const WRITABLE = TABLES.filter(({ model, readOnly }) => !readOnly && rulesOf(model).create !== null);

/** A column that can be changed to another value, and that value. */
export function changeFor(model: ModelName): { name: string; value: string } | undefined {
  const fields = columnsInForm(model);
  const choices = TABLES.find((table) => table.model === model)?.choices ?? {};
  if (model === 'WorkingHours' || model === 'OpeningHours') return { name: 'endTime', value: '18:00' };
  if (model === 'ClientPayer') return { name: 'validTo', value: '2031-12-31' };
  if (model === 'FeeAgreement') return { name: 'validTo', value: '2031-12-31' };
  if (model === 'PaymentPlan') return { name: 'note', value: 'Changed by a test' };
  if (model === 'TimeOff') return { name: 'reason', value: 'Changed by a test' };
  if (model === 'PermissionType') return { name: 'description', value: 'Changed by a test' };
  const text = fields.find(
    (field) =>
      ['text', 'longtext'].includes(field.kind) &&
      !field.secret &&
      !choices[field.name] &&
      /notes|description|title|subject|details|additionalInfo|userAgent|firstName|^name$/i.test(field.name),
  );
  if (text) return { name: text.name, value: 'Changed by a test' };
  const other = fields.find((field) => ['boolean', 'integer', 'datetime', 'enum', 'decimal'].includes(field.kind));
  if (!other) return undefined;
  return {
    name: other.name,
    value: other.kind === 'boolean' ? 'false' : other.kind === 'enum' ? (other.values?.[1] ?? '') : valueFor(other, 99),
  };
}
