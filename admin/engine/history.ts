/** "Who did what to this record": the record's audit events, newest first. */
import { NotFoundError, type ActionContext, type ActionRequest, type RecordActionResponse } from 'adminjs';
import { Permission } from '../../src/access/permissions.js';
import { auditOf } from '../../src/records/trail.service.js';
import type { ModelName } from '../../src/database/data-model.js';
import type { PanelAction } from './action.js';
import { isId } from '../../src/kernel/ids.js';
import { withPanelErrors } from './errors.js';
import type { PrismaResource } from './prisma-resource.js';
import { ctxIn, ctxOfUser } from '../http/session.js';
import { asText } from '../words/text.js';

interface Told {
  before: unknown;
  after: unknown;
}

/** The names behind the references in what was changed, as far as this reader may see them: one query a kind of record. */
async function namesIn(events: readonly Told[], context: ActionContext): Promise<Record<string, string>> {
  const wanted = new Map<string, Set<string>>();
  const { fields } = context.resource as PrismaResource;
  for (const told of events.flatMap(({ before, after }) => [before, after])) {
    for (const [name, value] of Object.entries((told ?? {}) as Record<string, unknown>)) {
      const model = fields.get(name)?.references;
      const id = asText(value);
      if (model && isId(id)) wanted.set(model, (wanted.get(model) ?? new Set()).add(id));
    }
  }
  const names: Record<string, string> = {};
  for (const [model, ids] of wanted) {
    const resource = context._admin.findResource(model) as PrismaResource;
    for (const record of await resource.findMany([...ids], context)) names[`${model} ${record.id()}`] = record.title();
  }
  return names;
}

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
    return { record: record.toJSON(currentAdmin), history: { ...page, names: await namesIn(page.items, context) } };
  },
};
