/** New, edit, delete and bulk delete, where AdminJS's own ways need a hand. */
import {
  AppError as PanelError,
  NotFoundError,
  type ActionContext,
  type ActionRequest,
  type ActionResponse,
  type BulkActionResponse,
  type RecordActionResponse,
} from 'adminjs';
import type { ModelName } from '../../src/database/data-model.js';
import { descriptionOf } from '../../src/records/registry.js';
import type { DeleteOutcome } from '../../src/records/records.types.js';
import { chosen, oneByOne, type PanelAction } from './action.js';
import { foreseen, togetherOrNone } from './deletion.js';
import { messageOf } from './errors.js';
import type { PrismaResource } from './prisma-resource.js';
import { ctxIn } from '../http/session.js';

const OUTCOMES: Record<DeleteOutcome, string> = {
  deleted: 'Deleted.',
  archived: 'Archived: it has a history, which stays.',
  deactivated: 'Deactivated: it has a history, which stays.',
  credited: 'Credited: what was sent is not deleted; a credit note took back what it charged.',
  reversed: 'Reversed: the money is taken back in the ledger, and what it paid is owed again.',
  voided: 'Voided: it was submitted, and stays as that; it is asked no more.',
  released: 'Released: the client owes again what was drawn; the entry stays.',
  ended: 'Ended: it does not count any more; the entry stays.',
  'struck out': 'Struck out: the entry stays in the log, marked as that.',
};

/** A list field that came as one text is a list of one; AdminJS would stumble. */
function shapeLists(request: ActionRequest, context: ActionContext): ActionRequest {
  const { payload } = request;
  if (!payload) return request;
  for (const field of (context.resource as PrismaResource).fields.values()) {
    if (field.kind !== 'list' || typeof payload[field.name] !== 'string') continue;
    const text = payload[field.name] as string;
    payload[field.name] = text === '' ? [] : text.split(',').map((part) => part.trim());
  }
  return request;
}

/** The address says which record it is; an id in the form would make AdminJS write to that one. */
function withoutId(request: ActionRequest): ActionRequest {
  if (request.payload) delete request.payload.id;
  return request;
}

/** After a save: to where one sees what was saved, the record itself or the one whose page shows it. */
async function toRecord(
  response: RecordActionResponse,
  _request: ActionRequest,
  context: ActionContext,
): Promise<ActionResponse> {
  const id = response.record.id as string | undefined;
  if (response.redirectUrl && id) {
    const { backTo } = descriptionOf(context.resource.id() as ModelName).panel;
    const parent: unknown = backTo && response.record.params[backTo];
    const of = backTo && (context.resource as PrismaResource).fields.get(backTo)?.references;
    const [resourceId, recordId] = of && typeof parent === 'string' ? [of, parent] : [context.resource.id(), id];
    response.redirectUrl = context.h.recordActionUrl({ resourceId, recordId, actionName: 'show' });
  }
  return response;
}

/** AdminJS's "new" has no answer to a GET but an error. */
function onlyPost(request: ActionRequest): ActionRequest {
  if (request.method !== 'post') throw new PanelError('Open the form to add a record.');
  return request;
}

export const create: PanelAction = { before: [onlyPost, shapeLists], after: [toRecord as never] };

export const edit: PanelAction = { before: [withoutId, shapeLists], after: [toRecord as never] };

/** Why it is deleted, where that was asked. */
function reasonIn({ payload }: ActionRequest): string | undefined {
  const reason: unknown = payload?.reason;
  return typeof reason === 'string' && reason.trim() !== '' ? reason.trim() : undefined;
}

export const remove: PanelAction = {
  // The question is the page's: it says what will happen.
  guard: '',
  component: 'DeleteRecords',
  showInDrawer: false,
  handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<RecordActionResponse> => {
    const { record, currentAdmin, h } = context;
    const resource = context.resource as PrismaResource;
    if (!record) throw new NotFoundError('There is no such record.', '');
    const json = record.toJSON(currentAdmin);
    if (request.method !== 'post')
      return { record: json, foreseen: await foreseen(ctxIn(context), resource.modelName, [String(record.id())]) };
    try {
      const outcome = await resource.remove(String(record.id()), ctxIn(context), reasonIn(request));
      return {
        record: json,
        redirectUrl: h.resourceUrl({ resourceId: resource.id() }),
        notice: { message: OUTCOMES[outcome], type: 'success' },
      };
    } catch (error) {
      const message = messageOf(error);
      if (message === undefined) throw error;
      return { record: json, notice: { message, type: 'error' } };
    }
  },
};

/** What can be at once; the others one after the other, so that what stands in the way of one leaves the others alone; the notice tells how many ended how, the answer which were refused. */
export const bulkRemove: PanelAction = {
  component: 'DeleteRecords',
  showInDrawer: false,
  handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<BulkActionResponse> => {
    const { records, json } = chosen(context);
    const resource = context.resource as PrismaResource;
    const ctx = ctxIn(context);
    if (request.method !== 'post') {
      const ids = records.map((record) => String(record.id()));
      return { records: json, foreseen: await foreseen(ctx, resource.modelName, ids) };
    }
    const reason = reasonIn(request);
    const gone = await togetherOrNone(() =>
      resource.removeMany(
        json.map(({ id }) => id),
        ctx,
      ),
    );
    const others = records.filter((record) => !gone.has(String(record.id())));
    const told = await oneByOne(others, ctx, (id) => resource.remove(id, ctx, reason), [...gone.values()]);
    return { records: json, ...told, redirectUrl: context.h.resourceUrl({ resourceId: resource.id() }) };
  },
};
