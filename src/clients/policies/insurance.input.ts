import { z } from 'zod';
import { day, id, line, money, optionalLine, optionalText, whole } from '../../kernel/fields.js';

const policy = z.strictObject({
  insuranceProviderId: id(),
  policyNumber: line(100).meta({ example: 'NM-204-118' }),
  groupNumber: optionalLine(100).meta({ example: 'G-77' }),
  memberId: line(100).meta({ example: 'M-5501' }),
  policyHolderName: line(200).meta({ example: 'Morgan Ellery' }),
  policyHolderDob: day().nullish(),
  relationshipToClient: line(100).meta({ example: 'SELF' }),
  coverageStartDate: day().nullish(),
  coverageEndDate: day().nullish(),
  maxAnnualCoverage: money().nullish(),
  drawnElsewhere: money().optional().meta({
    description: 'What was drawn on it in the policy year that runs, before it was entered here or by others.',
  }),
  policyYearMonth: whole(1, 12).optional().meta({ description: 'The month in which a policy year begins.', example: 1 }),
  policyYearDay: whole(1, 31).optional().meta({
    description: 'The day of that month; 29 February is 1 March in a year that has none.',
    example: 1,
  }),
  coverageDetails: optionalText(5000).meta({ example: '80 % of speech therapy, 20 sessions a year' }),
  isPrimary: z.boolean().optional(),
  verificationDate: day().nullish(),
});

export const newPolicy = policy
  .extend({
    isPrimary: z
      .boolean()
      .optional()
      .meta({ description: 'Left out: true unless the client has a primary policy in this period already.' }),
  })
  .meta({ id: 'CreateInsuranceInput' });
export type NewPolicy = z.output<typeof newPolicy>;

export const policyChanges = policy.partial().meta({ id: 'UpdateInsuranceInput' });
export type PolicyChanges = z.output<typeof policyChanges>;
