/** The panel's forms and the API say the same: a field that can be filled in can be saved, and what the API takes can be filled in. */
import '../../src/house.js';
import { optionsFor } from '../../admin/engine/options.js';
import { GROUPS } from '../../admin/words/tables.js';
import { isServerSet } from '../../admin/words/fields.js';
import { fieldAccess } from '../../src/records/records.access.js';
import { useCasesOf } from '../../src/records/registry.js';
import type { ModelName } from '../../src/database/data-model.js';
import { SYSTEM } from '../../src/access/actor.js';
import { readSpec } from '../support/openapi.js';
import { readText } from '../support/paths.js';
import { sourceFiles } from '../support/sources.js';

/** The bodies behind each form that has use cases of its own: for a new record, and for a change. */
const OPERATIONS: Partial<Record<ModelName, { create?: string; update?: string }>> = {
  Appointment: { create: 'CreateAppointmentInput', update: 'UpdateAppointmentInput' },
  WaitlistEntry: { create: 'CreateWaitlistInput', update: 'UpdateWaitlistInput' },
  WorkingHours: { create: 'CreateWorkingHoursInput', update: 'UpdateWorkingHoursInput' },
  AppointmentType: { create: 'AppointmentTypeInput', update: 'UpdateAppointmentTypeInput' },
  CancellationReason: { create: 'CancellationReasonInput', update: 'UpdateCancellationReasonInput' },
  WaitlistPriorityLevel: { create: 'WaitlistPriorityLevelInput', update: 'UpdateWaitlistPriorityLevelInput' },
  OpeningHours: { create: 'CreateOpeningHoursInput', update: 'UpdateOpeningHoursInput' },
  TimeOff: { create: 'CreateTimeOffInput', update: 'UpdateTimeOffInput' },
  PracticeClosure: { create: 'CreateClosureInput', update: 'UpdateClosureInput' },
  Client: { create: 'CreateClientInput', update: 'UpdateClientInput' },
  InsuranceProvider: { create: 'CreateInsuranceProviderInput', update: 'UpdateInsuranceProviderInput' },
  FundingProgram: { create: 'CreateFundingProgramInput', update: 'UpdateFundingProgramInput' },
  Learner: { create: 'CreateLearnerInput', update: 'UpdateLearnerInput' },
  Caregiver: { create: 'CreateCaregiverInput', update: 'UpdateCaregiverInput' },
  ClientAlert: { create: 'CreateAlertInput', update: 'UpdateAlertInput' },
  ServiceAuthorization: { create: 'CreateAuthorizationInput', update: 'UpdateAuthorizationInput' },
  ClientInsurance: { create: 'CreateInsuranceInput', update: 'UpdateInsuranceInput' },
  ClientFunding: { create: 'CreateFundingInput', update: 'UpdateFundingInput' },
  Practice: { update: 'UpdatePracticeInput' },
  PracticeLocation: { create: 'CreateLocationInput', update: 'UpdateLocationInput' },
  TherapyRoom: { create: 'CreateRoomInput', update: 'UpdateRoomInput' },
  TherapyEquipment: { create: 'CreateEquipmentInput', update: 'UpdateEquipmentInput' },
  User: { update: 'UpdateUserInput' },
  Invoice: { create: 'CreateInvoiceInput', update: 'UpdateInvoiceInput' },
  InvoiceLineItem: { create: 'InvoiceLineInput', update: 'UpdateInvoiceLineInput' },
  VisitWaiver: { create: 'CreateVisitWaiverInput' },
  Payment: { create: 'RecordPaymentInput', update: 'UpdatePaymentInput' },
  PaymentPlan: { create: 'CreatePaymentPlanInput', update: 'UpdatePaymentPlanInput' },
  ClientPayer: { create: 'CreateClientPayerInput', update: 'UpdateClientPayerInput' },
  ClientPackage: { create: 'CreatePackageInput', update: 'UpdatePackageInput' },
  FeeAgreement: { create: 'CreateFeeAgreementInput', update: 'UpdateFeeAgreementInput' },
  FundingAuthorization: { create: 'CreateFundingAuthorizationInput', update: 'UpdateFundingAuthorizationInput' },
  InsuranceClaim: { create: 'CreateClaimInput', update: 'UpdateClaimInput' },
  ServiceCode: { create: 'CreateServiceCodeInput', update: 'UpdateServiceCodeInput' },
  TaxRate: { create: 'TaxRateInput', update: 'UpdateTaxRateInput' },
  LedgerAccount: { create: 'LedgerAccountInput', update: 'UpdateLedgerAccountInput' },
};

const spec = readSpec() as unknown as {
  components: { schemas: Record<string, { properties?: Record<string, unknown> } | undefined> };
};
const bodyOf = (name: string): string[] => {
  const schema = spec.components.schemas[name];
  if (!schema?.properties) throw new Error(`The spec has no ${name}.`);
  return Object.keys(schema.properties);
};
const tables = GROUPS.flatMap((group) => group.tables.map((table) => ({ table, group })));
/** The fields that somebody who may do everything can fill in. */
function formOf(model: ModelName): string[] {
  const found = tables.find(({ table }) => table.model === model);
  if (!found) throw new Error(`The panel has no table ${model}.`);
  const { readOnly } = fieldAccess(SYSTEM, model);
  return (optionsFor(found.table, found.group).editProperties ?? []).filter(
    (name) => !isServerSet(name) && !readOnly.includes(name),
  );
}

