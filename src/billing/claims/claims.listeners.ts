import { on } from '../../events/listeners.js';
import { followReversal } from './taking-back.service.js';

export const claimListeners = [
  on('payment.reversed', 'IN_TRANSACTION', (tx, taken) =>
    followReversal(
      tx,
      taken.map(({ id }) => BigInt(id)),
    ),
  ),
];
