import { fromMoney } from '../../kernel/money.js';
import { fromDate } from '../../kernel/time.js';
import type { Funding } from './funding.dto.js';
import type { FundingRow } from './funding.service.js';

/** The funding as the API tells of it. */
export function toFunding(row: FundingRow): Funding {
  const { fundingProgram, createdBy: _createdBy, updatedBy: _updatedBy, ...rest } = row;
  return {
    ...rest,
    id: String(row.id),
    clientId: String(row.clientId),
    fundingProgramId: String(row.fundingProgramId),
    fundingProgramName: fundingProgram.name,
    totalAmount: fromMoney(row.totalAmount),
    remainingAmount: fromMoney(row.remainingAmount),
    drawn: fromMoney(row.drawn),
    drawnElsewhere: fromMoney(row.drawnElsewhere),
    startDate: fromDate(row.startDate),
    endDate: fromDate(row.endDate),
    approvalDate: row.approvalDate && fromDate(row.approvalDate),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
