/** The panel's form of a cancellation reason: it calls what the API calls. */
import type { RecordUseCases } from '../records/records.types.js';
import type { CancellationReasonInput } from './cancellation-reasons.dto.js';
import { createCancellationReason, deleteCancellationReason, updateCancellationReason } from './cancellation-reasons.service.js';

export const cancellationReasonRecords: RecordUseCases = {
  create: async (ctx, data) => String((await createCancellationReason(ctx, data as unknown as CancellationReasonInput)).id),
  update: async (ctx, id, changes) => void (await updateCancellationReason(ctx, BigInt(id), changes)),
  remove: async (ctx, id) => {
    await deleteCancellationReason(ctx, BigInt(id));
    return 'deleted';
  },
};
