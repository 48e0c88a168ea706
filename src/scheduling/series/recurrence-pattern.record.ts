import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';
import { clientsOfPatterns } from './series.queries.js';

export const recurrencePatternRecord = record('AppointmentRecurrencePattern', {
  what: 'recurrence pattern',
  permissions: { view: P.VIEW_APPOINTMENT, create: P.CREATE_APPOINTMENT, edit: P.EDIT_APPOINTMENT, delete: P.DELETE_APPOINTMENT },
  scope: { through: 'appointments', model: 'Appointment' },
  readOnly: ['rrule', 'timezone', 'durationMinutes', 'excludedDates', 'splitFromId'],
  search: ['daysOfWeek'],
  addresses: ['series'],
  title: (row, say) =>
    say.spaced(
      say.code(row.frequency),
      row.daysOfWeek ? `on ${say.weekdayCodes(row.daysOfWeek)}` : '',
      `from ${say.day(row.startDate)}`,
    ),
  whose: (ctx, rows) =>
    clientsOfPatterns(
      ctx,
      rows.map((row) => row.id as bigint),
    ),
  panel: {
    label: 'Recurrence patterns',
    list: ['displayName', 'startDate', 'endDate', 'occurrenceCount'],
    filter: ['frequency', 'interval', 'daysOfWeek', 'startDate', 'endDate', 'occurrenceCount'],
    labels: { interval: 'Every', occurrenceCount: 'Number of times' },
  },
});
