import { z } from 'zod';
import { id, line, listFields } from '../../kernel/fields.js';

export const newCalendarFeed = z
  .strictObject({ label: line(100).meta({ description: 'What it is for.', example: 'Phone' }) })
  .meta({ id: 'CreateCalendarFeedInput', description: 'A new link.' });
export type NewCalendarFeed = z.output<typeof newCalendarFeed>;

export const calendarFeedList = z
  .strictObject({
    ...listFields(['createdAt', 'updatedAt'], { default: '-createdAt' }, { limit: undefined, cursor: undefined }),
    userId: id().optional().meta({ description: 'Of this user.' }),
    active: z.boolean().optional().meta({ description: 'Whether it works: not revoked.' }),
  })
  .meta({ id: 'CalendarFeedListQuery' });
export type CalendarFeedList = z.output<typeof calendarFeedList>;
