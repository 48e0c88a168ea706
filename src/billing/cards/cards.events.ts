import { declareEvents } from '../../events/catalogue.js';

export const cardEvents = declareEvents({
  'pay_link.created': { version: 1, of: 'PayLink', says: 'A link was made under which a family pays by card.' },
  'pay_link.revoked': { version: 1, of: 'PayLink', says: 'A link to pay by card leads nowhere any more.' },
  'card_payment.paid': { version: 1, of: 'CardPayment', says: 'A payment by card came in; its receipt was recorded.' },
  'card_payment.disputed': { version: 1, of: 'CardPayment', says: 'The holder of a card disputes a payment.' },
  'card_refund.done': { version: 1, of: 'CardRefund', says: 'Money went back to a card.' },
  'card_refund.failed': { version: 1, of: 'CardRefund', says: 'Money did not go back to a card: its refund was taken back.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    cards: typeof cardEvents;
  }
}