/** Fields of a form that its operation takes otherwise: in the address, under another name, or by an operation of its own. */
const ELSEWHERE: Partial<Record<ModelName, Record<string, string>>> = {
  Appointment: {
    bookAnyway: 'the tick that stands for confirmedWarnings',
    cancellationReason: 'POST /api/appointments/{id}/cancel',
  },
  WaitlistEntry: { status: 'PUT /api/waitlist/{id}/status', appointmentId: 'PUT /api/waitlist/{id}/status' },
  Learner: { clientId: 'in the address' },
  Caregiver: { clientId: 'in the address' },
  ClientAlert: { clientId: 'in the address' },
  ServiceAuthorization: { clientId: 'in the address' },
  ClientInsurance: { clientId: 'in the address' },
  ClientFunding: { clientId: 'in the address' },
  PracticeLocation: { practiceId: 'the API knows one practice' },
  User: { newPassword: 'password' },
  InvoiceLineItem: { invoiceId: 'in the address' },
};

/** What the API takes and a form leaves out on purpose. */
const LEFT_OUT: Partial<Record<ModelName, Record<string, string>>> = {
  Appointment: {
    staff: 'a table of its own in the panel, and in the calendar',
    equipment: 'a table of its own in the panel, and in the calendar',
    participants: 'a table of its own in the panel, and in the calendar',
    confirmedWarnings: 'bookAnyway',
  },
  User: { password: 'newPassword' },
  Invoice: { payers: 'the client’s usual ones in the panel', lines: 'a table of its own in the panel' },
  Payment: {
    allocations: 'one invoice in the panel',
    clientId: 'of the invoice',
    insuranceId: 'of the invoice',
    fundingId: 'of the invoice',
    caregiverId: 'of the invoice',
    onAccount: 'what is more is refused in the panel',
    packageId: 'a button of the package',
  },
  PaymentPlan: {
    invoiceIds: 'all that is owed in the panel; one from its page',
    instalments: 'by number and rhythm in the panel',
  },
  InsuranceClaim: {
    lines: 'all that is left in the panel',
    submit: 'a button of its own',
    submissionDate: 'a field of that button',
  },
  ServiceCode: { rateFrom: 'today in the panel' },
};

/** Entries of a list that the API reads and writes as a whole: the form has one entry, and its use case takes just these. */
const ENTRIES: Partial<Record<ModelName, string[]>> = {
  RecordPermission: ['userId', 'permissionId', 'clientId', 'learnerId', 'granted', 'expiresAt'],
  UserLocation: ['userId', 'locationId', 'isPrimary'],
  AppointmentStaff: ['appointmentId', 'userId', 'role'],
  AppointmentEquipment: ['appointmentId', 'equipmentId', 'quantity', 'notes'],
  AppointmentGroupParticipant: ['appointmentId', 'learnerId', 'notes'],
  NotificationPreference: ['userId', 'emailNotifications', 'smsNotifications', 'pushNotifications'],
  RolePermission: ['role', 'permissionId'],
  UserPermission: ['userId', 'permissionId', 'granted', 'expiresAt'],
  PermissionType: ['name', 'description', 'category'],
};

const sorted = (names: readonly string[]): string[] => [...names].sort();

describe('the forms of the panel', () => {
  const models = Object.keys(OPERATIONS) as ModelName[];

  it('are each held against the operation behind them', () => {
    const withUseCases = tables.map(({ table }) => table.model).filter((model) => useCasesOf(model).create !== undefined);
    // The API has no operation for translations in general.
    expect(sorted([...models, ...Object.keys(ENTRIES), 'ContentTranslation'])).toEqual(sorted(withUseCases));
  });

  it.each(models)('%s: have no field that cannot be saved, and every field that the API takes', (model) => {
    const { create, update } = OPERATIONS[model] as { create?: string; update?: string };
    const taken = [...new Set([...(create ? bodyOf(create) : []), ...(update ? bodyOf(update) : [])])];
    const form = formOf(model);
    expect(sorted(form.filter((name) => !taken.includes(name)))).toEqual(sorted(Object.keys(ELSEWHERE[model] ?? {})));
    expect(sorted(taken.filter((name) => !form.includes(name)))).toEqual(sorted(Object.keys(LEFT_OUT[model] ?? {})));
  });

  it.each(Object.keys(ENTRIES) as ModelName[])('%s: has the fields of an entry', (model) => {
    expect(sorted(formOf(model))).toEqual(sorted(ENTRIES[model] ?? []));
  });
});

describe('what a use case takes', () => {
  it('is refused where it is not known, nowhere dropped in silence: its schemas are strict', () => {
    const loose = sourceFiles('src')
      .filter((path) => /\.(service|input)\.ts$|series-plan\.ts$|bookable\.ts$/.test(path))
      .filter((path) => /\bz\s*\.\s*(object|looseObject)\(/.test(readText(path)));
    expect(loose).toEqual([]);
  });
});
