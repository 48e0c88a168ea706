import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';

export const fundingAuthorizationRecord = record('FundingAuthorization', {
  what: 'funding authorization',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'invoice.client' },
  search: ['authorizationNumber'],
  title: (row, say) => say.dashed(say.text(row.authorizationNumber), say.money(row.authorizedAmount)),
  panel: {
    label: 'Funding authorizations',
    list: ['authorizedDate', 'authorizationNumber', 'clientFundingId', 'invoiceId', 'status', 'authorizedAmount'],
    codes: ['status'],
    sort: ['authorizedDate', 'desc'],
  },
});
