/** What is billed, paid, covered and funded. See builders.ts. */
import type { PrismaClient, Prisma } from '../../src/generated/prisma/index.js';
import type * as Models from '../../src/generated/prisma/index.js';
import { aClient, anAppointment, HOUR, next, type Given } from './builders.base.js';

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
    const [number] = await tx.$queryRaw<{ number: string }[]>`
      INSERT INTO number_series (series, year, last) VALUES ('INVOICE', ${given.issueDate.getUTCFullYear()}, 1)
      ON CONFLICT (series, year) DO UPDATE SET last = number_series.last + 1 RETURNING year || '-' || lpad(last::text, 6, '0') AS number`;
    await tx.invoice.update({ where: { id }, data: { ...given, sentAt: new Date(), invoiceNumber: number?.number ?? '' } });
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

/** Money of a receipt of their own that went back from the account. */
export async function aRefund(db: PrismaClient, given: { clientId?: bigint } = {}): Promise<Models.Refund> {
  const receipt = await aReceipt(db, given);
  const { id: receiptId, clientId, receivedOn } = receipt;
  return db.$transaction(async (tx) => {
    const data = { number: `RF-TEST-${next()}`, receiptId, refundedOn: receivedOn, amount: 10 };
    const refund = await tx.refund.create({ data: { ...data, paymentMethod: 'CASH', reason: 'Paid twice.' } });
    const act = await tx.ledgerTransaction.create({
      data: { act: 'REFUNDED', clientId, effectiveDate: receivedOn, recordedAt: new Date() },
    });
    const movement = { party: 'CLIENT' as const, kind: 'REFUND' as const, amount: 10, receiptId, refundId: refund.id };
    await tx.ledgerMovement.create({ data: { ...movement, transactionId: act.id, clientId, effectiveDate: receivedOn } });
    return refund;
  });
}

/** Ten visits of a service of their own, of which nothing is paid. */
export async function aPackage(
  db: PrismaClient,
  given: { clientId?: bigint; learnerId?: bigint } = {},
): Promise<Models.ClientPackage> {
  const clientId = given.clientId ?? (await aClient(db)).id;
  const { id: serviceCodeId } = await aServiceCode(db);
  const terms = { visits: 10, price: 900, amountDue: 900, validFrom: new Date('2000-01-01') };
  return db.clientPackage.create({ data: { ...terms, ...given, clientId, serviceCodeId } });
}

/** Half of every list price, since ever. */
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
