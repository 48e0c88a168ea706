/** What a visit is charged, or why it is not. Pure. */
import { Decimal } from 'decimal.js';
import { roundMoney } from '../../kernel/money.js';
import type { PackageVisit } from '../packages/drawing.service.js';
import { unitsOf } from '../rules/units.js';
import type { VisitRow } from './visits.queries.js';

/** Why a visit is not billed. */
export type VisitProblemCode = 'BILLED' | 'WAIVED' | 'NO_SERVICE' | 'NO_RATE' | 'TOO_SHORT';
export interface VisitProblem {
  code: VisitProblemCode;
  message: string;
}
export interface VisitCharge {
  serviceCodeId: bigint;
  quantity: Decimal;
  unitPrice: Decimal;
  /** Before taxes. */
  amount: Decimal;
  reason: string;
  /** What of a package pays for it. */
  packageVisit?: PackageVisit;
}

type Known = Pick<
  VisitRow,
  | 'kind'
  | 'state'
  | 'minutes'
  | 'serviceCodeId'
  | 'code'
  | 'billableUnit'
  | 'minimumDuration'
  | 'rate'
  | 'agreed'
  | 'invoiceNumber'
  | 'day'
>;

const problem = (code: VisitProblemCode, message: string): VisitProblem => ({ code, message });

const FEES = { VISIT: '', NO_SHOW: 'No-show. ', LATE_CANCELLATION: 'Called off too late. ' };

/** A fee is for the time that was booked; what a visit must last at least is not asked of it. */
export function chargeOf(visit: Known): VisitCharge | VisitProblem {
  const { kind, state, minutes, serviceCodeId, code, billableUnit, minimumDuration, rate, agreed, invoiceNumber, day } = visit;
  if (state === 'BILLED') return problem('BILLED', `It is on ${invoiceNumber ?? 'an invoice'} already.`);
  if (state === 'WAIVED') return problem('WAIVED', 'Nobody is asked to pay for it.');
  if (serviceCodeId === null || billableUnit === null)
    return problem('NO_SERVICE', 'Its appointment type does not say what it is billed as.');
  const price = agreed ?? rate;
  if (price === null) return problem('NO_RATE', `${code ?? 'The service'} has no rate on ${day}.`);
  const units = unitsOf({ billableUnit, minimumDuration: kind === 'VISIT' ? minimumDuration : null }, minutes);
  if ('tooShort' in units) return problem('TOO_SHORT', units.tooShort);
  const unitPrice = new Decimal(price);
  return {
    serviceCodeId: BigInt(serviceCodeId),
    quantity: units.quantity,
    unitPrice,
    amount: roundMoney(units.quantity.times(unitPrice)),
    reason: `${FEES[kind]}${units.reason}${agreed === null ? '' : `. Agreed: ${unitPrice.toFixed(2)}${rate === null ? '' : ` in place of ${rate}`}`}`,
  };
}

/** The charge of a visit that a package pays for: one, at the package's price. */
export const paidByPackage = (charge: VisitCharge, packageVisit: PackageVisit): VisitCharge => ({
  ...charge,
  packageVisit,
  quantity: new Decimal(1),
  unitPrice: packageVisit.price,
  amount: packageVisit.price,
  reason: `Visit ${packageVisit.visit} of ${packageVisit.of} of the package from ${packageVisit.from}`,
});

export const isCharged = (charge: VisitCharge | VisitProblem): charge is VisitCharge => 'quantity' in charge;
