/** What a service is called in other languages goes with it. */
import { on } from '../../events/listeners.js';
import { BILLING_TEXT } from '../../messages/communications/content-types.js';

export const billingTextListeners = [
  on('service_code.deleted', 'IN_TRANSACTION', async (tx, gone) => {
    await tx.db.contentTranslation.deleteMany({
      where: { contentType: BILLING_TEXT, contentId: { in: gone.map(({ id }) => `service:${id}`) } },
    });
  }),
];
