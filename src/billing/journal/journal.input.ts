import { z } from 'zod';
import { fileFormat } from '../../exports/exports.input.js';
import { day, id, listFields } from '../../kernel/fields.js';

const fields = listFields(['effectiveDate'], { description: 'The earliest first if not said.', default: 'effectiveDate' });
const asked = {
  from: day().meta({ description: 'The first day.' }),
  to: day().meta({ description: 'The last day: it counts as well.' }),
  clientId: id().optional(),
};

export const journalQuery = z
  .strictObject({ limit: fields.limit, cursor: fields.cursor, sort: fields.sort, count: fields.count, ...asked })
  .meta({ id: 'JournalQuery' });
export type JournalQuery = z.output<typeof journalQuery>;

export const journalExport = z.strictObject({ format: fileFormat, ...asked }).meta({ id: 'JournalExportQuery' });
export type JournalExport = z.output<typeof journalExport>;
