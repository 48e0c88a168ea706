import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';
import { check } from '../../kernel/fields.js';
import { newPayLink } from './cards.input.js';
import { takesCards } from './processor.js';
import { createPayLink, payAddress, revokePayLink } from './pay-links.service.js';

/** Made and revoked by actions of their own; a link is told once. */
export const payLinkRecord = record('PayLink', {
  what: 'pay link',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'client' },
  secret: ['tokenHash'],
  search: [],
  title: (row, say) => say.time(row.createdAt),
  whose: 'clientId',
  panel: {
    shownWith: 'invoiceId',
    label: 'Pay links',
    list: ['createdAt', 'clientId', 'invoiceId', 'amount', 'expiresAt', 'revokedAt', 'createdBy'],
    sort: ['createdAt', 'desc'],
    titleSort: ['createdAt'],
    labels: { amount: 'A part of it', expiresAt: 'Good until', revokedAt: 'Revoked' },
    readOnly: true,
  },
  actions: {
    revoke: {
      kind: 'act',
      label: 'Revoke',
      icon: 'XCircle',
      permission: P.RECORD_PAYMENT,
      when: { revokedAt: [null] },
      run: (ctx, id) => revokePayLink(ctx, id),
      question: 'Revoke this link? Nobody can pay under it from now on.',
      button: 'Revoke the link',
      done: 'Revoked.',
      variant: 'danger',
    },
  },
  actionsOn: {
    Invoice: {
      payLink: {
        kind: 'page',
        label: 'Pay link',
        icon: 'CreditCard',
        permissions: [P.VIEW_BILLING, P.RECORD_PAYMENT],
        when: { status: ['SENT', 'OVERDUE'] },
        offered: takesCards,
        component: 'PayLink',
        send: {
          asks: ['amount'],
          run: async (ctx, id, { amount }) => {
            const { token } = await createPayLink(ctx, id, check(newPayLink, amount ? { amount } : {}));
            return { link: payAddress(ctx, token) };
          },
          done: 'The link is there.',
        },
      },
    },
  },
});
