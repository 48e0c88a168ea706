import { z } from 'zod';
import { listFields } from '../../kernel/fields.js';

export const notificationList = z
  .strictObject({
    ...listFields(
      ['createdAt', 'updatedAt'],
      { default: '-createdAt' },
      { limit: undefined, cursor: '`nextCursor` of the page before.', count: 'true: how many there are in all is told too.' },
    ),
    unread: z.boolean().optional().meta({ description: 'true: only those not read yet; false: only those that were.' }),
  })
  .meta({ id: 'NotificationListQuery' });
export type NotificationList = z.output<typeof notificationList>;
