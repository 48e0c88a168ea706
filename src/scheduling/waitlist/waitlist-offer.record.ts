import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';
import { settleOffer } from './offers.service.js';
import { OF_THE_WAIT } from './beside.js';

export const waitlistOfferRecord = record('WaitlistOffer', {
  what: 'offer',
  permissions: { view: P.VIEW_WAITLIST, ...byNobody },
  scope: { client: 'entry.client', beside: { 'entry.appointment': OF_THE_WAIT, appointment: OF_THE_WAIT } },
  secret: ['tokenHash'],
  search: ['title'],
  addresses: ['offers'],
  title: (row, say) => say.dashed(say.text(row.title), say.time(row.startTime)),
  panel: {
    label: 'Offers',
    list: ['startTime', 'waitlistId', 'therapistId', 'status', 'heldUntil'],
    filter: ['startTime', 'waitlistId', 'therapistId', 'status', 'heldUntil', 'appointmentId'],
    sort: ['startTime', 'desc'],
    labels: { waitlistId: 'Offered to', moveOn: 'Moves on to the next', appointmentId: 'Appointment', heldUntil: 'Held until' },
    readOnly: true,
  },
  actions: {
    accept: {
      kind: 'act',
      label: 'Accept',
      icon: 'CheckCircle',
      permission: P.EDIT_WAITLIST,
      when: { status: ['OFFERED'] },
      run: (ctx, id) => settleOffer(ctx, id, 'ACCEPTED'),
      question: 'Has the client taken this time? The hold becomes their appointment, and they are placed.',
      button: 'They take it',
      done: 'Accepted: the appointment is booked.',
    },
    decline: {
      kind: 'act',
      label: 'Decline',
      icon: 'XCircle',
      permission: P.EDIT_WAITLIST,
      when: { status: ['OFFERED'] },
      run: (ctx, id) => settleOffer(ctx, id, 'DECLINED'),
      question: 'Does the client not want this time? It is free again, or goes on to the next if the offer moves on.',
      button: 'They decline',
      done: 'Declined.',
    },
    withdraw: {
      kind: 'act',
      label: 'Withdraw',
      icon: 'CornerUpLeft',
      permission: P.EDIT_WAITLIST,
      when: { status: ['OFFERED'] },
      run: (ctx, id) => settleOffer(ctx, id, 'WITHDRAWN'),
      question: 'Take this offer back? The time is free at once; the client keeps waiting.',
      button: 'Take it back',
      done: 'Withdrawn.',
      variant: 'danger',
    },
  },
  constraints: {
    waitlist_offers_one_open_key: {
      status: 409,
      code: 'waitlist.offer_open',
      path: 'startTime',
      detail: 'There is an offer that is not answered yet.',
    },
  },
});
