/** The panel's form of a priority level: it calls what the API calls. */
import type { RecordUseCases } from '../records/records.types.js';
import type { WaitlistPriorityLevelInput } from './priority-levels.dto.js';
import {
  createWaitlistPriorityLevel,
  deleteWaitlistPriorityLevel,
  updateWaitlistPriorityLevel,
} from './priority-levels.service.js';

export const waitlistPriorityLevelRecords: RecordUseCases = {
  create: async (ctx, data) => String((await createWaitlistPriorityLevel(ctx, data as unknown as WaitlistPriorityLevelInput)).id),
  update: async (ctx, id, changes) => void (await updateWaitlistPriorityLevel(ctx, BigInt(id), changes)),
  remove: async (ctx, id) => {
    await deleteWaitlistPriorityLevel(ctx, BigInt(id));
    return 'deleted';
  },
};
