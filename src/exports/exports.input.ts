import { z } from 'zod';
import { listFields } from '../kernel/fields.js';

export const fileFormat = z.enum(['xlsx', 'csv']).meta({ id: 'FileFormat', description: 'Excel or CSV.' });

export const exportState = z
  .enum(['RUNNING', 'DONE', 'CUT_OFF'])
  .meta({ id: 'ExportState', description: '`CUT_OFF`: it failed, or its reader went away.' });

export const exportRunList = z
  .strictObject({
    ...listFields(
      ['createdAt', 'updatedAt'],
      { default: '-createdAt' },
      { limit: undefined, cursor: '`nextCursor` of the page before.', count: 'true: how many there are in all is told too.' },
    ),
    state: exportState.optional().meta({ description: 'Those that are so.' }),
  })
  .meta({ id: 'ExportRunListQuery' });
export type ExportRunList = z.output<typeof exportRunList>;
