/**
 * Records for tests, put straight into the database: each with plausible values and whatever it cannot be without, all of it open to
 * `overrides`. A test names only what it is about.
 */
import type { PrismaClient, Prisma } from '../../src/generated/prisma/index.js';
import type * as Models from '../../src/generated/prisma/index.js';

type Given<T> = Partial<T>;

let counter = 0;
/** A number that this test file has not had yet. */
export function next(): number {
  counter += 1;
  return counter;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Monday morning in the future of every test, far from a change of clocks. */
const FIRST_SLOT = Date.UTC(2030, 5, 3, 14);

/** A client with a phone, active, without a therapist. */
export function aClient(db: PrismaClient, overrides: Given<Prisma.ClientUncheckedCreateInput> = {}): Promise<Models.Client> {
  const n = next();
  return db.client.create({
    data: {
      firstName: `Client${n}`,
      lastName: 'Sample',
      phone: '+1 613 555 0100',
      email: `client${n}@example.org`,
      ...overrides,
    },
  });
}

export async function aLearner(
  db: PrismaClient,
  overrides: Given<Prisma.LearnerUncheckedCreateInput> = {},
): Promise<Models.Learner> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  return db.learner.create({ data: { firstName: `Learner${next()}`, lastName: 'Sample', ...overrides, clientId } });
}

export async function aCaregiver(
  db: PrismaClient,
  overrides: Given<Prisma.CaregiverUncheckedCreateInput> = {},
): Promise<Models.Caregiver> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  const plausible = { firstName: `Caregiver${next()}`, lastName: 'Sample', relationship: 'PARENT', phone: '+1 613 555 0101' };
  return db.caregiver.create({ data: { ...plausible, ...overrides, clientId } });
}

export async function anAlert(
  db: PrismaClient,
  overrides: Given<Prisma.ClientAlertUncheckedCreateInput> = {},
): Promise<Models.ClientAlert> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  return db.clientAlert.create({ data: { kind: 'ALLERGY', text: `Allergic to no. ${next()}`, ...overrides, clientId } });
}

/** The practice: the one that is there, or a new one. */
export async function thePractice(db: PrismaClient): Promise<Models.Practice> {
  return (await db.practice.findFirst({ orderBy: { id: 'asc' } })) ?? db.practice.create({ data: { name: 'Sample Practice' } });
}

export async function aLocation(
  db: PrismaClient,
  overrides: Given<Prisma.PracticeLocationUncheckedCreateInput> = {},
): Promise<Models.PracticeLocation> {
  const practiceId = overrides.practiceId ?? (await thePractice(db)).id;
  const address = {
    address: '1 Main Street',
    city: 'Ottawa',
    province: 'ON',
    postalCode: 'K1A 0B1',
    timezone: 'America/Toronto',
  };
  return db.practiceLocation.create({ data: { name: `Location ${next()}`, ...address, ...overrides, practiceId } });
}

export async function aRoom(
  db: PrismaClient,
  overrides: Given<Prisma.TherapyRoomUncheckedCreateInput> = {},
): Promise<Models.TherapyRoom> {
  const locationId = overrides.locationId === undefined ? (await aLocation(db)).id : overrides.locationId;
  return db.therapyRoom.create({ data: { name: `Room ${next()}`, capacity: 4, ...overrides, locationId } });
}

export function anEquipment(
  db: PrismaClient,
  overrides: Given<Prisma.TherapyEquipmentUncheckedCreateInput> = {},
): Promise<Models.TherapyEquipment> {
  return db.therapyEquipment.create({ data: { name: `Equipment ${next()}`, quantity: 2, ...overrides } });
}

/** A user who cannot sign in (no password fits); see users.ts for those who can. */
export function aUser(db: PrismaClient, overrides: Given<Prisma.UserUncheckedCreateInput> = {}): Promise<Models.User> {
  const n = next();
  const plausible = {
    email: `user${n}@example.org`,
    password: '!',
    firstName: `User${n}`,
    lastName: 'Sample',
    isEmailVerified: true,
  };
  return db.user.create({ data: { ...plausible, ...overrides } });
}

