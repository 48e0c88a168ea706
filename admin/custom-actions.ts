/** Buttons beside the usual five, by kind of record. Apart from the tables' descriptions, which do without AdminJS. */
import { Permission } from '../src/access/permissions.js';
import type { Ctx } from '../src/access/context.js';
import { deleteRecord } from '../src/records/records.service.js';
import type { ModelName } from '../src/records/records.types.js';
import { activateUser, deactivateUser, lockAccount, unlockAccount } from '../src/people/users/users.service.js';
import { reopenAppointment, updateAppointment } from '../src/scheduling/appointments/appointments.service.js';
import { sendAgain } from '../src/jobs/send-again.service.js';
import { readNotification } from '../src/messages/notifications/notifications.service.js';
import { settleOffer } from '../src/scheduling/waitlist/offers.service.js';
import { calendarLink, revokeLink } from './pages/calendar-link.js';
import { ASKS_WHY, cancelFor } from './pages/cancelling.js';
import { actionFor, type Answers, bulkActionFor, confirmedBy, linkTo, pageFor, type PanelAction } from './engine/action.js';

/** For people alone whom the button fits: nobody unlocks what is open. */
function where(action: PanelAction, fits: (param: (name: string) => unknown) => boolean): PanelAction {
  return { ...action, isVisible: ({ record }) => record === undefined || fits((name) => record.get(name) as unknown) };
}

const hasStatus =
  (...statuses: string[]) =>
  (param: (name: string) => unknown) =>
    statuses.includes(String(param('status')));
const hasBegun = (param: (name: string) => unknown): boolean => new Date(String(param('startTime'))) <= new Date();
const setStatus = (status: 'SCHEDULED' | 'CONFIRMED' | 'COMPLETED' | 'NOSHOW') => (ctx: Ctx, id: string, answers: Answers) =>
  updateAppointment(ctx, BigInt(id), { status, ...confirmedBy(answers) });
const CORRECT_TIMEZONE = pageFor([Permission.EDIT_PRACTICE, Permission.EDIT_APPOINTMENT], 'ZoneCorrectionForm', {
  icon: 'Globe',
});
const REASON = [{ name: 'reason', label: 'Why', required: true }];
const { CORRECT_LOG, CREATE_APPOINTMENT, EDIT_APPOINTMENT, EDIT_WAITLIST, REOPEN_APPOINTMENT, VIEW_CLIENT, VIEW_WAITLIST } =
  Permission;
