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
import type { Permission } from '../../src/access/permissions.js';
import type { BookingWarningCode } from '../../src/scheduling/appointments/warnings.dto.js';
import type { Ctx } from '../../src/access/context.js';
import { AppError } from '../../src/kernel/errors.js';
import type { Warning } from '../../src/kernel/warnings.js';
import { messageOf, rememberRefusal, withPanelErrors } from './errors.js';
import { ctxIn, ctxOfUser } from '../http/session.js';

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
  asks?: readonly AskedField[];
}

/** One of a list to choose from. */
export interface Choice {
  id: string;
  name: string;
}

/** One line to fill in before the button works, or a list to choose from. */
export interface AskedField {
  name: string;
  label: string;
  required?: boolean;
  /** Not required once this other one has an answer. */
  unless?: string;
  /** What there is to choose, asked for when the page opens: its handler answers with it. */
  choices?: (ctx: Ctx) => Promise<Choice[]>;
  /** What choosing nothing means. */
  none?: string;
}

/** The same as the page gets it. */
export type ShownField = Omit<AskedField, 'choices'> & { chosen: boolean };

/** What a page of questions is told beside the record. */
export interface AskingPage {
  /** By field. */
  choices?: Record<string, Choice[]>;
  /** What deserves a second look before it is done: the same again with these codes does it. */
  unconfirmed?: Warning[];
}

export type Answers = Readonly<Record<string, string>>;

/** The answer by which the page says which warnings it has shown. */
const CONFIRMED = 'confirmedWarnings';

function answersIn(request: ActionRequest, asks: readonly AskedField[] = []): Answers {
  const payload = (request.payload ?? {}) as Record<string, unknown>;
  const names = [...asks.map(({ name }) => name), CONFIRMED];
  return Object.fromEntries(names.map((name) => [name, typeof payload[name] === 'string' ? payload[name] : '']));
}

/** The kinds of warnings that have been shown, as the use cases take them: nothing that nobody has seen. */
export const confirmedBy = ({ [CONFIRMED]: codes = '' }: Answers): { confirmedWarnings: BookingWarningCode[] } => ({
  confirmedWarnings: codes.split(',').filter(Boolean) as BookingWarningCode[],
});

const customOf = ({ question, button, asks = [] }: ActionForOptions) => ({
  question,
  button,
  asks: asks.map(({ choices, ...field }): ShownField => ({ ...field, chosen: choices !== undefined })),
});

async function pageOf(ctx: Ctx, asks: readonly AskedField[] = []): Promise<AskingPage> {
  const choices: Record<string, Choice[]> = {};
  for (const field of asks) if (field.choices) choices[field.name] = await field.choices(ctx);
  return { choices };
}

/** The warnings that a use case wants confirmed before it does anything. */
const unconfirmedIn = (error: unknown): Warning[] | undefined =>
  error instanceof AppError && error.code === 'booking.unconfirmed' ? [...(error.details?.warnings ?? [])] : undefined;

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
    custom: customOf(options),
    isAccessible: ({ currentAdmin }) => Boolean(ctxOfUser(currentAdmin)?.actor.can(permission)),
    handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<RecordActionResponse> => {
      const { record, currentAdmin, h, resource } = context;
      if (!record) throw new NotFoundError('Choose a record first.', '');
      const ctx = ctxIn(context);
      const json = record.toJSON(currentAdmin);
      if (request.method !== 'post') return { record: json, ...(await withPanelErrors(ctx, () => pageOf(ctx, options.asks))) };
      const id = String(record.id());
      let outcome: unknown;
      try {
        outcome = await useCase(ctx, id, answersIn(request, options.asks));
      } catch (error) {
        const unconfirmed = unconfirmedIn(error);
        if (unconfirmed === undefined) return withPanelErrors(ctx, () => Promise.reject(error as Error));
        const words = unconfirmed.map(({ message }) => message).join(' ');
        const notice = {
          message: `${words} Nothing has changed yet. Press again to do it all the same.`,
          type: 'error' as const,
        };
        return { record: json, notice, unconfirmed } satisfies RecordActionResponse & AskingPage;
      }
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
    custom: customOf(options),
    isAccessible: ({ currentAdmin }) => Boolean(ctxOfUser(currentAdmin)?.actor.can(permission)),
    handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<BulkActionResponse> => {
      const { records, json } = chosen(context);
      const ctx = ctxIn(context);
      if (request.method !== 'post') return { records: json, ...(await withPanelErrors(ctx, () => pageOf(ctx, options.asks))) };
      const answers = answersIn(request, options.asks);
      const notice = await oneByOne(records, ctx, async (id) => {
        await useCase(ctx, id, answers);
        return options.done;
      });
      return { records: json, notice, redirectUrl: context.h.resourceUrl({ resourceId: context.resource.id() }) };
    },
  };
}
