import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { closureChanges, newClosure } from './closures.input.js';
import { createClosure, deleteClosure, updateClosure } from './closures.service.js';

export const closureRecord = record('PracticeClosure', {
  what: 'closure',
  permissions: { view: P.VIEW_APPOINTMENT, ...all(P.EDIT_AVAILABILITY) },
  scope: 'none',
  search: ['name'],
  addresses: ['closures'],
  panel: {
    label: 'Closures',
    list: ['name', 'startDate', 'endDate', 'locationId'],
    sort: ['startDate', 'desc'],
    help: { locationId: 'Empty: the whole practice.' },
  },
  constraints: {
    practice_closures_name_check: { code: 'closure.name', path: 'name', detail: 'A closure has a name.' },
    practice_closures_dates_check: {
      code: 'closure.dates',
      path: 'endDate',
      detail: 'The last day is the first one or a later one.',
    },
  },
  create: creates(newClosure, createClosure),
  update: changes(closureChanges, updateClosure),
  remove: removes(deleteClosure),
  seedsInBulk: true,
});
