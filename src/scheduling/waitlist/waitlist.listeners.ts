import { on } from '../../events/listeners.js';
import { takeBackPlaced } from './waitlist.service.js';

export const waitlistListeners = [
  // Whoever has no place any more waits again.
  on('appointment.deleted', 'IN_TRANSACTION', async (tx, gone) => {
    for (const { id } of gone) await takeBackPlaced(tx, BigInt(id));
  }),
];
