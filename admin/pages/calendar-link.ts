/** The secret calendar link: made on one's own page, told once; revoked on the list of links. */
import { NotFoundError, type ActionContext, type ActionRequest } from 'adminjs';
import { Permission } from '../../src/access/permissions.js';
import { createCalendarFeed, revokeCalendarFeed } from '../../src/scheduling/feeds/calendar-feeds.service.js';
import { actionFor, type PanelAction } from '../engine/action.js';
import { withPanelErrors } from '../engine/errors.js';
import { ctxIn, ctxOfUser } from '../http/session.js';

/** Of one's own page alone: nobody makes a link for somebody else. */
export const calendarLink: PanelAction = {
  actionType: 'record',
  icon: 'Calendar',
  component: 'CalendarLink',
  isVisible: ({ record, currentAdmin }) => record === undefined || String(record.id()) === String(currentAdmin?.id),
  isAccessible: ({ record, currentAdmin }) =>
    Boolean(ctxOfUser(currentAdmin)?.actor.can(Permission.VIEW_APPOINTMENT)) &&
    (record === undefined || String(record.id()) === String(currentAdmin?.id)),
  handler: async (request: ActionRequest, _response: unknown, context: ActionContext) => {
    const { record, currentAdmin } = context;
    if (!record) throw new NotFoundError('Choose a record first.', '');
    const answer = { record: record.toJSON(currentAdmin) };
    if (request.method !== 'post') return answer;
    const { label } = (request.payload ?? {}) as { label?: unknown };
    const input = { label: typeof label === 'string' ? label : '' };
    const { path } = await withPanelErrors(
      ctxIn(context),
      () => createCalendarFeed(ctxIn(context), input),
      () => undefined,
    );
    return { ...answer, notice: { message: 'The link is there.', type: 'success' as const }, link: path };
  },
};

export const revokeLink: PanelAction = {
  ...actionFor(Permission.VIEW_APPOINTMENT, (ctx, id) => revokeCalendarFeed(ctx, BigInt(id)), {
    icon: 'XCircle',
    question: 'Revoke this link? Calendars that read it find nothing there from now on.',
    button: 'Revoke the link',
    done: 'Revoked.',
    variant: 'danger',
  }),
  isVisible: ({ record }) => !record?.get('revokedAt'),
};
