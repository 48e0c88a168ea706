/** The reasons for which appointments are called off, as the practice lists them. */
import { z } from 'zod';
import { Permission } from '../../access/permissions.js';
import type { CancellationReason as CancellationReasonRow } from '../../generated/prisma/index.js';
import { emit } from '../../events/emit.js';
import { shortList } from '../../practice/lists/short-list.js';
import { line } from '../../kernel/validation.js';
import type { CancellationReasonInput, UpdateCancellationReasonInput } from './cancellation-reasons.dto.js';

export const cancellationReasons = shortList<CancellationReasonRow, CancellationReasonInput, UpdateCancellationReasonInput>({
  model: 'CancellationReason',
  table: 'cancellation_reasons',
  what: 'cancellation reason',
  view: Permission.VIEW_APPOINTMENT,
  tooMany: 'cancellation_reason.too_many',
  orderBy: [{ name: 'asc' }, { id: 'asc' }],
  fields: z.strictObject({
    name: line(100),
    party: z.enum(['CLIENT', 'THERAPIST', 'PRACTICE', 'OTHER']).nullish(),
    isActive: z.boolean().optional(),
  }),
  said: {
    created: (tx, about) => emit(tx, 'cancellation_reason.created', about),
    updated: (tx, about) => emit(tx, 'cancellation_reason.updated', about),
    deleted: (tx, about) => emit(tx, 'cancellation_reason.deleted', about),
  },
});