/** An hour with a therapist; each call takes the next free hour, so that no two clash unless the test says so. */
export async function anAppointment(
  db: PrismaClient,
  overrides: Given<Prisma.AppointmentUncheckedCreateInput> = {},
): Promise<Models.Appointment> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  const therapistId = overrides.therapistId ?? (await aUser(db, { role: 'THERAPIST' })).id;
  const startTime = overrides.startTime ? new Date(overrides.startTime) : new Date(FIRST_SLOT + next() * HOUR);
  const endTime = new Date(startTime.getTime() + 50 * MINUTE);
  return db.appointment.create({ data: { title: 'Speech therapy', endTime, ...overrides, startTime, clientId, therapistId } });
}

/** A series without appointments, weekly at nine in New York. */
export function aSeries(
  db: PrismaClient,
  overrides: Given<Prisma.AppointmentRecurrencePatternUncheckedCreateInput> = {},
): Promise<Models.AppointmentRecurrencePattern> {
  return db.appointmentRecurrencePattern.create({
    data: {
      frequency: 'WEEKLY',
      startDate: new Date('2030-06-03T13:00:00.000Z'),
      rrule: 'FREQ=WEEKLY;COUNT=10',
      timezone: 'America/New_York',
      durationMinutes: 50,
      ...overrides,
    },
  });
}

/** A bill of 90.00 for that appointment. */
export function aBill(db: PrismaClient, given: { clientId: bigint; appointmentId: bigint }): Promise<Models.Invoice> {
  const day = new Date('2030-06-03T00:00:00.000Z');
  const amounts = { subtotal: 90, totalAmount: 90, balance: 90 };
  return db.invoice.create({
    data: {
      invoiceNumber: `INV-${next()}`,
      client: { connect: { id: given.clientId } },
      fundingSource: 'PRIVATE',
      issueDate: day,
      dueDate: day,
      ...amounts,
      invoiceLineItems: {
        create: {
          appointment: { connect: { id: given.appointmentId } },
          serviceCode: { create: { code: `S${next()}`, description: 'Session', rate: 90, billableUnit: 'SESSION' } },
          description: 'Session',
          serviceDate: day,
          quantity: 1,
          unitPrice: 90,
          lineTotal: 90,
        },
      },
    },
  });
}

/** A draft with one line of 90.00. */
export async function anInvoice(
  db: PrismaClient,
  overrides: Given<Prisma.InvoiceUncheckedCreateInput> = {},
): Promise<Models.Invoice & { invoiceLineItems: Models.InvoiceLineItem[] }> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  const day = new Date('2030-06-03T00:00:00.000Z');
  const service = await aServiceCode(db);
  return db.invoice.create({
    data: {
      invoiceNumber: '',
      fundingSource: 'PRIVATE',
      issueDate: day,
      dueDate: day,
      subtotal: 90,
      totalAmount: 90,
      balance: 90,
      ...overrides,
      clientId,
      invoiceLineItems: {
        create: {
          serviceCodeId: service.id,
          description: 'Session',
          serviceDate: day,
          quantity: 1,
          unitPrice: 90,
          lineTotal: 90,
        },
      },
    },
    include: { invoiceLineItems: true },
  });
}

/** Sends a draft past the use case: it is charged to its policy, its funding source or its client, with that status and those dates. */
export async function send(
  db: PrismaClient,
  id: bigint,
  given: { status: 'SENT' | 'OVERDUE'; issueDate: Date; dueDate: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { clientId, insuranceId, fundingId, invoiceLineItems } = await tx.invoice.findUniqueOrThrow({
      where: { id },
      include: { invoiceLineItems: true },
    });
    const act = { act: 'INVOICE_SENT', clientId, effectiveDate: given.issueDate, recordedAt: new Date() };
    const { id: transactionId } = await tx.ledgerTransaction.create({ data: act });
    for (const { id: lineId, lineTotal } of invoiceLineItems) {
      const party = insuranceId !== null ? 'INSURANCE' : fundingId !== null ? 'FUNDING' : 'CLIENT';
      const charge = {
        kind: 'CHARGE' as const,
        party: party as 'CLIENT',
        insuranceId,
        fundingId,
        amount: lineTotal,
        dueOn: given.dueDate,
      };
      const of = { transactionId, clientId, effectiveDate: given.issueDate, invoiceId: id, lineId };
      await tx.ledgerMovement.create({ data: { ...of, ...charge } });
    }
    await tx.invoice.update({ where: { id }, data: { ...given, sentAt: new Date(), invoiceNumber: `TEST-${next()}` } });
  });
}

