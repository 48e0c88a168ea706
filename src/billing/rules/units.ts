/** How many units of a service a visit comes to, with the reason in words. */
import { Decimal } from 'decimal.js';

export interface UnitRule {
  /** SESSION, HOUR, QUARTER_HOUR, REPORT, ITEM; whatever else a practice wrote before counts as one a visit. */
  billableUnit: string;
  /** Minutes below which it is not billed. */
  minimumDuration: number | null;
}

/** Units with two decimals and why; or why it is not billed. */
export type Units = { quantity: Decimal; reason: string } | { tooShort: string };

const HOUR = 60;
const QUARTER = 15;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** @param minutes whole minutes that the visit took, or was booked for where it is charged though it did not take place */
export function unitsOf({ billableUnit, minimumDuration }: UnitRule, minutes: number): Units {
  const length = counted(minutes, 'minute', 'minutes');
  if (minimumDuration !== null && minutes < minimumDuration)
    return { tooShort: `${length}: it is billed from ${minimumDuration} on.` };
  if (billableUnit === 'HOUR') {
    const quantity = new Decimal(minutes).dividedBy(HOUR).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    return { quantity, reason: `${length} = ${quantity.toString()} h` };
  }
  if (billableUnit === 'QUARTER_HOUR') {
    const quarters = Math.ceil(minutes / QUARTER);
    return {
      quantity: new Decimal(quarters),
      reason: `${length} = ${counted(quarters, 'begun quarter of an hour', 'begun quarters of an hour')}`,
    };
  }
  return { quantity: new Decimal(1), reason: `One visit of ${length}` };
}