const answerWith = (status: 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN') => (ctx: Ctx, id: string) =>
  settleOffer(ctx, BigInt(id), status);
const isLive = hasStatus('SCHEDULED', 'CONFIRMED');
const CALENDAR = '/admin/pages/calendar';
const inCalendar = (act: string) => (id: string) => `${CALENDAR}?appointment=${id}&do=${act}`;
const forEntry = (act: string) => (id: string) => `${CALENDAR}?waitlist=${id}&do=${act}`;

/** In place of the usual two: an entry of a log is struck out, with a reason, and stays. */
function strikeOut(model: ModelName): Record<string, PanelAction> {
  const strike = (ctx: Ctx, id: string, { reason = '' }: Answers) => deleteRecord(ctx, model, id, reason);
  const options = { icon: 'Trash2', button: 'Strike out', variant: 'danger', asks: REASON } as const;
  const stays = 'It stays in the log, marked as struck out by you, and in the audit trail as it was.';
  const one = {
    ...options,
    question: `Strike out this entry? ${stays}`,
    done: 'Struck out: the entry stays in the log, marked as that.',
  };
  const all = { ...options, question: `Strike out these entries? ${stays}`, done: 'struck out' };
  return {
    // AdminJS's own question before a deletion has no room for a reason.
    delete: { ...actionFor(CORRECT_LOG, strike, one), guard: '' },
    bulkDelete: { ...bulkActionFor(CORRECT_LOG, strike, all), guard: '' },
  };
}

export const CUSTOM_ACTIONS: Partial<Record<ModelName, Record<string, PanelAction>>> = {
  AuthLog: strikeOut('AuthLog'),
  CommunicationAccessLog: strikeOut('CommunicationAccessLog'),
  DocumentAccessLog: strikeOut('DocumentAccessLog'),
  Appointment: {
    confirm: where(
      actionFor(EDIT_APPOINTMENT, setStatus('CONFIRMED'), {
        icon: 'CheckCircle',
        question: 'Mark this appointment as confirmed?',
        button: 'Confirm it',
        done: 'Confirmed.',
      }),
      hasStatus('SCHEDULED'),
    ),
    complete: where(
      actionFor(EDIT_APPOINTMENT, setStatus('COMPLETED'), {
        icon: 'Check',
        question: 'Has this appointment taken place?',
        button: 'It has',
        done: 'Completed.',
      }),
      (param) => hasStatus('SCHEDULED', 'CONFIRMED')(param) && hasBegun(param),
    ),
    noShow: where(
      actionFor(EDIT_APPOINTMENT, setStatus('NOSHOW'), {
        icon: 'UserX',
        question: 'Did nobody come? The time counts as free again.',
        button: 'Nobody came',
        done: 'Marked as a no-show.',
      }),
      (param) => hasStatus('SCHEDULED', 'CONFIRMED')(param) && hasBegun(param),
    ),
    reschedule: where(linkTo([EDIT_APPOINTMENT], inCalendar('time'), { icon: 'Clock' }), isLive),
    assign: where(linkTo([EDIT_APPOINTMENT], inCalendar('room'), { icon: 'Users' }), isLive),
    participants: where(
      linkTo([EDIT_APPOINTMENT], inCalendar('participants'), { icon: 'UserPlus' }),
      (param) => isLive(param) && param('isGroupSession') === true,
    ),
    bookSeries: linkTo([CREATE_APPOINTMENT, VIEW_CLIENT], () => `${CALENDAR}?do=series`, { icon: 'Repeat', of: 'resource' }),
    cancel: where(
      actionFor(EDIT_APPOINTMENT, cancelFor, {
        icon: 'XCircle',
        question: 'Call this appointment off? Its time and room are free at once.',
        button: 'Cancel the appointment',
        done: 'Cancelled.',
        variant: 'danger',
        asks: ASKS_WHY,
      }),
      hasStatus('SCHEDULED', 'CONFIRMED'),
    ),
    reopen: where(
      actionFor(REOPEN_APPOINTMENT, (ctx, id, answers) => reopenAppointment(ctx, BigInt(id), confirmedBy(answers)), {
        icon: 'RotateCcw',
        question: 'Reopen this appointment? If its time is taken by now, you are told by whom.',
        button: 'Reopen it',
        done: 'Reopened.',
      }),
      hasStatus('COMPLETED', 'CANCELLED', 'NOSHOW'),
    ),
    bulkConfirm: bulkActionFor(EDIT_APPOINTMENT, setStatus('CONFIRMED'), {
      icon: 'CheckCircle',
      question: 'Mark all of these as confirmed?',
      button: 'Confirm them',
      done: 'confirmed',
    }),
    bulkCancel: bulkActionFor(EDIT_APPOINTMENT, cancelFor, {
      icon: 'XCircle',
      question: 'Call all of these off? What is over is left alone.',
      button: 'Cancel them',
      done: 'cancelled',
      variant: 'danger',
      asks: ASKS_WHY,
    }),
  },
  Practice: { correctTimezone: CORRECT_TIMEZONE },
  PracticeLocation: { correctTimezone: CORRECT_TIMEZONE },
  WaitlistEntry: {
    offer: where(linkTo([EDIT_WAITLIST, CREATE_APPOINTMENT], forEntry('offer'), { icon: 'Send' }), hasStatus('WAITING')),
    offers: linkTo([VIEW_WAITLIST], (id) => `/admin/resources/WaitlistOffer?filters.waitlistId=${id}`, { icon: 'List' }),
    passedOver: linkTo([VIEW_WAITLIST], (id) => `/admin/resources/WaitlistSkip?filters.waitlistId=${id}`, {
      icon: 'FastForward',
    }),
    place: where(linkTo([EDIT_WAITLIST], forEntry('place'), { icon: 'CheckSquare' }), hasStatus('WAITING')),
  },
  WaitlistOffer: {
    accept: where(
      actionFor(EDIT_WAITLIST, answerWith('ACCEPTED'), {
        icon: 'CheckCircle',
        question: 'Has the client taken this time? The hold becomes their appointment, and they are placed.',
        button: 'They take it',
        done: 'Accepted: the appointment is booked.',
      }),
      hasStatus('OFFERED'),
    ),
    decline: where(
      actionFor(EDIT_WAITLIST, answerWith('DECLINED'), {
        icon: 'XCircle',
        question: 'Does the client not want this time? It is free again, or goes on to the next if the offer moves on.',
        button: 'They decline',
        done: 'Declined.',
      }),
      hasStatus('OFFERED'),
    ),
    withdraw: where(
      actionFor(EDIT_WAITLIST, answerWith('WITHDRAWN'), {
        icon: 'CornerUpLeft',
        question: 'Take this offer back? The time is free at once; the client keeps waiting.',
        button: 'Take it back',
        done: 'Withdrawn.',
        variant: 'danger',
      }),
      hasStatus('OFFERED'),
    ),
  },
  CalendarFeed: { revokeLink },
  Notification: {
    markRead: where(
      actionFor(Permission.VIEW_USER, (ctx, id) => readNotification(ctx, BigInt(id)), {
        icon: 'Check',
        question: 'Mark this as read?',
        button: 'Mark as read',
        done: 'Read.',
      }),
      (param) => !param('readAt'),
    ),
  },
  OutboxMessage: {
    sendAgain: where(
      actionFor(Permission.VIEW_OUTBOX, sendAgain, {
        icon: 'Send',
        question: 'Try to send this message again? Whoever it is for may get it a second time.',
        button: 'Send it again',
        done: 'It is queued and goes out within a minute, where there is a way out.',
      }),
      hasStatus('FAILED', 'KEPT'),
    ),
  },
  User: {
    calendarLink,
    unlock: where(
      actionFor(Permission.MANAGE_USER, (ctx, id) => unlockAccount(ctx, BigInt(id)), {
        icon: 'Unlock',
        question: 'Let this person sign in again? Their wrong tries are forgotten.',
        button: 'Unlock the account',
        done: 'Unlocked.',
      }),
      (param) => param('accountLocked') === true,
    ),
    lock: where(
      actionFor(Permission.MANAGE_USER, (ctx, id) => lockAccount(ctx, BigInt(id)), {
        icon: 'Lock',
        question: 'Lock this account? The person is signed out everywhere and cannot sign in until somebody unlocks it.',
        button: 'Lock the account',
        done: 'Locked.',
      }),
      (param) => param('accountLocked') !== true && param('isActive') === true,
    ),
    deactivate: where(
      actionFor(Permission.MANAGE_USER, (ctx, id) => deactivateUser(ctx, BigInt(id)), {
        icon: 'UserX',
        question: 'Deactivate this account? The person is signed out everywhere; their records stay.',
        button: 'Deactivate the account',
        done: 'Deactivated.',
      }),
      (param) => param('isActive') === true,
    ),
    activate: where(
      actionFor(Permission.MANAGE_USER, (ctx, id) => activateUser(ctx, BigInt(id)), {
        icon: 'UserCheck',
        question: 'Let this person sign in?',
        button: 'Activate the account',
        done: 'Activated.',
      }),
      (param) => param('isActive') === false,
    ),
  },
};
