/** "Who did what to this record": the record's audit events, newest first. */
import { NotFoundError, type ActionContext, type ActionRequest, type RecordActionResponse } from 'adminjs';
import { Permission } from '../src/access/permissions.js';
import { auditOf } from '../src/audit/audit.queries.js';
import type { ModelName } from '../src/records/records.types.js';
import type { PanelAction } from './action.js';
import { withPanelErrors } from './errors.js';
import { ctxIn, ctxOfUser } from './session.js';

export const history: PanelAction = {
  actionType: 'record',
  icon: 'Clock',
  component: 'History',
  isAccessible: ({ currentAdmin }) => Boolean(ctxOfUser(currentAdmin)?.actor.can(Permission.VIEW_AUDIT)),
  handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<RecordActionResponse> => {
    const { record, currentAdmin, resource } = context;
    if (!record) throw new NotFoundError('There is no such record.', '');
    const cursor = request.query?.cursor as unknown;
    const page = await withPanelErrors(ctxIn(context), () =>
      auditOf(
        ctxIn(context),
        resource.id() as ModelName,
        String(record.id()),
        typeof cursor === 'string' && cursor ? cursor : undefined,
      ),
    );
    return { record: record.toJSON(currentAdmin), history: page };
  },
};
