/** Levels of urgency that the practice has named: on one scale with the priorities of the document. */
import { Permission } from '../../access/permissions.js';
import type { WaitlistPriorityLevel as WaitlistPriorityLevelRow } from '../../generated/prisma/index.js';
import { emit } from '../../events/emit.js';
import { shortList } from '../../practice/lists/short-list.js';
import type { NewPriorityLevel, PriorityLevelChanges } from './priority-levels.input.js';

export const priorityLevels = shortList<WaitlistPriorityLevelRow, NewPriorityLevel, PriorityLevelChanges>({
  model: 'WaitlistPriorityLevel',
  what: 'priority level',
  view: Permission.VIEW_WAITLIST,
  tooMany: 'priority_level.too_many',
  orderBy: [{ rank: 'asc' }, { name: 'asc' }, { id: 'asc' }],
  said: {
    created: (tx, about) => emit(tx, 'priority_level.created', about),
    updated: (tx, about) => emit(tx, 'priority_level.updated', about),
    deleted: (tx, about) => emit(tx, 'priority_level.deleted', about),
  },
});
