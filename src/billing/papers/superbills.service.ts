/** Superbills: an invoice as an insurer wants to read it, refused with all that is missing. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { notesReader, requirePermission } from '../../access/policy.js';
import { clientScope, covers } from '../../access/scope.js';
import type { Practice } from '../../generated/prisma/index.js';
import { AppError, forbidden } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { getInvoice } from '../invoices/invoices.service.js';
import { townLine } from '../rules/postal.js';
import { addresseesOf, type Addressees } from './addressees.js';
import { type PolicyFacts, superbillPaper } from './compose/superbill-paper.js';
import type { PaperLanguage } from '../rules/paper-languages.js';
import type { PaperLine } from './paper-line.js';
import { fileOf, linesFor, type PaperFile, stationeryFor } from './papers.service.js';
import { settledByKind } from './papers.queries.js';
import { missingInWords } from './rules/missing-words.js';
import { type BillingPlace, missingOfSuperbill, type Patient } from './rules/superbill.js';

/** Who was treated: the one learner of the lines, or the client where they name none. Null: several. */
function patientOf(lines: readonly PaperLine[], { client, dateOfBirth }: Addressees): Patient | null {
  const [first, ...others] = new Map(lines.map((line) => [line.learnerId, line])).values();
  if (others.length > 0) return null;
  if (first?.learnerName) return { kind: 'learner', name: first.learnerName, birthDate: first.learnerBirth };
  return { kind: 'client', name: client.name, birthDate: dateOfBirth && fromDate(dateOfBirth) };
}

/** Where the services were given, with what the practice says where the place says nothing of its own. */
function placeOf(practice: Practice, lines: readonly PaperLine[]): BillingPlace & { npi: string | null } {
  const place = lines.find((line) => line.place !== null)?.place;
  const { address: street, city, state, zipCode: zip, country } = practice;
  const own = { street, city, state, zip };
  const addressOf = (at: typeof own): string | null =>
    at.street ? [at.street, townLine(at, country)].filter(Boolean).join(', ') : null;
  return {
    address: (place && addressOf(place)) ?? addressOf(own),
    phone: place?.phone ?? practice.phone,
    taxId: place?.taxId ?? practice.taxId,
    npi: place?.npi ?? practice.npi,
  };
}

async function policyOf(ctx: Ctx, clientId: bigint, insuranceId: string | null): Promise<PolicyFacts | null> {
  if (!covers(clientScope(ctx.actor, Permission.VIEW_INSURANCE), clientId, null)) return null;
  const policy = await ctx.db.clientInsurance.findFirst({
    where: { clientId, ...(insuranceId === null ? { isPrimary: true } : { id: BigInt(insuranceId) }) },
    orderBy: { id: 'desc' },
    select: { policyNumber: true, memberId: true, insuranceProvider: { select: { name: true } } },
  });
  if (!policy) return null;
  return { insurer: policy.insuranceProvider.name, policyNumber: policy.policyNumber, memberId: policy.memberId };
}

/** What a superbill is made of, and all that is missing of it. Throws as superbillPdf. */
async function factsOf(ctx: Ctx, id: bigint, lang?: PaperLanguage) {
  requirePermission(ctx.actor, Permission.VIEW_CLINICAL_NOTE);
  const invoice = await getInvoice(ctx, id);
  const clientId = BigInt(invoice.clientId);
  const lines = await linesFor(ctx, [id]);
  const mayRead = notesReader(ctx.actor);
  if (!mayRead(clientId) || lines.some(({ learnerId }) => !mayRead(clientId, learnerId === null ? null : BigInt(learnerId))))
    throw forbidden('A superbill tells diagnoses, which you may not read.');
  const whom = await addresseesOf(ctx, invoice);
  const stationery = await stationeryFor(ctx, whom, lang);
  const patient = patientOf(lines, whom);
  const place = placeOf(stationery.practice, lines);
  const errors = missingOfSuperbill({ practice: place, patient, lines, status: invoice.status });
  return { invoice, clientId, lines, whom, stationery, patient, place, errors };
}

/** What is missing of an invoice's superbill, in words for people; nothing where it can be made. Throws 403, 404. */
export async function missingOfInvoice(ctx: Ctx, id: bigint): Promise<string[]> {
  const { errors, lines } = await factsOf(ctx, id);
  return missingInWords(errors, lines);
}

/**
 * An invoice that was sent, as a superbill. It tells diagnoses: throws 403 for who may not read clinical notes. Throws 404, 422 with the list of
 * what is missing, 503.
 */
export async function superbillPdf(ctx: Ctx, id: bigint, lang?: PaperLanguage): Promise<PaperFile> {
  const { invoice, clientId, lines, whom, stationery, patient, place, errors } = await factsOf(ctx, id, lang);
  if (!patient || errors.length > 0)
    throw new AppError(422, 'superbill.incomplete', 'Something that a superbill must say is missing.', { errors });
  const [policy, settled] = await Promise.all([policyOf(ctx, clientId, invoice.insuranceId), settledByKind(ctx, id)]);
  const paper = superbillPaper(stationery, { invoice, client: whom.client, patient, place, lines, settled, policy });
  return fileOf(ctx, paper, `superbill-${invoice.invoiceNumber}`, { recordType: 'Invoice', recordId: id, clientId });
}
