import { z } from 'zod';
import { line, matching } from '../../kernel/fields.js';

/** A month, as its address has it. */
export const monthInput = matching(/^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$/, 7, 'must be a month, like 2026-03');

export const reopenInput = z
  .strictObject({ reason: line(500).meta({ example: 'A payment of that month was forgotten.' }) })
  .meta({ id: 'ReopenPeriodInput', description: 'Why the month is opened again.' });
export type ReopenInput = z.output<typeof reopenInput>;
