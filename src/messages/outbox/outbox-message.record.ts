import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';
import { sendAgain } from './send-again.service.js';

/** Whom a message goes to and what it says is for its own page. */
export const outboxMessageRecord = record('OutboxMessage', {
  what: 'message',
  permissions: { view: P.VIEW_OUTBOX, ...byNobody },
  scope: { client: 'client', learners: ['appointment.learnerId'], optional: true },
  alwaysConfidential: true,
  confidential: ['address', 'subject', 'body'],
  secret: ['secret'],
  sealed: { fields: ['body', 'secret'], client: 'clientId' },
  search: ['kind'],
  title: (row, say) => say.dashed(say.code(row.kind), say.code(row.channel), say.time(row.createdAt)),
  panel: {
    label: 'Outbox',
    list: ['createdAt', 'channel', 'kind', 'clientId', 'status', 'attempts', 'sentAt'],
    form: ['channel', 'kind', 'status', 'address', 'subject', 'body', 'language', 'clientId', 'userId', 'appointmentId'],
    filter: ['createdAt', 'channel', 'kind', 'status', 'clientId', 'userId'],
    sort: ['createdAt', 'desc'],
    labels: {
      createdAt: 'Written',
      kind: 'About',
      clientId: 'Client',
      userId: 'Colleague',
      appointmentId: 'Appointment',
      address: 'To',
      attempts: 'Tries',
      sendAfter: 'Next try',
      sentAt: 'Sent',
      expiresAt: 'Worth sending until',
      lastError: 'What went wrong',
    },
    codes: ['kind'],
    leaveOut: ['dedupeKey', 'claimedUntil', 'secret', 'attachmentKind', 'attachmentId', 'attachmentFrom', 'attachmentTo'],
    readOnly: true,
  },
  actions: {
    sendAgain: {
      kind: 'act',
      label: 'Send again',
      icon: 'Send',
      permission: P.VIEW_OUTBOX,
      when: { status: ['FAILED', 'KEPT'] },
      run: sendAgain,
      question: 'Try to send this message again? Whoever it is for may get it a second time.',
      button: 'Send it again',
      done: 'It is queued and goes out within a minute, where there is a way out.',
    },
  },
});
