import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { cancellationReasonChanges, newCancellationReason } from './cancellation-reasons.input.js';
import { cancellationReasons } from './cancellation-reasons.service.js';

export const cancellationReasonRecord = record('CancellationReason', {
  what: 'cancellation reason',
  permissions: { view: P.VIEW_APPOINTMENT, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['name'],
  addresses: ['cancellation-reasons'],
  panel: {
    label: 'Cancellation reasons',
    list: ['name', 'party', 'isActive'],
    form: ['name', 'party', 'isActive'],
    sort: ['name', 'asc'],
    titleSort: ['name'],
    labels: { party: 'Who calls off, as a rule' },
  },
  constraints: {
    cancellation_reasons_name_key: {
      status: 409,
      code: 'cancellation_reason.name_taken',
      detail: 'There is a reason with this name already.',
      path: 'name',
    },
  },
  create: creates(newCancellationReason, cancellationReasons.create),
  update: changes(cancellationReasonChanges, cancellationReasons.update),
  remove: removes(cancellationReasons.remove),
});
