/** For tests that call every operation: a fresh record behind each address, and bodies whose references lead somewhere. */
import { ctxOfSystem } from '../../src/access/context.js';
import { createCreditNote } from '../../src/billing/invoices/credit-notes.service.js';
import { sendInvoice } from '../../src/billing/invoices/sending.service.js';
import type { ModelName } from '../../src/database/data-model.js';
import { descriptionOf, recordKinds } from '../../src/records/registry.js';
import type { TestApp } from './app.js';
import * as build from './builders.js';
import { aCardPayment, aPaymentPlan } from './card-builders.js';
import type { Operation, Spec } from './openapi.js';
import { sampleAddress, sampleBody } from './samples.js';

/** Who calls, as far as it matters to the records made for them. */
export interface Caller {
  /** The caller's user id, or undefined for nobody. */
  userId?: bigint;
}

/** `ids` are those of the words before it in the path. */
type Maker = (
  app: TestApp,
  caller: Caller,
  clientId: bigint,
  ids: Readonly<Record<string, string>>,
) => Promise<{ id: bigint | string }>;

/** A record of each kind that an address may name. A new kind adds its line; its description says behind which words its ids stand. */
const MAKERS: Partial<Record<ModelName, Maker>> = {
  Client: (_app, _caller, clientId) => Promise.resolve({ id: clientId }),
  User: (app) => build.aUser(app.prisma, { role: 'STAFF' }),
  Learner: (app, _caller, clientId) => build.aLearner(app.prisma, { clientId }),
  Caregiver: (app, _caller, clientId) => build.aCaregiver(app.prisma, { clientId }),
  ClientAlert: (app, _caller, clientId) => build.anAlert(app.prisma, { clientId }),
  ClientInsurance: (app, _caller, clientId) => build.anInsurance(app.prisma, { clientId }),
  ClientFunding: (app, _caller, clientId) => build.aFunding(app.prisma, { clientId }),
  ServiceAuthorization: (app, _caller, clientId) => build.anAuthorization(app.prisma, { clientId }),
  Invoice: (app, _caller, clientId) => build.anInvoice(app.prisma, { clientId }),
  InvoiceLineItem: (app, _caller, _clientId, ids) =>
    app.prisma.invoiceLineItem.findFirstOrThrow({ where: { invoiceId: BigInt(ids.id ?? 0) } }),
  CreditNote: async (app, _caller, clientId) => {
    const ctx = ctxOfSystem(app.deps, 'job');
    const { id } = await build.anInvoice(app.prisma, { clientId });
    await sendInvoice(ctx, id, {});
    return createCreditNote(ctx, id, { reason: 'Not so.' });
  },
  Refund: (app, _caller, clientId) => build.aRefund(app.prisma, { clientId }),
  Receipt: (app, _caller, clientId) => build.aReceipt(app.prisma, { clientId }),
  PaymentPlan: (app, _caller, clientId) => aPaymentPlan(app.prisma, { clientId }),
  CardPayment: (app, _caller, clientId) => aCardPayment(app.prisma, { clientId }),
  ClientPayer: (app, _caller, clientId) => build.aClientPayer(app.prisma, { clientId }),
  FeeAgreement: (app, _caller, clientId) => build.aFeeAgreement(app.prisma, { clientId }),
  FundingAuthorization: (app, _caller, clientId) => build.aFundingAuthorization(app.prisma, { clientId }),
  ClientPackage: (app, _caller, clientId) => build.aPackage(app.prisma, { clientId }),
  InsuranceClaim: (app, _caller, clientId) => build.aClaim(app.prisma, { clientId }),
  VisitWaiver: (app, _caller, clientId) => build.aWaiver(app.prisma, { clientId }),
  InvoiceRun: (app, _caller, clientId) => build.aRun(app.prisma, { clientId }),
  ServiceCode: (app) => build.aServiceCode(app.prisma),
  TaxRate: (app) => build.aTaxRate(app.prisma),
  InsuranceProvider: (app) => build.anInsuranceProvider(app.prisma),
  FundingProgram: (app) => build.aFundingProgram(app.prisma),
  LedgerAccount: (app) => build.aLedgerAccount(app.prisma),
  PracticeLocation: (app) => build.aLocation(app.prisma),
  TherapyRoom: (app) => build.aRoom(app.prisma),
  TherapyEquipment: (app) => build.anEquipment(app.prisma),
  WorkingHours: (app) => build.someWorkingHours(app.prisma),
  TimeOff: (app) => build.someTimeOff(app.prisma),
  CalendarFeed: (app, caller) => build.aCalendarFeed(app.prisma, { userId: caller.userId }),
  WaitlistPriorityLevel: (app) => build.aPriorityLevel(app.prisma),
  AppointmentType: (app) => build.anAppointmentType(app.prisma),
  CancellationReason: (app) => build.aCancellationReason(app.prisma),
  OpeningHours: (app) => build.someOpeningHours(app.prisma),
  PracticeClosure: (app) => build.aClosure(app.prisma),
  RecordPermission: async (app, _caller, clientId) =>
    build.aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: (await build.aUser(app.prisma)).id, clientId }),
  AppointmentGroupParticipant: async (app, _caller, clientId, ids) => {
    const learner = await build.aLearner(app.prisma, { clientId });
    const appointmentId = BigInt(ids.id ?? 0);
    await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId, learnerId: learner.id } });
    return learner;
  },
  Notification: async (app, caller) => build.aNotification(app.prisma, caller.userId),
  WaitlistEntry: (app, _caller, clientId) => build.aWaitlistEntry(app.prisma, { clientId }),
  WaitlistOffer: (app, caller, _clientId, ids) =>
    build.anOffer(app.prisma, { waitlistId: BigInt(ids.id ?? 0), therapistId: caller.userId }),
  // A group session in a series, so that every operation on an appointment has something to do.
  Appointment: async (app, caller, clientId) => inSeries(app, caller, clientId, (await build.aSeries(app.prisma)).id),
  AppointmentRecurrencePattern: async (app, caller, clientId) => {
    const series = await build.aSeries(app.prisma);
    await inSeries(app, caller, clientId, series.id);
    return series;
  },
};

