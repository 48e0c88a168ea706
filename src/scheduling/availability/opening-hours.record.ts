import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, keeping, removes } from '../../records/forms.js';
import { WEEKDAYS_BY_NUMBER } from '../../kernel/words.js';
import { newOpeningHours, openingHoursChanges } from './opening-hours.input.js';
import { createOpeningHours, deleteOpeningHours, updateOpeningHours } from './opening-hours.service.js';

export const openingHoursRecord = record('OpeningHours', {
  what: 'opening hours',
  permissions: { view: P.VIEW_APPOINTMENT, ...all(P.EDIT_AVAILABILITY) },
  scope: 'none',
  search: [],
  addresses: ['opening-hours'],
  panel: {
    label: 'Opening hours',
    list: ['locationId', 'weekday', 'startTime', 'endTime'],
    form: ['locationId', 'weekday', 'startTime', 'endTime'],
    labelled: { weekday: WEEKDAYS_BY_NUMBER },
    sort: ['weekday', 'asc'],
    help: {
      startTime: 'On the wall clock of the place.',
      endTime: 'On the wall clock; 24:00 is the end of the day.',
      locationId: 'Empty: the whole practice, for locations that have none of their own.',
    },
  },
  create: creates(newOpeningHours, createOpeningHours),
  update: keeping(
    'locationId',
    ['record.place_fixed', 'These hours stay with their place.'],
    changes(openingHoursChanges, updateOpeningHours),
  ),
  remove: removes(deleteOpeningHours),
});