/** A claim that waits, over an invoice of 90.00 that its policy owes. */
export async function aClaim(db: PrismaClient, given: { clientId?: bigint } = {}): Promise<Models.InsuranceClaim> {
  const { id: insuranceId, clientId } = await anInsurance(db, given);
  const day = new Date('2030-06-03T00:00:00.000Z');
  const { id: invoiceId, invoiceLineItems } = await anInvoice(db, { clientId, fundingSource: 'INSURANCE', insuranceId });
  await send(db, invoiceId, { status: 'SENT', issueDate: day, dueDate: day });
  const lines = { create: invoiceLineItems.map(({ id: lineId }) => ({ lineId, amountClaimed: 90 })) };
  return db.insuranceClaim.create({
    data: { invoiceId, insuranceId, submissionDate: day, amountClaimed: 90, createdAt: day, lines },
  });
}

/** What an invoice of 90.00 draws on a funding source. */
export async function aFundingAuthorization(
  db: PrismaClient,
  given: { clientId?: bigint } = {},
): Promise<Models.FundingAuthorization> {
  const { id: fundingId, clientId } = await aFunding(db, given);
  const day = new Date('2030-06-03T00:00:00.000Z');
  const { id: invoiceId } = await anInvoice(db, { clientId, fundingSource: 'GRANT', fundingId });
  await send(db, invoiceId, { status: 'SENT', issueDate: day, dueDate: day });
  return db.fundingAuthorization.findFirstOrThrow({ where: { invoiceId } });
}

/** A service at 90.00 since ever. */
export function aServiceCode(
  db: PrismaClient,
  overrides: Given<Prisma.ServiceCodeUncheckedCreateInput> = {},
): Promise<Models.ServiceCode> {
  const data = { code: `S${next()}`, description: 'Session', rate: 90, billableUnit: 'SESSION', ...overrides };
  return db.serviceCode.create({ data: { ...data, rates: { create: { rate: data.rate, validFrom: new Date('2000-01-01') } } } });
}

/** 40.00 that came in and stand on account. */
export async function aReceipt(
  db: PrismaClient,
  overrides: Given<Prisma.ReceiptUncheckedCreateInput> = {},
): Promise<Models.Receipt> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  const day = new Date('2030-06-03T00:00:00.000Z');
  const { party = 'CLIENT', insuranceId = null, fundingId = null } = overrides;
  const payer = { party, insuranceId, fundingId };
  return db.$transaction(async (tx) => {
    const data = {
      number: `R-TEST-${next()}`,
      receivedOn: day,
      amount: 40,
      paymentMethod: 'CASH' as const,
      ...overrides,
      ...payer,
      clientId,
    };
    const receipt = await tx.receipt.create({ data });
    const act = await tx.ledgerTransaction.create({
      data: { act: 'PAYMENT_RECORDED', clientId, effectiveDate: day, recordedAt: new Date() },
    });
    const movement = { ...payer, kind: 'PREPAYMENT' as const, amount: -40, receiptId: receipt.id };
    await tx.ledgerMovement.create({ data: { ...movement, transactionId: act.id, clientId, effectiveDate: day } });
    return receipt;
  });
}

/** Half of every list price, since ever. */
export async function aPackage(
  db: PrismaClient,
  given: { clientId?: bigint; learnerId?: bigint } = {},
): Promise<Models.ClientPackage> {
  const clientId = given.clientId ?? (await aClient(db)).id;
  const { id: serviceCodeId } = await aServiceCode(db);
  const terms = { visits: 10, price: 900, amountDue: 900, validFrom: new Date('2000-01-01') };
  return db.clientPackage.create({ data: { ...terms, ...given, clientId, serviceCodeId } });
}

export async function aFeeAgreement(db: PrismaClient, given: { clientId?: bigint } = {}): Promise<Models.FeeAgreement> {
  const clientId = given.clientId ?? (await aClient(db)).id;
  return db.feeAgreement.create({ data: { clientId, percent: 50, validFrom: new Date('2000-01-01'), reason: 'Sliding scale.' } });
}

