/** Custom actions of the panel: a use case behind a button. */
import {
  NotFoundError,
  type Action,
  type ActionContext,
  type ActionRequest,
  type ActionResponse,
  type BaseRecord,
  type BulkActionResponse,
  type RecordActionResponse,
} from 'adminjs';
import type { Permission } from '../src/access/permissions.js';
import type { Ctx } from '../src/context.js';
import { messageOf, rememberRefusal, withPanelErrors } from './errors.js';
import { ctxIn, ctxOfUser } from './session.js';

export type PanelAction = Partial<Action<ActionResponse>>;

export interface ActionForOptions {
  /** A Feather icon's name. */
  icon?: string;
  /** What the person is asked before it happens: "Unlock this account?" */
  question: string;
  /** The button's word: "Unlock". */
  button: string;
  /** What is said afterwards, unless the use case gives a text of its own. */
  done: string;
  variant?: 'primary' | 'danger' | 'default';
  /** What the person is asked to fill in: the answers go to the use case by these names. */
  asks?: AskedField[];
}

/** One line to fill in before the button works. */
export interface AskedField {
  name: string;
  label: string;
  required?: boolean;
}

export type Answers = Readonly<Record<string, string>>;

function answersIn(request: ActionRequest, asks: readonly AskedField[] = []): Answers {
  const payload = (request.payload ?? {}) as Record<string, unknown>;
  return Object.fromEntries(asks.map(({ name }) => [name, typeof payload[name] === 'string' ? payload[name] : '']));
}

/**
 * A button on a record that runs a use case. Shown to those with the permission, and refused to the rest by the use case
 * as well. A GET only opens the question; the change is a POST from there.
 * @param useCase gets the ctx, the record's id and what was filled in; may give a text for the notice
 */
export function actionFor(
  permission: Permission,
  useCase: (ctx: Ctx, id: string, answers: Answers) => Promise<unknown>,
  options: ActionForOptions,
): PanelAction {
  return {
    actionType: 'record',
    icon: options.icon ?? 'Play',
    variant: options.variant ?? 'default',
    component: 'ConfirmAction',
    custom: { question: options.question, button: options.button, asks: options.asks ?? [] },
    isAccessible: ({ currentAdmin }) => Boolean(ctxOfUser(currentAdmin)?.actor.can(permission)),
    handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<RecordActionResponse> => {
      const { record, currentAdmin, h, resource } = context;
      if (!record) throw new NotFoundError('Choose a record first.', '');
      if (request.method !== 'post') return { record: record.toJSON(currentAdmin) };
      const id = String(record.id());
      const outcome = await withPanelErrors(ctxIn(context), () => useCase(ctxIn(context), id, answersIn(request, options.asks)));
      const after = (await resource.findOne(id, context)) ?? record;
      return {
        record: after.toJSON(currentAdmin),
        notice: { message: typeof outcome === 'string' ? outcome : options.done, type: 'success' },
        redirectUrl: h.recordActionUrl({ resourceId: resource.id(), recordId: id, actionName: 'show' }),
      };
    },
  };
}

/**
 * A button that opens another page of the panel, which does the rest: nothing changes by it.
 * @param address of the page, by the record's id; a button of the whole list has none
 */
export function linkTo(
  permissions: readonly Permission[],
  address: (id: string) => string,
  { icon, of = 'record' }: { icon: string; of?: 'record' | 'resource' },
): PanelAction {
  return {
    actionType: of,
    icon,
    component: false,
    isAccessible: ({ currentAdmin }) => permissions.every((permission) => ctxOfUser(currentAdmin)?.actor.can(permission)),
    handler: (_request: ActionRequest, _response: unknown, { record, currentAdmin }: ActionContext) => ({
      ...(record && { record: record.toJSON(currentAdmin) }),
      redirectUrl: address(record ? String(record.id()) : ''),
    }),
  };
}

/** A button on a record that opens a page of our own about it, which calls the API: nothing changes by opening it. */
export function pageFor(permissions: readonly Permission[], component: string, { icon }: { icon: string }): PanelAction {
  return {
    actionType: 'record',
    icon,
    component,
    isAccessible: ({ currentAdmin }) => permissions.every((permission) => ctxOfUser(currentAdmin)?.actor.can(permission)),
    handler: (_request: ActionRequest, _response: unknown, { record, currentAdmin }: ActionContext) => {
      if (!record) throw new NotFoundError('Choose a record first.', '');
      return { record: record.toJSON(currentAdmin) };
    },
  };
}

/** Runs `work` for one record after the other; what stands in the way of one leaves the others alone. */
export async function oneByOne(
  records: readonly BaseRecord[],
  ctx: Ctx,
  work: (id: string) => Promise<string>,
): Promise<BulkActionResponse['notice']> {
  const counts = new Map<string, number>();
  const refusals: string[] = [];
  for (const record of records) {
    try {
      const outcome = await work(String(record.id()));
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    } catch (error) {
      const message = messageOf(error);
      if (message === undefined) throw error;
      rememberRefusal(ctx, error);
      refusals.push(`${String(record.get('displayName'))}: ${message}`);
    }
  }
  const told = [...counts]
    .map(([outcome, count]) => `${count} ${outcome}`)
    .concat(refusals.length > 0 ? [`${refusals.length} left alone. ${refusals.slice(0, 3).join(' ')}`] : []);
  return { message: `${told.join(', ')}${refusals.length > 0 ? '' : '.'}`, type: refusals.length > 0 ? 'error' : 'success' };
}

/** The chosen records and their JSON. Throws where none is chosen. */
export function chosen(context: ActionContext): { records: BaseRecord[]; json: BulkActionResponse['records'] } {
  const records = context.records ?? [];
  if (records.length === 0) throw new NotFoundError('Choose some records first.', '');
  return { records, json: records.map((record) => record.toJSON(context.currentAdmin)) };
}

/** As actionFor, for all the chosen records of a list: `done` is what became of one of them, "confirmed". */
export function bulkActionFor(
  permission: Permission,
  useCase: (ctx: Ctx, id: string, answers: Answers) => Promise<unknown>,
  options: ActionForOptions,
): PanelAction {
  return {
    actionType: 'bulk',
    icon: options.icon ?? 'Play',
    variant: options.variant ?? 'default',
    component: 'ConfirmAction',
    custom: { question: options.question, button: options.button, asks: options.asks ?? [] },
    isAccessible: ({ currentAdmin }) => Boolean(ctxOfUser(currentAdmin)?.actor.can(permission)),
    handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<BulkActionResponse> => {
      const { records, json } = chosen(context);
      if (request.method !== 'post') return { records: json };
      const ctx = ctxIn(context);
      const answers = answersIn(request, options.asks);
      const notice = await oneByOne(records, ctx, async (id) => {
        await useCase(ctx, id, answers);
        return options.done;
      });
      return { records: json, notice, redirectUrl: context.h.resourceUrl({ resourceId: context.resource.id() }) };
    },
  };
}