/** Makes the record that an id after this word of a path names. */
function makerBehind(word: string): Maker | undefined {
  const kind = recordKinds().find((model) => descriptionOf(model).addresses.includes(word));
  return kind && MAKERS[kind];
}

function inSeries(app: TestApp, caller: Caller, clientId: bigint, recurrencePatternId: bigint) {
  const therapistId = caller.userId;
  return build.anAppointment(app.prisma, { clientId, therapistId, isGroupSession: true, isRecurring: true, recurrencePatternId });
}

/** A client whom every role may see: the caller is their therapist. */
export async function clientOf(app: TestApp, caller: Caller): Promise<bigint> {
  return (await build.aClient(app.prisma, { therapistId: caller.userId ?? null })).id;
}

/** Ids for the operation's path parameters, each with a record of its own behind it. */
async function idsFor(app: TestApp, operation: Operation, caller: Caller, clientId: bigint): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const [, word = '', name = ''] of operation.path.matchAll(/([\w-]+)\/\{(\w+)\}/g)) {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    // A name that is no id (a role, a permission) has its sample in the spec.
    if (parameter?.schema.enum || parameter?.example !== undefined || !/id$/i.test(name)) continue;
    // What needs no permission is the caller's own affair.
    const isOwn = word === 'users' && (operation['x-permissions'] ?? []).length === 0 && caller.userId !== undefined;
    const make = isOwn ? () => Promise.resolve({ id: caller.userId ?? 0n }) : makerBehind(word);
    if (!make)
      throw new Error(`No record for ${operation.title}: a description names "${word}" in its addresses, and MAKERS makes one.`);
    ids[name] = String((await make(app, caller, clientId, ids)).id);
  }
  return ids;
}

/** What a reference field of a body may name, by the field's name. */
async function reference(app: TestApp, field: string, caller: Caller, clientId: bigint): Promise<bigint | undefined> {
  switch (field) {
    case 'clientId':
      return clientId;
    case 'learnerId':
      return (await build.aLearner(app.prisma, { clientId })).id;
    case 'therapistId':
    case 'instructorId':
    case 'preferredTherapistId':
      return (await build.aUser(app.prisma, { role: 'THERAPIST' })).id;
    case 'userId':
    case 'verifiedBy':
      return caller.userId ?? (await build.aUser(app.prisma)).id;
    case 'insuranceProviderId':
      return (await build.anInsuranceProvider(app.prisma)).id;
    case 'insuranceId':
      return (await build.anInsurance(app.prisma, { clientId })).id;
    case 'caregiverId':
      return (await build.aCaregiver(app.prisma, { clientId })).id;
    case 'serviceCodeId':
    case 'noShowServiceCodeId':
    case 'lateCancellationServiceCodeId':
      return (await build.aServiceCode(app.prisma)).id;
    case 'fundingProgramId':
      return (await build.aFundingProgram(app.prisma)).id;
    case 'locationId':
    case 'preferredLocationId':
    case 'primaryLocationId':
      return (await build.aLocation(app.prisma)).id;
    case 'roomId':
      // Of no location, so that it goes with any.
      return (await build.aRoom(app.prisma, { locationId: null })).id;
    case 'priorityLevelId':
      return (await build.aPriorityLevel(app.prisma)).id;
    case 'appointmentTypeId':
      return (await build.anAppointmentType(app.prisma)).id;
    case 'cancellationReasonId':
      return (await build.aCancellationReason(app.prisma)).id;
    case 'equipmentId':
      return (await build.anEquipment(app.prisma)).id;
    default:
      return undefined;
  }
}

