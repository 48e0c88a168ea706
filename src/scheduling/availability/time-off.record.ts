import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, keeping, removes } from '../../records/forms.js';
import { newTimeOff, timeOffChanges } from './time-off.input.js';
import { createTimeOff, deleteTimeOff, updateTimeOff } from './time-off.service.js';

export const timeOffRecord = record('TimeOff', {
  what: 'time off',
  permissions: { view: P.VIEW_APPOINTMENT, ...all(P.EDIT_AVAILABILITY) },
  scope: 'none',
  // That somebody is away is for the schedule; why is not.
  guarded: { fields: ['reason'], permission: P.EDIT_AVAILABILITY },
  search: [],
  addresses: ['time-off'],
  title: (row, say) => say.dashed(say.time(row.startTime), say.time(row.endTime)),
  panel: {
    label: 'Time off',
    list: ['userId', 'startTime', 'endTime', 'reason'],
    sort: ['startTime', 'desc'],
  },
  constraints: {
    time_off_time_check: { code: 'time_off.time', path: 'endTime', detail: 'Time off ends after it starts.' },
  },
  create: creates(newTimeOff, createTimeOff),
  update: keeping('userId', ['record.user_fixed', 'This stays with its person.'], changes(timeOffChanges, updateTimeOff)),
  remove: removes(deleteTimeOff),
  seedsInBulk: true,
});
