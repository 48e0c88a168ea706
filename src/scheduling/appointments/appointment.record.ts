import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';
import { appointmentForm } from './appointment.form.js';
import type { Ctx } from '../../access/context.js';
import { type Answers, CONFIRMED } from '../../records/actions.js';
import { reopenAppointment, updateAppointment } from './appointments.service.js';
import { ASKS_WHY, cancelFor } from './cancelling.js';
import type { BookingWarningCode } from '../../generated/requests/practice.js';
import { type AppointmentStatus, isOpen, movesTo, OPEN, STATUSES } from './rules/appointment-status.js';

const LIVE = { status: OPEN };
/** The open ones from which the table allows that move; going back from what is over is the button of its own. */
const openTo = (to: AppointmentStatus) => ({ status: movesTo(to).filter(isOpen) });

/** The kinds of warnings that have been shown, as the use cases take them: nothing that nobody has seen. */
const confirmedBy = ({ [CONFIRMED]: codes = '' }: Answers): { confirmedWarnings: BookingWarningCode[] } => ({
  confirmedWarnings: codes.split(',').filter(Boolean) as BookingWarningCode[],
});

const setStatus = (status: 'CONFIRMED' | 'COMPLETED' | 'NOSHOW') => (ctx: Ctx, id: bigint, answers: Answers) =>
  updateAppointment(ctx, id, { status, ...confirmedBy(answers) });

const inCalendar = (act: string) => (id: string) => `/admin/pages/calendar?appointment=${id}&do=${act}`;

