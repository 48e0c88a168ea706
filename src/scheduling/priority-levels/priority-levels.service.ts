/** Levels of urgency that the practice has named: on one scale with the priorities of the document. */
import { z } from 'zod';
import { Permission } from '../../access/permissions.js';
import type { WaitlistPriorityLevel as WaitlistPriorityLevelRow } from '../../generated/prisma/index.js';
import { emit } from '../../events/emit.js';
import { shortList } from '../../practice/lists/short-list.js';
import { line, matching } from '../../kernel/validation.js';
import type { UpdateWaitlistPriorityLevelInput, WaitlistPriorityLevelInput } from './priority-levels.dto.js';

export const priorityLevels = shortList<WaitlistPriorityLevelRow, WaitlistPriorityLevelInput, UpdateWaitlistPriorityLevelInput>({
  model: 'WaitlistPriorityLevel',
  table: 'waitlist_priority_levels',
  what: 'priority level',
  view: Permission.VIEW_WAITLIST,
  tooMany: 'priority_level.too_many',
  orderBy: [{ rank: 'asc' }, { name: 'asc' }, { id: 'asc' }],
  fields: z.strictObject({
    name: line(100),
    rank: z.int('must be a whole number').min(1, 'must be at least 1').max(999, 'must be at most 999'),
    colour: matching(/^#[0-9A-Fa-f]{6}$/, 7, 'must be a colour like #C0392B').transform((colour) => colour.toUpperCase()),
    isActive: z.boolean().optional(),
  }),
  said: {
    created: (tx, about) => emit(tx, 'priority_level.created', about),
    updated: (tx, about) => emit(tx, 'priority_level.updated', about),
    deleted: (tx, about) => emit(tx, 'priority_level.deleted', about),
  },
});
