import { z } from 'zod';
import { line, listFields, money, optional, optionalLine, optionalText, searchWords, webAddress } from '../../kernel/fields.js';

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

/** What the list of funding programs takes. */
export const programList = z
  .strictObject({
    ...listFields(['name', 'updatedAt'], '`name` if not said; with `q`, how well each fits.', {
      limit: undefined,
      cursor: undefined,
    }),
    isActive: z.boolean().optional(),
    q: searchWords('Words of the name. The best match is first unless `sort` says otherwise.'),
  })
  .meta({ id: 'ProgramListQuery' });
export type ProgramList = z.output<typeof programList>;
