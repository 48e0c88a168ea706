import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { newPriorityLevel, priorityLevelChanges } from './priority-levels.input.js';
import { priorityLevels } from './priority-levels.service.js';

export const priorityLevelRecord = record('WaitlistPriorityLevel', {
  what: 'priority level',
  permissions: { view: P.VIEW_WAITLIST, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['name'],
  addresses: ['waitlist-priority-levels'],
  panel: {
    label: 'Priority levels',
    list: ['name', 'rank', 'colour', 'isActive'],
    form: ['name', 'rank', 'colour', 'isActive'],
    sort: ['rank', 'asc'],
    titleSort: ['rank'],
    help: {
      rank: 'The lower the more urgent. High counts as 100, medium as 200, low as 300.',
      colour: 'Like #C0392B.',
    },
  },
  constraints: {
    waitlist_priority_levels_name_key: {
      status: 409,
      code: 'priority_level.name_taken',
      detail: 'There is a level with this name already.',
      path: 'name',
    },
  },
  create: creates(newPriorityLevel, priorityLevels.create),
  update: changes(priorityLevelChanges, priorityLevels.update),
  remove: removes(priorityLevels.remove),
});
