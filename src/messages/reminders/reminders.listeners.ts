import { on } from '../../events/listeners.js';
import { tellOffer } from './reminders.service.js';

export const reminderListeners = [
  // The family is written to, or there is no offer.
  on('waitlist.offer_made', 'IN_TRANSACTION', async (tx, made) => {
    for (const { id, data } of made) await tellOffer(tx, BigInt(id), data.token);
  }),
];
