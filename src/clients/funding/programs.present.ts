import type { FundingProgram as Row } from '../../generated/prisma/index.js';
import { fromMoney } from '../../kernel/money.js';
import type { FundingProgram } from './programs.dto.js';

/** The program as the API tells of it. */
export const toProgram = (row: Row): FundingProgram => ({
  id: String(row.id),
  name: row.name,
  programType: row.programType,
  description: row.description,
  maxAmount: row.maxAmount && fromMoney(row.maxAmount),
  coveragePeriod: row.coveragePeriod,
  ageRestrictions: row.ageRestrictions,
  documentationRequired: row.documentationRequired,
  renewalProcess: row.renewalProcess,
  website: row.website,
  contactInformation: row.contactInformation,
  applicationProcess: row.applicationProcess,
  province: row.province,
  isActive: row.isActive,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