/** The spec's sample with its references led to records that are there, and its e-mail address made one that nobody has yet. */
async function livingBody(app: TestApp, spec: Spec, operation: Operation, caller: Caller, clientId: bigint): Promise<unknown> {
  const body = sampleBody(spec, operation);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const fields = body as Record<string, unknown>;
  await lead(app, fields, caller, clientId);
  // A corrected clock of the practice would move what others were made for.
  if (operation.path === '/api/practice/timezone') fields.appointments = 'KEEP_INSTANT';
  if (/^\/api\/billing\/|\/authorizations/.test(operation.path)) keepOneOfEach(fields);
  if (/\/billing\/(visits|runs)/.test(operation.path)) await withVisit(app, fields, clientId);
  // Its invoice is its source's: what it draws can only become less.
  if (operation.path.includes('/funding-authorizations')) fields.authorizedAmount = '50.00';
  if (operation.path === '/api/billing/payment-plans') await withDebt(app, fields, clientId);
  return fields;
}

/** Of fields of which one alone goes: who pays, how much off. A visit and names of services are left out, since those of the sample are not there. */
function keepOneOfEach(fields: Record<string, unknown>): void {
  for (const name of [
    'fundingId',
    'appointmentId',
    'discountPercent',
    'allocations',
    'percent',
    'serviceCodes',
    'payers',
    'packageId',
  ])
    delete fields[name];
  if ('discountAmount' in fields) fields.discountAmount = '0.00';
  if (Array.isArray(fields.lines)) for (const line of fields.lines as Record<string, unknown>[]) keepOneOfEach(line);
}

/** A visit that can be billed, on the days of the samples. */
async function withVisit(app: TestApp, fields: Record<string, unknown>, clientId: bigint): Promise<void> {
  const { id } = await build.aVisit(app.prisma, { clientId });
  for (const name of ['visits', 'learnerId', 'locationId']) delete fields[name];
  if ('reason' in fields) fields.appointmentId = String(id);
}

/** Something to pay in instalments, by their number. */
async function withDebt(app: TestApp, fields: Record<string, unknown>, clientId: bigint): Promise<void> {
  for (const name of ['invoiceIds', 'instalments']) delete fields[name];
  fields.firstDueOn = '2031-01-31';
  const { id } = await build.anInvoice(app.prisma, { clientId });
  await sendInvoice(ctxOfSystem(app.deps, 'job'), id, {});
}

async function lead(app: TestApp, fields: Record<string, unknown>, caller: Caller, clientId: bigint): Promise<void> {
  for (const [field, value] of Object.entries(fields)) {
    for (const inner of Array.isArray(value) ? (value as unknown[]) : [])
      if (typeof inner === 'object' && inner !== null) await lead(app, inner as Record<string, unknown>, caller, clientId);
    if (typeof value !== 'string') continue;
    const id = await reference(app, field, caller, clientId);
    if (id !== undefined) fields[field] = String(id);
    // The list that the primary one must be in.
    if (field === 'primaryLocationId' && Array.isArray(fields.locationIds)) fields.locationIds = [fields[field]];
    if (field === 'email') fields[field] = `sample${build.next()}@example.org`;
  }
}

export interface Target {
  address: string;
  /** Undefined where the operation takes no JSON. */
  body: unknown;
}

/** A plausible call of `operation` by `caller`, on records made for it alone: it may change and delete them. */
export async function targetOf(app: TestApp, spec: Spec, operation: Operation, caller: Caller = {}): Promise<Target> {
  const clientId = await clientOf(app, caller);
  const ids = await idsFor(app, operation, caller, clientId);
  return { address: sampleAddress(spec, operation, ids), body: await livingBody(app, spec, operation, caller, clientId) };
}
