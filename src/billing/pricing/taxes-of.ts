/** Which taxes apply to what is charged. */
import type { Ctx } from '../../access/context.js';
import type { AppliedTax } from '../rules/line.js';
import { type ServiceOnDay, taxesFor } from './pricing.queries.js';

/**
 * The taxes of each service on its day: those for its purpose and place, else its own. At most one statement.
 * @param days `2026-03-08`, in the order of the services
 */
export async function taxesOf(ctx: Ctx, services: readonly ServiceOnDay[], days: readonly string[]): Promise<AppliedTax[][]> {
  const taxed = services.flatMap(({ taxPurpose, country, region }, index) =>
    taxPurpose === null ? [] : [{ index, purpose: taxPurpose, country, region, day: days[index] as string }],
  );
  const found = taxed.length > 0 ? await taxesFor(ctx, taxed) : [];
  const byService = new Map(taxed.map(({ index }, place) => [index, found[place] ?? []]));
  return services.map(
    ({ ownTaxRate }, index) =>
      byService.get(index) ??
      (ownTaxRate.isZero() ? [] : [{ name: 'Tax', rate: ownTaxRate, taxRateId: null, registrationNumber: null }]),
  );
}
