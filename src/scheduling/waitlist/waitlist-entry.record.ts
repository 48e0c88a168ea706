import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { WEEKDAYS_BY_NUMBER } from '../../kernel/words.js';
import { waitlistRecords } from './waitlist.records.js';
import { OF_THE_WAIT } from './beside.js';

const inCalendar = (act: string) => (id: string) => `/admin/pages/calendar?waitlist=${id}&do=${act}`;

export const waitlistEntryRecord = record('WaitlistEntry', {
  what: 'waitlist entry',
  permissions: { view: P.VIEW_WAITLIST, ...all(P.EDIT_WAITLIST) },
  scope: { client: 'client', beside: { appointment: OF_THE_WAIT } },
  readOnly: ['statusChangedAt', 'statusChangedBy'],
  search: ['preferredSchedule'],
  addresses: ['waitlist'],
  title: (row, say) => say.dashed(say.code(row.serviceType), say.day(row.requestDate)),
  whose: 'clientId',
  panel: {
    shownWith: 'clientId',
    label: 'Waitlist',
    begins: { only: { status: 'WAITING' } },
    list: ['requestDate', 'clientId', 'serviceType', 'priority', 'status', 'preferredSchedule'],
    form: [
      'clientId',
      'serviceType',
      'priority',
      'priorityLevelId',
      'status',
      'appointmentId',
      'requestDate',
      'preferredSchedule',
      'preferredDays',
      'preferredFrom',
      'preferredTo',
      'preferredTherapistId',
      'preferredLocationId',
      'preferredLanguage',
      'notes',
    ],
    labels: { appointmentId: 'Placed in' },
    help: {
      priority: "Empty: the client's counts.",
      appointmentId: 'Needed when you set the status to Placed.',
      preferredDays: 'None: any day.',
      preferredFrom: 'On the wall clock.',
      preferredTo: 'On the wall clock; 24:00 is the end of the day.',
    },
    labelled: { preferredDays: WEEKDAYS_BY_NUMBER },
    sort: ['requestDate', 'asc'],
  },
  actions: {
    offer: {
      kind: 'link',
      label: 'Offer a time',
      icon: 'Send',
      permissions: [P.EDIT_WAITLIST, P.CREATE_APPOINTMENT],
      when: { status: ['WAITING'] },
      to: inCalendar('offer'),
    },
    offers: {
      kind: 'link',
      label: 'Its offers',
      icon: 'List',
      permissions: [P.VIEW_WAITLIST],
      to: (id) => `/admin/resources/WaitlistOffer?filters.waitlistId=${id}`,
    },
    passedOver: {
      kind: 'link',
      label: 'When passed over',
      icon: 'FastForward',
      permissions: [P.VIEW_WAITLIST],
      to: (id) => `/admin/resources/WaitlistSkip?filters.waitlistId=${id}`,
    },
    place: {
      kind: 'link',
      label: 'Place',
      icon: 'CheckSquare',
      permissions: [P.EDIT_WAITLIST],
      when: { status: ['WAITING'] },
      to: inCalendar('place'),
    },
  },
  constraints: {
    waitlist_preferred_days_check: {
      code: 'waitlist.preferred_days',
      path: 'preferredDays',
      detail: 'Days of the week are numbered from 1 (Monday) to 7 (Sunday).',
    },
    waitlist_preferred_times_check: {
      code: 'waitlist.preferred_times',
      path: 'preferredTo',
      detail: 'The time until which it suits is after the one from which it suits.',
    },
    waitlist_placed_check: {
      code: 'waitlist.not_placed',
      path: 'appointmentId',
      detail: 'Only who is placed has an appointment.',
    },
  },
  ...waitlistRecords,
});