export const appointmentRecord = record('Appointment', {
  what: 'appointment',
  permissions: { view: P.VIEW_APPOINTMENT, create: P.CREATE_APPOINTMENT, edit: P.EDIT_APPOINTMENT, delete: P.DELETE_APPOINTMENT },
  scope: { client: 'client', learners: ['learnerId'] },
  clinical: ['notes'],
  readOnly: [
    'isRecurring',
    'recurrencePatternId',
    'parentAppointmentId',
    'originalStart',
    'seriesStart',
    'changedSingly',
    'cancelledAt',
    'cancelledBy',
    'lateCancellation',
    'cancellationReasonId',
    'cancelledByParty',
    'isHold',
  ],
  search: ['title', 'location'],
  addresses: ['appointments'],
  title: (row, say) => say.dashed(say.time(row.startTime), say.text(row.title)),
  whose: 'clientId',
  panel: {
    shownWith: 'clientId',
    label: 'Appointments',
    alertsOf: { client: 'clientId', learner: 'learnerId', appointment: 'id' },
    begins: { from: 'startTime' },
    list: ['startTime', 'title', 'clientId', 'therapistId', 'roomId', 'status'],
    form: [
      'title',
      'clientId',
      'learnerId',
      'therapistId',
      'startTime',
      'endTime',
      'status',
      'locationId',
      'roomId',
      'location',
      'isGroupSession',
      'maxParticipants',
      'bookAnyway',
      'doubleBookingReason',
      'cancellationReason',
      'notes',
    ],
    confirmField: 'bookAnyway',
    filter: ['startTime', 'title', 'clientId', 'learnerId', 'therapistId', 'status', 'locationId', 'roomId', 'isGroupSession'],
    sort: ['startTime', 'desc'],
    titleSort: ['startTime'],
    notNew: ['cancellationReason', 'lateCancellation', 'cancelledAt', 'cancelledBy'],
    choicesNotNew: { status: ['CANCELLED', 'NOSHOW'] },
    labels: {
      locationId: 'Practice location',
      location: 'Other place',
      parentAppointmentId: 'First of the series',
      recurrencePatternId: 'Series',
      originalStart: 'Start by its series',
      seriesStart: 'Place in its series',
      changedSingly: 'Changed apart from its series',
      cancellationReasonId: 'Reason of the list',
      bookAnyway: 'Book it all the same',
      lateCancellation: 'Cancelled late',
    },
    help: {
      bookAnyway: 'After a warning: somebody does not work then or is away, or it is closed.',
      doubleBookingReason: 'Fill this in to book over another appointment on purpose. The reason is kept.',
      cancellationReason: 'Needed when you set the status to Cancelled.',
    },
  },
  actions: {
    confirm: {
      kind: 'act',
      label: 'Confirm',
      icon: 'CheckCircle',
      permission: P.EDIT_APPOINTMENT,
      when: openTo('CONFIRMED'),
      run: setStatus('CONFIRMED'),
      question: 'Mark this appointment as confirmed?',
      button: 'Confirm it',
      done: 'Confirmed.',
    },
    complete: {
      kind: 'act',
      label: 'Complete',
      icon: 'Check',
      permission: P.EDIT_APPOINTMENT,
      when: openTo('COMPLETED'),
      once: 'startTime',
      run: setStatus('COMPLETED'),
      question: 'Has this appointment taken place?',
      button: 'It has',
      done: 'Completed.',
    },
    noShow: {
      kind: 'act',
      label: 'No-show',
      icon: 'UserX',
      permission: P.EDIT_APPOINTMENT,
      when: openTo('NOSHOW'),
      once: 'startTime',
      run: setStatus('NOSHOW'),
      question: 'Did nobody come? The time counts as free again.',
      button: 'Nobody came',
      done: 'Marked as a no-show.',
    },
    reschedule: {
      kind: 'link',
      label: 'Reschedule',
      icon: 'Clock',
      permissions: [P.EDIT_APPOINTMENT],
      when: LIVE,
      to: inCalendar('time'),
    },
    assign: {
      kind: 'link',
      label: 'Room, staff, equipment',
      icon: 'Users',
      permissions: [P.EDIT_APPOINTMENT],
      when: LIVE,
      to: inCalendar('room'),
    },
    participants: {
      kind: 'link',
      label: 'Participants',
      icon: 'UserPlus',
      permissions: [P.EDIT_APPOINTMENT],
      when: { ...LIVE, isGroupSession: [true] },
      to: inCalendar('participants'),
    },
    bookSeries: {
      kind: 'link',
      label: 'Book a series',
      icon: 'Repeat',
      permissions: [P.CREATE_APPOINTMENT, P.VIEW_CLIENT],
      ofList: true,
      to: () => '/admin/pages/calendar?do=series',
    },
    cancel: {
      kind: 'act',
      label: 'Cancel',
      icon: 'XCircle',
      permission: P.EDIT_APPOINTMENT,
      when: openTo('CANCELLED'),
      run: cancelFor,
      question: 'Call this appointment off? Its time and room are free at once.',
      button: 'Cancel the appointment',
      done: 'Cancelled.',
      variant: 'danger',
      asks: ASKS_WHY,
    },
    reopen: {
      kind: 'act',
      label: 'Reopen',
      icon: 'RotateCcw',
      permission: P.REOPEN_APPOINTMENT,
      when: { status: STATUSES.filter((status) => !isOpen(status)) },
      run: (ctx, id, answers) => reopenAppointment(ctx, id, confirmedBy(answers)),
      question: 'Reopen this appointment? If its time is taken by now, you are told by whom.',
      button: 'Reopen it',
      done: 'Reopened.',
    },
    bulkConfirm: {
      kind: 'act',
      label: 'Confirm',
      icon: 'CheckCircle',
      permission: P.EDIT_APPOINTMENT,
      bulk: true,
      run: setStatus('CONFIRMED'),
      question: 'Mark all of these as confirmed?',
      button: 'Confirm them',
      done: 'confirmed',
    },
    bulkCancel: {
      kind: 'act',
      label: 'Cancel',
      icon: 'XCircle',
      permission: P.EDIT_APPOINTMENT,
      bulk: true,
      run: cancelFor,
      question: 'Call all of these off? What is over is left alone.',
      button: 'Cancel them',
      done: 'cancelled',
      variant: 'danger',
      asks: ASKS_WHY,
    },
  },
  constraints: {
    appointment_occupancies_excl: {
      status: 409,
      code: 'appointment.conflict',
      path: 'startTime',
      detail: 'Somebody or something of this appointment is taken at this time.',
    },
    appointments_time_check: {
      code: 'appointment.time',
      path: 'endTime',
      detail: 'An appointment ends after it starts, and within 24 hours.',
    },
    appointments_group_check: {
      code: 'appointment.has_participants',
      path: 'isGroupSession',
      detail: 'An appointment with participants is a group session.',
    },
  },
  ...appointmentForm,
});
