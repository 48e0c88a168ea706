/** To whom papers go: the client, or who pays for them. */
import type { Ctx } from '../../access/context.js';
import { countryOfPractice } from '../../access/practice.queries.js';
import type { LanguageCode } from '../../generated/prisma/index.js';
import { notFound } from '../../kernel/errors.js';
import { townLine } from '../rules/postal.js';
import type { Addressee } from './compose/parts.js';

/** What an invoice or a receipt says of who pays. */
export interface Whose {
  clientId: string;
  insuranceId: string | null;
  fundingId: string | null;
}

export interface Addressees {
  client: Addressee;
  /** The policy's insurer or the program, where one of them pays; else the client. */
  payer: Addressee;
  language: LanguageCode;
  /** Of the client, midnight UTC. */
  dateOfBirth: Date | null;
}

const linesOf = (...parts: readonly (string | null)[]): string[] =>
  parts.flatMap((part) => (part ?? '').split('\n')).filter((line) => line.trim() !== '');

async function insurerOf(ctx: Ctx, id: string): Promise<Addressee | undefined> {
  const policy = await ctx.db.clientInsurance.findUnique({
    where: { id: BigInt(id) },
    select: { insuranceProvider: { select: { name: true, address: true, city: true, province: true, postalCode: true } } },
  });
  if (!policy) return undefined;
  const { name, address, city, province, postalCode } = policy.insuranceProvider;
  const country = (await countryOfPractice(ctx)) ?? '';
  return { name, lines: linesOf(address, townLine({ city, state: province, zip: postalCode }, country)) };
}

async function programOf(ctx: Ctx, id: string): Promise<Addressee | undefined> {
  const funding = await ctx.db.clientFunding.findUnique({
    where: { id: BigInt(id) },
    select: { referenceNumber: true, fundingProgram: { select: { name: true } } },
  });
  return funding ? { name: funding.fundingProgram.name, lines: linesOf(funding.referenceNumber) } : undefined;
}

/** Throws 404 where the client is gone. Whoever asks has asked before whether the actor may see them. */
export async function addresseesOf(ctx: Ctx, { clientId, insuranceId, fundingId }: Whose): Promise<Addressees> {
  const row = await ctx.db.client.findUnique({
    where: { id: BigInt(clientId) },
    select: { firstName: true, lastName: true, address: true, preferredLanguage: true, dateOfBirth: true },
  });
  if (!row) throw notFound('client');
  const client: Addressee = { name: `${row.firstName} ${row.lastName}`, lines: linesOf(row.address) };
  const other =
    insuranceId !== null ? await insurerOf(ctx, insuranceId) : fundingId !== null ? await programOf(ctx, fundingId) : undefined;
  return { client, payer: other ?? client, language: row.preferredLanguage, dateOfBirth: row.dateOfBirth };
}
