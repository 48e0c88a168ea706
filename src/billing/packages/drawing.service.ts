/** Which visits a package pays for, and at what price. */
import type { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { unprocessable } from '../../kernel/errors.js';
import { holdPackages, type Usable, usablePackages } from './packages.queries.js';
import { nextVisit, pricesOf } from './rules/prices.js';

/** One visit of a package. */
export interface PackageVisit {
  packageId: bigint;
  /** Which of its visits: 1 is the first. */
  visit: number;
  of: number;
  /** The first day of the package. */
  from: string;
  price: Decimal;
}

/** What is to be paid for: one visit of a client or learner, of a service, on a day. */
export interface ToPay {
  clientId: bigint;
  learnerId: bigint | null;
  serviceCodeId: bigint;
  /** `2026-03-08` */
  day: string;
}

const serves = (one: Usable, { clientId, learnerId, serviceCodeId, day }: ToPay): boolean =>
  one.clientId === String(clientId) &&
  one.serviceCodeId === String(serviceCodeId) &&
  (one.learnerId === null || (learnerId !== null && one.learnerId === String(learnerId))) &&
  day >= one.validFrom &&
  (one.expiresOn === null || day <= one.expiresOn);

/** Takes the next visit of the first of these packages that serves, and marks it as used. */
function take(packages: readonly Usable[], wanted: ToPay): PackageVisit | undefined {
  for (const one of packages) {
    if (!serves(one, wanted)) continue;
    const visit = nextVisit(one, one.paid, one.used);
    if (visit === undefined) continue;
    one.used.add(visit);
    return { packageId: BigInt(one.id), visit, of: one.visits, from: one.validFrom, price: pricesOf(one)[visit - 1] as Decimal };
  }
  return undefined;
}

/**
 * Which visit of a package pays for each of these, in their order; undefined where none does. What expires first is used first; a visit that
 * is not paid for yet is not used. In a transaction the packages are held until its end.
 */
export async function drawVisits(ctx: Ctx, wanted: readonly ToPay[]): Promise<(PackageVisit | undefined)[]> {
  const clientIds = [...new Set(wanted.map(({ clientId }) => clientId))];
  if (ctx.transaction && (await holdPackages(ctx, clientIds)) === 0) return wanted.map(() => undefined);
  const packages = await usablePackages(ctx, clientIds);
  return wanted.map((one) => take(packages, one));
}

/** The same of lines that name their packages. Throws 422 for the first that its package does not pay for. */
export async function drawNamed(
  tx: Ctx,
  clientId: bigint,
  wanted: readonly (ToPay & { packageId: bigint; path: string })[],
  without: { invoiceId?: bigint; lineId?: bigint },
): Promise<PackageVisit[]> {
  if (wanted.length === 0) return [];
  await holdPackages(tx, [clientId]);
  const packages = await usablePackages(tx, [clientId], without);
  return wanted.map(({ packageId, path, ...one }) => {
    const named = packages.find(({ id }) => id === String(packageId));
    // One for a learner out of sight is told apart from none by nothing.
    if (!named || !serves(named, one))
      throw unprocessable('reference.not_found', 'This client has no such package for that service, learner and day.', path);
    const visit = take([named], one);
    if (!visit) throw unprocessable('package.used', 'No visit of this package is left that is paid for.', path);
    return visit;
  });
}
