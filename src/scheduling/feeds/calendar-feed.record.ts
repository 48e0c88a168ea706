import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';
import { check } from '../../kernel/fields.js';
import { newCalendarFeed } from './calendar-feeds.input.js';
import { createCalendarFeed, revokeCalendarFeed } from './calendar-feeds.service.js';

/** Made and revoked by actions of their own; a link is told once. */
export const calendarFeedRecord = record('CalendarFeed', {
  what: 'calendar feed',
  permissions: { view: P.VIEW_APPOINTMENT, ...byNobody },
  scope: { own: 'userId', unless: P.MANAGE_USER },
  secret: ['tokenHash'],
  search: ['label'],
  addresses: ['calendar-feeds'],
  title: 'label',
  panel: {
    label: 'Calendar links',
    one: 'calendar link',
    list: ['userId', 'label', 'createdAt', 'lastUsedAt', 'revokedAt', 'revokedBy'],
    titleSort: ['label'],
    labels: { userId: 'Whose', lastUsedAt: 'Last read', revokedAt: 'Revoked', revokedBy: 'Revoked by' },
    readOnly: true,
  },
  actions: {
    revokeLink: {
      kind: 'act',
      label: 'Revoke',
      icon: 'XCircle',
      permission: P.VIEW_APPOINTMENT,
      when: { revokedAt: [null] },
      run: (ctx, id) => revokeCalendarFeed(ctx, id),
      question: 'Revoke this link? Calendars that read it find nothing there from now on.',
      button: 'Revoke the link',
      done: 'Revoked.',
      variant: 'danger',
    },
  },
  actionsOn: {
    User: {
      calendarLink: {
        kind: 'page',
        label: 'Calendar link',
        icon: 'Calendar',
        permissions: [P.VIEW_APPOINTMENT],
        component: 'CalendarLink',
        own: true,
        send: {
          asks: ['label'],
          run: async (ctx, _id, { label = '' }) => ({
            link: (await createCalendarFeed(ctx, check(newCalendarFeed, { label }))).path,
          }),
          done: 'The link is there.',
        },
      },
    },
  },
});
