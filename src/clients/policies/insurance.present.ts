import { fromMoney } from '../../kernel/money.js';
import { fromDate } from '../../kernel/time.js';
import type { InsurancePolicy } from './insurance.dto.js';
import type { InsuranceRow } from './insurance.service.js';

/** The policy as the API tells of it. */
export function toInsurance(row: InsuranceRow): InsurancePolicy {
  const date = (value: Date | null) => value && fromDate(value);
  const { insuranceProvider, createdBy: _createdBy, updatedBy: _updatedBy, ...rest } = row;
  return {
    ...rest,
    id: String(row.id),
    clientId: String(row.clientId),
    insuranceProviderId: String(row.insuranceProviderId),
    insuranceProviderName: insuranceProvider.name,
    policyHolderDob: date(row.policyHolderDob),
    coverageStartDate: date(row.coverageStartDate),
    coverageEndDate: date(row.coverageEndDate),
    maxAnnualCoverage: row.maxAnnualCoverage && fromMoney(row.maxAnnualCoverage),
    remainingCoverage: row.remainingCoverage && fromMoney(row.remainingCoverage),
    policyYearStart: fromDate(row.policyYearStart),
    drawn: fromMoney(row.drawn),
    drawnElsewhere: fromMoney(row.drawnElsewhere),
    verificationDate: date(row.verificationDate),
    verifiedBy: row.verifiedBy === null ? null : String(row.verifiedBy),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
