import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, unmoved } from '../../records/forms.js';
import { fundingAuthorizationChanges, newFundingAuthorization } from './funding-authorizations.input.js';
import { drawOnFunding, releaseFundingAuthorization, updateFundingAuthorization } from './funding-authorizations.service.js';

export const fundingAuthorizationRecord = record('FundingAuthorization', {
  what: 'funding authorization',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'invoice.client' },
  search: ['authorizationNumber'],
  addresses: ['funding-authorizations'],
  readOnly: ['authorizedDate', 'status'],
  title: (row, say) => say.dashed(say.text(row.authorizationNumber), say.money(row.authorizedAmount)),
  panel: {
    label: 'Draws on funding',
    one: 'draw on funding',
    list: ['authorizedDate', 'authorizationNumber', 'clientFundingId', 'invoiceId', 'status', 'authorizedAmount'],
    form: ['clientFundingId', 'invoiceId', 'authorizedAmount', 'authorizationNumber', 'notes'],
    codes: ['status'],
    labels: { authorizedAmount: 'Drawn', authorizedDate: 'Drawn on' },
    help: {
      invoiceId: 'One that was sent: what the client owes of it moves to the source. A draft names its payers itself.',
      authorizedAmount: 'Of what the client owes. Less than before goes back to the client.',
    },
    sort: ['authorizedDate', 'desc'],
  },
  constraints: {
    funding_authorizations_kept_check: {
      code: 'funding_authorization.amount',
      path: 'authorizedAmount',
      detail: 'What an invoice draws on a funding source follows from what is charged to it.',
    },
  },
  create: creates(newFundingAuthorization, drawOnFunding),
  update: unmoved(['clientFundingId', 'invoiceId'], changes(fundingAuthorizationChanges, updateFundingAuthorization)),
  remove: async (ctx, id) => {
    await releaseFundingAuthorization(ctx, BigInt(id));
    return 'released';
  },
});
