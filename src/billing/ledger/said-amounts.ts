/** Amounts in a sentence, as the practice writes them. */
import type { Ctx } from '../../access/context.js';
import { practiceHabits } from '../../access/practice-zone.js';
import { type Formats, formatsOf } from '../../kernel/formats.js';

/** How the practice writes days, numbers and money. */
export const practiceFormats = async (ctx: Ctx): Promise<Formats> => formatsOf((await practiceHabits(ctx)).formats);