/** A policy that pays 80 % of a client's bills. */
export async function aClientPayer(db: PrismaClient, given: { clientId?: bigint } = {}): Promise<Models.ClientPayer> {
  const { id: insuranceId, clientId } = await anInsurance(db, given);
  return db.clientPayer.create({ data: { clientId, insuranceId, percent: 80, position: 1 } });
}

/** A tax of 5 % on products in a place of its own. */
export const aTaxRate = (db: PrismaClient): Promise<Models.TaxRate> =>
  db.taxRate.create({
    data: { name: `Tax ${next()}`, purpose: 'PRODUCT', country: 'CA', region: 'QC', rate: 5, validFrom: new Date('2030-01-01') },
  });

/** For a tax of its own, so that there can be several. */
export const aLedgerAccount = (db: PrismaClient): Promise<Models.LedgerAccount> => {
  const number = String(next());
  return db.ledgerAccount.create({ data: { purpose: 'TAX', taxName: `Tax ${number}`, number, name: `Account ${number}` } });
};

export function anInsuranceProvider(
  db: PrismaClient,
  overrides: Given<Prisma.InsuranceProviderUncheckedCreateInput> = {},
): Promise<Models.InsuranceProvider> {
  return db.insuranceProvider.create({ data: { name: `Insurer ${next()}`, ...overrides } });
}

/** A policy; not the primary one, so that a client can have several. */
export async function anInsurance(
  db: PrismaClient,
  overrides: Given<Prisma.ClientInsuranceUncheckedCreateInput> = {},
): Promise<Models.ClientInsurance> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  const insuranceProviderId = overrides.insuranceProviderId ?? (await anInsuranceProvider(db)).id;
  const n = next();
  return db.clientInsurance.create({
    data: {
      policyNumber: `P-${n}`,
      memberId: `M-${n}`,
      policyHolderName: 'Sam Sample',
      relationshipToClient: 'PARENT',
      isPrimary: false,
      createdAt: new Date(),
      ...overrides,
      clientId,
      insuranceProviderId,
    },
  });
}

export function aFundingProgram(
  db: PrismaClient,
  overrides: Given<Prisma.FundingProgramUncheckedCreateInput> = {},
): Promise<Models.FundingProgram> {
  return db.fundingProgram.create({
    data: { name: `Program ${next()}`, programType: 'PUBLIC', createdAt: new Date(), ...overrides },
  });
}

/** A funding source: 1,000.00 for 2030, all of it left. */
export async function aFunding(
  db: PrismaClient,
  overrides: Given<Prisma.ClientFundingUncheckedCreateInput> = {},
): Promise<Models.ClientFunding> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  const fundingProgramId = overrides.fundingProgramId ?? (await aFundingProgram(db)).id;
  return db.clientFunding.create({
    data: {
      status: 'ACTIVE',
      totalAmount: '1000.00',
      remainingAmount: '1000.00',
      startDate: new Date('2030-01-01'),
      endDate: new Date('2030-12-31'),
      createdAt: new Date(),
      ...overrides,
      clientId,
      fundingProgramId,
    },
  });
}

/** Ten visits of 2030, agreed to by a funding source; none drawn. */
export async function anAuthorization(
  db: PrismaClient,
  overrides: Given<Prisma.ServiceAuthorizationUncheckedCreateInput> = {},
): Promise<Models.ServiceAuthorization> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  const fundingId = overrides.insuranceId ? null : (overrides.fundingId ?? (await aFunding(db, { clientId })).id);
  return db.serviceAuthorization.create({
    data: {
      number: `PA-${next()}`,
      validFrom: new Date('2030-01-01'),
      validTo: new Date('2030-12-31'),
      kind: 'VISITS',
      amount: 10,
      ...overrides,
      clientId,
      fundingId,
    },
  });
}

export async function aCommunication(
  db: PrismaClient,
  overrides: Given<Prisma.CommunicationUncheckedCreateInput> = {},
): Promise<Models.Communication> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  return db.communication.create({
    data: { type: 'EMAIL', subject: `Subject ${next()}`, content: 'Hello.', ...overrides, clientId },
  });
}

