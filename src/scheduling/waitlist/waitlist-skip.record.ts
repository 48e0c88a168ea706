import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';
import { OF_THE_WAIT } from './beside.js';

export const waitlistSkipRecord = record('WaitlistSkip', {
  what: 'skip of the waitlist',
  permissions: { view: P.VIEW_WAITLIST, ...byNobody },
  scope: {
    client: 'entry.client',
    beside: { 'entry.appointment': OF_THE_WAIT, 'offer.appointment': OF_THE_WAIT, 'offer.entry.appointment': OF_THE_WAIT },
  },
  search: ['details'],
  title: (row, say) => say.code(row.reason),
  panel: {
    label: 'Passed over',
    one: 'offer that passed somebody over',
    list: ['createdAt', 'waitlistId', 'offerId', 'reason', 'details'],
    sort: ['createdAt', 'desc'],
    labels: { waitlistId: 'Passed over', offerId: 'By the offer', details: 'What does not fit', createdAt: 'When' },
    readOnly: true,
  },
});
