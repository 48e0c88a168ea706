import { z } from 'zod';
import { line, money, optional, optionalLine, optionalText, webAddress } from '../../kernel/fields.js';
import { insurerList } from '../policies/insurers.input.js';

const fields = z.strictObject({
  name: line(200).meta({ example: 'Early Years Speech Grant' }),
  programType: line(100).meta({ description: 'A grant, a scholarship …', example: 'GRANT' }),
  description: optionalText().meta({ example: 'For children before school age' }),
  maxAmount: money()
    .refine((amount) => !amount.isNegative(), 'must be 0 or more')
    .nullish()
    .meta({ description: 'What it pays for one client at most.' }),
  coveragePeriod: optionalLine(100).meta({ example: '12 months' }),
  ageRestrictions: optionalText().meta({ example: 'Up to six years' }),
  documentationRequired: optionalText().meta({ example: 'Plan of care, proof of age' }),
  renewalProcess: optionalText(),
  website: optional(webAddress).meta({ description: 'With http:// or https://.', example: 'https://grants.example' }),
  contactInformation: optionalText(),
  applicationProcess: optionalText(),
  province: optionalLine(100).meta({ example: 'ON' }),
  isActive: z.boolean().optional().meta({ description: 'False for one that is not offered for new funding sources.' }),
});

export const newProgram = fields.meta({
  id: 'CreateFundingProgramInput',
  description: 'A program that funds clients, to name in funding sources.',
});
export type NewProgram = z.output<typeof newProgram>;

export const programChanges = fields
  .partial()
  .meta({ id: 'UpdateFundingProgramInput', description: 'What can be changed of a funding program.' });
export type ProgramChanges = z.output<typeof programChanges>;

/** What the list of funding programs takes: what that of insurers does. */
export const programList = z.strictObject(insurerList.shape).meta({ id: 'ProgramListQuery' });
export type ProgramList = z.output<typeof programList>;
