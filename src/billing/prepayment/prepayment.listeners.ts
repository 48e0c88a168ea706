import { on } from '../../events/listeners.js';
import { payWaiting, payWithPackages } from './using.service.js';

export const prepaymentListeners = [
  on('invoice.sent', 'IN_TRANSACTION', (tx, sent) =>
    payWithPackages(
      tx,
      sent.map(({ id }) => BigInt(id)),
    ),
  ),
  on('package.paid', 'IN_TRANSACTION', async (tx, paid) => {
    for (const { id } of paid) await payWaiting(tx, BigInt(id));
  }),
];
