import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';

export const threadRecord = record('MessagingThread', {
  what: 'thread',
  permissions: {
    view: P.VIEW_COMMUNICATION,
    create: P.EDIT_COMMUNICATION,
    edit: P.EDIT_COMMUNICATION,
    delete: P.DELETE_COMMUNICATION,
  },
  scope: { client: 'client' },
  search: ['subject'],
  title: 'subject',
  panel: {
    label: 'Threads',
    list: ['subject', 'clientId', 'lastMessageAt', 'isActive', 'createdAt'],
    sort: ['createdAt', 'desc'],
    titleSort: ['subject'],
  },
});
