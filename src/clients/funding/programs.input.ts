import { z } from 'zod';
import { listFields, searchWords } from '../../kernel/fields.js';

/** What the lists of insurers and of funding programs take. */
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
