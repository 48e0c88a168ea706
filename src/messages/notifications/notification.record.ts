import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';
import { readNotification } from './notifications.service.js';

/** Told by the server; marked as read by an action of its own. */
export const notificationRecord = record('Notification', {
  what: 'notification',
  permissions: { view: P.VIEW_USER, ...byNobody },
  scope: { own: 'userId', unless: P.MANAGE_USER },
  search: ['title', 'body'],
  addresses: ['notifications'],
  title: 'title',
  panel: {
    label: 'Notifications',
    list: ['title', 'body', 'createdAt', 'readAt', 'userId'],
    form: ['title', 'body', 'link', 'kind', 'createdAt', 'readAt', 'userId'],
    filter: ['userId', 'createdAt', 'readAt', 'title'],
    titleSort: ['title'],
    labels: { title: 'What', body: 'More', createdAt: 'When', readAt: 'Read', userId: 'For', link: 'Page' },
    codes: ['kind'],
    leaveOut: ['dedupeKey'],
    readOnly: true,
  },
  actions: {
    markRead: {
      kind: 'act',
      label: 'Mark as read',
      icon: 'Check',
      permission: P.VIEW_USER,
      when: { readAt: [null] },
      run: (ctx, id) => readNotification(ctx, id),
      question: 'Mark this as read?',
      button: 'Mark as read',
      done: 'Read.',
    },
  },
});
