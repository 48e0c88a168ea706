/** What those who bill are told of cards. It names no client: whoever may see them finds them behind the link. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { notifyHolders } from '../../messages/notifications/notifications.service.js';

const NEWS = {
  surplus: [
    'A payment by card stands on account',
    'The invoice was paid otherwise meanwhile, or in part. The money is on the client’s account: use it, or give it back.',
  ],
  mismatch: [
    'A payment by card does not fit',
    'The processor tells of another amount or currency than was asked for. Nothing was recorded: look at the payment there.',
  ],
  disputed: ['A payment by card is disputed', 'The holder of the card disputes a payment. Answer at the processor in time.'],
  lost: ['A dispute was lost', 'The money of a payment by card was taken back by the bank. Reverse the payment here.'],
  refundWaits: [
    'A refund to a card has not gone through yet',
    'The processor could not be reached for some time. It is tried again; nothing needs to be entered twice.',
  ],
  refundFailed: [
    'A refund to a card failed',
    'The processor would not make it: the money did not go, and the refund was taken back in the books.',
  ],
  refundElsewhere: [
    'Money went back to a card without a place in the books',
    'It was given back at the processor, and is neither on account nor on an invoice here any more. Look at both.',
  ],
} as const;

/** Tells each of those who bill once. @param subject whose news it is: told once of each */
export async function tellOfCards(
  tx: Ctx,
  news: keyof typeof NEWS,
  kind: 'CardPayment' | 'CardRefund',
  subject: bigint,
): Promise<void> {
  const [title, body] = NEWS[news];
  await notifyHolders(tx, Permission.EDIT_BILLING, () => ({
    kind: 'CARD_PAYMENT',
    title,
    body,
    link: `/admin/resources/${kind}/records/${subject}/show`,
    dedupeKey: `card:${news}:${kind}:${subject}`.toLowerCase(),
  }));
}
