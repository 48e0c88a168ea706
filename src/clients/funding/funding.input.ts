import { z } from 'zod';
import { day, id, money, optionalLine, optionalText } from '../../kernel/fields.js';

/** The database has the same list as a CHECK. */
export const FUNDING_STATUSES = ['PENDING', 'APPROVED', 'ACTIVE', 'EXHAUSTED', 'EXPIRED', 'DENIED'] as const;

export const fundingStatus = z.enum(FUNDING_STATUSES).meta({ id: 'FundingStatus' });

const funding = z.strictObject({
  fundingProgramId: id(),
  referenceNumber: optionalLine(100).meta({ example: 'EY-2026-0042' }),
  status: fundingStatus.optional(),
  totalAmount: money(),
  drawnElsewhere: money().optional().meta({ description: 'What was drawn on it before it was entered here, or by others.' }),
  startDate: day(),
  endDate: day(),
  approvalDate: day().nullish(),
  approvedBy: optionalLine(200).meta({ example: 'Regional office' }),
  notes: optionalText(5000).meta({ example: 'Renewal in spring' }),
});

export const newFunding = funding
  .extend({
    approvedBy: optionalLine(200).meta({ description: 'Who approved it, outside the practice.', example: 'Regional office' }),
  })
  .meta({ id: 'CreateFundingInput' });
export type NewFunding = z.output<typeof newFunding>;

export const fundingChanges = funding.partial().meta({ id: 'UpdateFundingInput' });
export type FundingChanges = z.output<typeof fundingChanges>;
