import { on } from '../../events/listeners.js';
import { payWithPackages } from './using.service.js';

export const prepaymentListeners = [
  on('invoice.sent', 'IN_TRANSACTION', (tx, sent) =>
    payWithPackages(
      tx,
      sent.map(({ id }) => BigInt(id)),
    ),
  ),
];
