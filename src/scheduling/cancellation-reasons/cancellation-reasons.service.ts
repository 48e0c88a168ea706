/** The reasons for which appointments are called off, as the practice lists them. */
import { Permission } from '../../access/permissions.js';
import type { CancellationReason as CancellationReasonRow } from '../../generated/prisma/index.js';
import { emit } from '../../events/emit.js';
import { shortList } from '../../practice/lists/short-list.js';
import type { CancellationReasonChanges, NewCancellationReason } from './cancellation-reasons.input.js';

export const cancellationReasons = shortList<CancellationReasonRow, NewCancellationReason, CancellationReasonChanges>({
  model: 'CancellationReason',
  what: 'cancellation reason',
  view: Permission.VIEW_APPOINTMENT,
  tooMany: 'cancellation_reason.too_many',
  orderBy: [{ name: 'asc' }, { id: 'asc' }],
  said: {
    created: (tx, about) => emit(tx, 'cancellation_reason.created', about),
    updated: (tx, about) => emit(tx, 'cancellation_reason.updated', about),
    deleted: (tx, about) => emit(tx, 'cancellation_reason.deleted', about),
  },
});