/** The row of a document; there is no file behind it. Internal, so that its class closes it to nobody. */
export async function aDocument(
  db: PrismaClient,
  overrides: Given<Prisma.DocumentUncheckedCreateInput> = {},
): Promise<Models.Document> {
  const uploaderId = overrides.uploaderId ?? (await aUser(db)).id;
  const n = next();
  return db.document.create({
    data: {
      title: `Document ${n}`,
      filePath: `none/${n}.pdf`,
      fileName: `${n}.pdf`,
      fileType: 'pdf',
      mimeType: 'application/pdf',
      fileSize: 1024n,
      checksum: '0'.repeat(64),
      securityClassification: 'INTERNAL',
      createdBy: uploaderId,
      updatedBy: uploaderId,
      ...overrides,
      uploaderId,
    },
  });
}

/** Somebody who waits for therapy. */
export async function aWaitlistEntry(
  db: PrismaClient,
  overrides: Given<Prisma.WaitlistEntryUncheckedCreateInput> = {},
): Promise<Models.WaitlistEntry> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  return db.waitlistEntry.create({ data: { serviceType: 'THERAPY', ...overrides, clientId } });
}

/** One that is told to this user, or to somebody. */
export async function aNotification(db: PrismaClient, userId?: bigint): Promise<Models.Notification> {
  const news = { kind: 'PLACE_FREE', title: 'A time became free', body: 'Look who waits for it.', dedupeKey: `sample ${next()}` };
  return db.notification.create({ data: { ...news, userId: userId ?? (await aUser(db)).id } });
}

/** An offer that holds its time. No token opens it. */
export async function anOffer(
  db: PrismaClient,
  overrides: Given<Prisma.WaitlistOfferUncheckedCreateInput> = {},
): Promise<Models.WaitlistOffer> {
  const entry = overrides.waitlistId
    ? await db.waitlistEntry.findUniqueOrThrow({ where: { id: overrides.waitlistId } })
    : await aWaitlistEntry(db);
  const hold = await anAppointment(db, { clientId: entry.clientId, therapistId: overrides.therapistId, isHold: true });
  const { startTime, endTime, therapistId, title } = hold;
  return db.waitlistOffer.create({
    data: {
      startTime,
      endTime,
      title,
      tokenHash: `none ${next()}`,
      holdMinutes: 60,
      heldUntil: startTime,
      ...overrides,
      appointmentId: hold.id,
      waitlistId: entry.id,
      therapistId,
    },
  });
}

/** Opens (or, with `granted: false`, closes) one client or learner for one user. `permission` is a name of the catalogue. */
export async function aRecordPermission(
  db: PrismaClient,
  permission: string,
  overrides: Given<Prisma.RecordPermissionUncheckedCreateInput> & { userId: bigint },
): Promise<Models.RecordPermission> {
  const { id: permissionId } = await db.permissionType.findUniqueOrThrow({ where: { name: permission } });
  return db.recordPermission.create({ data: { ...overrides, permissionId } });
}

/** Gives a user a permission, or with `granted` false takes it away. */
export async function aUserPermission(
  db: PrismaClient,
  permission: string,
  overrides: Given<Prisma.UserPermissionUncheckedCreateInput> & { userId: bigint },
): Promise<Models.UserPermission> {
  const { id: permissionId } = await db.permissionType.findUniqueOrThrow({ where: { name: permission } });
  return db.userPermission.create({ data: { ...overrides, permissionId } });
}

/** Working hours of one weekday; Mondays from 9 to 17 at no particular place, unless told. */
export async function someWorkingHours(
  db: PrismaClient,
  overrides: Given<Prisma.WorkingHoursUncheckedCreateInput> = {},
): Promise<Models.WorkingHours> {
  const userId = overrides.userId ?? (await aUser(db, { role: 'THERAPIST' })).id;
  return db.workingHours.create({ data: { weekday: 1, startTime: '09:00', endTime: '17:00', ...overrides, userId } });
}

export async function someTimeOff(
  db: PrismaClient,
  overrides: Given<Prisma.TimeOffUncheckedCreateInput> = {},
): Promise<Models.TimeOff> {
  const userId = overrides.userId ?? (await aUser(db, { role: 'THERAPIST' })).id;
  const day = { startTime: new Date(FIRST_SLOT), endTime: new Date(FIRST_SLOT + 8 * HOUR) };
  return db.timeOff.create({ data: { ...day, ...overrides, userId } });
}

