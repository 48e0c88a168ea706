import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { WEEKDAYS_BY_NUMBER } from '../../kernel/words.js';
import type { Ctx } from '../../access/context.js';
import { unprocessable } from '../../kernel/errors.js';
import { check, id } from '../../kernel/fields.js';
import { keeping, removes } from '../../records/forms.js';
import type { Row } from '../../records/records.types.js';
import { OF_THE_WAIT } from './beside.js';
import { newWaitlistEntry, waitlistChanges, waitlistStatus } from './waitlist.input.js';
import { changeWaitlistStatus, createWaitlistEntry, deleteWaitlistEntry, updateWaitlistEntry } from './waitlist.service.js';

/** What the panel's form has beside the fields of an entry: its move, which the API has an operation for. */
const move = { status: waitlistStatus.nullish(), appointmentId: id().nullish() };
const newInForm = newWaitlistEntry.extend(move);
const changedInForm = waitlistChanges.extend(move);

async function create(ctx: Ctx, data: Row): Promise<string> {
  const { status, appointmentId, ...input } = check(newInForm, data);
  if ((status ?? 'WAITING') !== 'WAITING' || appointmentId)
    throw unprocessable('waitlist.status', 'A new entry waits. Place it once it is there.', 'status');
  return String(await createWaitlistEntry(ctx, input));
}

async function update(ctx: Ctx, entryId: string, sent: Row): Promise<void> {
  const { status, appointmentId, ...changes } = check(changedInForm, sent);
  if (Object.keys(changes).length > 0) await updateWaitlistEntry(ctx, BigInt(entryId), changes);
  if (status) await changeWaitlistStatus(ctx, BigInt(entryId), { status, appointmentId: appointmentId ?? undefined });
  else if (appointmentId !== undefined)
    throw unprocessable('waitlist.status', 'The appointment goes with the status: set both.', 'appointmentId');
}

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
    alertsOf: { client: 'clientId' },
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
  create,
  update: keeping('clientId', ['record.client_fixed', 'A record stays with its client.'], update),
  remove: removes(deleteWaitlistEntry),
  seedsInBulk: true,
});
