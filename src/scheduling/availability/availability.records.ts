/** The panel's forms for working hours, opening hours, time off and closures call what the API calls. */
import type { ModelName } from '../../database/data-model.js';
import type { RecordUseCases } from '../../records/records.types.js';
import { wire } from '../../records/wire.js';
import { unprocessable } from '../../kernel/errors.js';
import type { CreateClosureInput, UpdateClosureInput } from './closures.dto.js';
import { createClosure, deleteClosure, updateClosure } from './closures.service.js';
import type { CreateOpeningHoursInput, UpdateOpeningHoursInput } from './opening-hours.dto.js';
import { createOpeningHours, deleteOpeningHours, updateOpeningHours } from './opening-hours.service.js';
import type { CreateTimeOffInput, UpdateTimeOffInput } from './time-off.dto.js';
import { createTimeOff, deleteTimeOff, updateTimeOff } from './time-off.service.js';
import type { CreateWorkingHoursInput, UpdateWorkingHoursInput } from './working-hours.dto.js';
import { createWorkingHours, deleteWorkingHours, updateWorkingHours } from './working-hours.service.js';

/** The fields of a change in the API's terms. Throws 422 for another person: hours and time off stay with theirs. */
function changesOf<Input>(model: ModelName, changes: Record<string, unknown>): Input {
  if ('userId' in changes) throw unprocessable('record.user_fixed', 'This stays with its person.', 'userId');
  return wire<Input>(model, changes);
}

export const workingHoursRecords: RecordUseCases = {
  create: async (ctx, data) => (await createWorkingHours(ctx, wire<CreateWorkingHoursInput>('WorkingHours', data))).id,
  update: async (ctx, id, changes) =>
    void (await updateWorkingHours(ctx, BigInt(id), changesOf<UpdateWorkingHoursInput>('WorkingHours', changes))),
  remove: async (ctx, id) => {
    await deleteWorkingHours(ctx, BigInt(id));
    return 'deleted';
  },
  seedsInBulk: true,
};

export const openingHoursRecords: RecordUseCases = {
  create: async (ctx, data) => (await createOpeningHours(ctx, wire<CreateOpeningHoursInput>('OpeningHours', data))).id,
  update: async (ctx, id, changes) => {
    if ('locationId' in changes) throw unprocessable('record.place_fixed', 'These hours stay with their place.', 'locationId');
    await updateOpeningHours(ctx, BigInt(id), wire<UpdateOpeningHoursInput>('OpeningHours', changes));
  },
  remove: async (ctx, id) => {
    await deleteOpeningHours(ctx, BigInt(id));
    return 'deleted';
  },
};

export const timeOffRecords: RecordUseCases = {
  create: async (ctx, data) => (await createTimeOff(ctx, wire<CreateTimeOffInput>('TimeOff', data))).id,
  update: async (ctx, id, changes) =>
    void (await updateTimeOff(ctx, BigInt(id), changesOf<UpdateTimeOffInput>('TimeOff', changes))),
  remove: async (ctx, id) => {
    await deleteTimeOff(ctx, BigInt(id));
    return 'deleted';
  },
  seedsInBulk: true,
};

export const closureRecords: RecordUseCases = {
  create: async (ctx, data) => (await createClosure(ctx, wire<CreateClosureInput>('PracticeClosure', data))).id,
  update: async (ctx, id, changes) =>
    void (await updateClosure(ctx, BigInt(id), wire<UpdateClosureInput>('PracticeClosure', changes))),
  remove: async (ctx, id) => {
    await deleteClosure(ctx, BigInt(id));
    return 'deleted';
  },
  seedsInBulk: true,
};
