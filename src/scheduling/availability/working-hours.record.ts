import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, keeping, removes } from '../../records/forms.js';
import { WEEKDAYS_BY_NUMBER } from '../../kernel/words.js';
import { newWorkingHours, workingHoursChanges } from './working-hours.input.js';
import { createWorkingHours, deleteWorkingHours, updateWorkingHours } from './working-hours.service.js';

export const workingHoursRecord = record('WorkingHours', {
  what: 'working hours',
  many: 'stretches of working hours',
  permissions: { view: P.VIEW_APPOINTMENT, ...all(P.EDIT_AVAILABILITY) },
  scope: 'none',
  search: [],
  addresses: ['working-hours'],
  title: (row, say) => say.spaced(say.weekday(row.weekday), `${say.wall(row.startTime)}–${say.wall(row.endTime)}`),
  panel: {
    label: 'Working hours',
    list: ['userId', 'weekday', 'startTime', 'endTime', 'locationId', 'validFrom', 'validTo'],
    form: ['userId', 'weekday', 'startTime', 'endTime', 'locationId', 'validFrom', 'validTo'],
    labelled: { weekday: WEEKDAYS_BY_NUMBER },
    sort: ['weekday', 'asc'],
    help: {
      startTime: 'On the wall clock.',
      endTime: 'On the wall clock; 24:00 is the end of the day.',
      locationId: 'Empty: wherever they are booked.',
    },
  },
  constraints: {
    working_hours_weekday_check: {
      code: 'working_hours.weekday',
      path: 'weekday',
      detail: 'Days of the week are numbered from 1 (Monday) to 7 (Sunday).',
    },
    working_hours_time_check: {
      code: 'working_hours.time',
      path: 'endTime',
      detail: 'Working hours are times like 09:00, and end after they start, on the same day.',
    },
    working_hours_valid_check: {
      code: 'working_hours.validity',
      path: 'validTo',
      detail: 'The last day is the first one or a later one.',
    },
  },
  create: creates(newWorkingHours, createWorkingHours),
  update: keeping(
    'userId',
    ['record.user_fixed', 'This stays with its person.'],
    changes(workingHoursChanges, updateWorkingHours),
  ),
  remove: removes(deleteWorkingHours),
  seedsInBulk: true,
});