/** Sundays from 3 to 4 in the morning, at a place of their own: in nobody's way. */
export async function someOpeningHours(
  db: PrismaClient,
  overrides: Given<Prisma.OpeningHoursUncheckedCreateInput> = {},
): Promise<Models.OpeningHours> {
  const locationId = overrides.locationId ?? (await aLocation(db)).id;
  return db.openingHours.create({ data: { weekday: 7, startTime: '03:00', endTime: '04:00', ...overrides, locationId } });
}

export function aPriorityLevel(
  db: PrismaClient,
  overrides: Given<Prisma.WaitlistPriorityLevelUncheckedCreateInput> = {},
): Promise<Models.WaitlistPriorityLevel> {
  return db.waitlistPriorityLevel.create({ data: { name: `Level ${next()}`, rank: 50, colour: '#C0392B', ...overrides } });
}

export function aCancellationReason(
  db: PrismaClient,
  overrides: Given<Prisma.CancellationReasonUncheckedCreateInput> = {},
): Promise<Models.CancellationReason> {
  return db.cancellationReason.create({ data: { name: `Reason ${next()}`, ...overrides } });
}

export function anAppointmentType(
  db: PrismaClient,
  overrides: Given<Prisma.AppointmentTypeUncheckedCreateInput> = {},
): Promise<Models.AppointmentType> {
  return db.appointmentType.create({ data: { name: `Type ${next()}`, ...overrides } });
}

/** A visit of March 2026 that took place and is not billed yet, of a type that says what it is billed as. */
export async function aVisit(
  db: PrismaClient,
  overrides: Given<Prisma.AppointmentUncheckedCreateInput> = {},
): Promise<Models.Appointment> {
  const { id: serviceCodeId } = await aServiceCode(db);
  const { id: appointmentTypeId } = await anAppointmentType(db, { serviceCodeId });
  const startTime = new Date(Date.UTC(2026, 2, 2) + (next() % 600) * HOUR);
  return anAppointment(db, { status: 'COMPLETED', appointmentTypeId, startTime, ...overrides });
}

export async function aWaiver(
  db: PrismaClient,
  overrides: Given<Prisma.VisitWaiverUncheckedCreateInput> = {},
): Promise<Models.VisitWaiver> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  const appointmentId = overrides.appointmentId ?? (await aVisit(db, { clientId })).id;
  return db.visitWaiver.create({ data: { reason: 'A courtesy.', ...overrides, clientId, appointmentId } });
}

/** A run that was stopped before it came to its client. */
export async function aRun(
  db: PrismaClient,
  { clientId, ...overrides }: Given<Prisma.InvoiceRunUncheckedCreateInput> & { clientId?: bigint } = {},
): Promise<Models.InvoiceRun> {
  const day = new Date('2026-03-31T00:00:00.000Z');
  const days = { fromDay: new Date('2026-03-01T00:00:00.000Z'), toDay: day, issueDate: day };
  const waits = { create: { clientId: clientId ?? (await aClient(db)).id } };
  return db.invoiceRun.create({ data: { status: 'STOPPED', ...days, ...overrides, clients: waits } });
}

export function aClosure(
  db: PrismaClient,
  overrides: Given<Prisma.PracticeClosureUncheckedCreateInput> = {},
): Promise<Models.PracticeClosure> {
  const days = { startDate: new Date('2030-12-24'), endDate: new Date('2030-12-26') };
  return db.practiceClosure.create({ data: { name: `Closure ${next()}`, ...days, ...overrides } });
}

/** A calendar feed. No token opens it. */
export async function aCalendarFeed(
  db: PrismaClient,
  overrides: Given<Prisma.CalendarFeedUncheckedCreateInput> = {},
): Promise<Models.CalendarFeed> {
  const userId = overrides.userId ?? (await aUser(db, { role: 'THERAPIST' })).id;
  return db.calendarFeed.create({ data: { label: 'Phone', tokenHash: `none ${next()}`, ...overrides, userId } });
}
