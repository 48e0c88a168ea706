import { on } from '../../events/listeners.js';
import { requireNotByCard } from './card-payments.service.js';
import { sendBack } from './card-refunds.service.js';

const idsOf = (told: readonly { id: bigint | string }[]): bigint[] => told.map(({ id }) => BigInt(id));

export const cardListeners = [
  // The money is at the processor: it goes back, or nothing of it is taken back.
  on('payment.reversed', 'IN_TRANSACTION', async (tx, reversed) => requireNotByCard(tx, idsOf(reversed))),
  on('payment.refunded', 'IN_TRANSACTION', async (tx, refunded) => sendBack(tx, idsOf(refunded))),
];
