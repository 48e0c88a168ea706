/** Buttons of the panel, from their descriptions: a use case behind each. */
import {
  NotFoundError,
  ValidationError,
  type Action,
  type ActionContext,
  type ActionRequest,
  type ActionResponse,
  type BaseRecord,
  type BulkActionResponse,
  type RecordActionResponse,
} from 'adminjs';
import type { Permission } from '../../src/access/permissions.js';
import type { Ctx } from '../../src/access/context.js';
import { AppError } from '../../src/kernel/errors.js';
import type { Warning } from '../../src/kernel/warnings.js';
import {
  type About,
  type ActAction,
  type Answers,
  type AskedField,
  type Choice,
  CONFIRMED,
  type LinkAction,
  type PageAction,
} from '../../src/records/actions.js';
import { messageOf, rememberRefusal, withPanelErrors } from './errors.js';
import { ctxIn, ctxOfUser } from '../http/session.js';
import { typedNumber } from '../values/typed-number.js';
import { faultAt } from '../words/faults.js';

export type PanelAction = Partial<Action<ActionResponse>>;

/** The same as the page gets it. */
export type ShownField = Omit<AskedField, 'choices'> & { chosen: boolean };

/** What a page of questions is told beside the record. */
export interface AskingPage {
  /** By field. */
  choices?: Record<string, Choice[]>;
  about?: About;
  /** What deserves a second look before it is done: the same again with these codes does it. */
  unconfirmed?: Warning[];
}

/** What the page of a file that was looked at is told. */
export interface LookedAt {
  /** In words; nothing where the file is there. */
  missing: string[];
}

function answersIn(request: ActionRequest, asks: readonly (AskedField | string)[] = []): Answers {
  const payload = (request.payload ?? {}) as Record<string, unknown>;
  const names = [...asks.map((one) => (typeof one === 'string' ? one : one.name)), CONFIRMED];
  return Object.fromEntries(names.map((name) => [name, typeof payload[name] === 'string' ? payload[name].trim() : '']));
}

/** How many decimals what is asked for has at most. */
const SCALES = { money: 2, whole: 0 } as const;

/** The answers as the use cases read them: amounts as the forms read them. Throws a ValidationError that names each by its label. */
function readAnswers(asks: readonly AskedField[] = [], answers: Answers): Answers {
  const read: Record<string, string> = { ...answers };
  const faults: Record<string, { message: string }> = {};
  const said: string[] = [];
  for (const { name, label, kind } of asks) {
    const typed = answers[name] ?? '';
    if ((kind !== 'money' && kind !== 'whole') || typed === '') continue;
    const { value, fault } = typedNumber(typed, SCALES[kind]);
    if (fault === undefined) read[name] = value.toFixed(SCALES[kind]);
    else {
      faults[name] = { message: fault };
      said.push(faultAt(label, fault));
    }
  }
  if (said.length > 0) throw new ValidationError(faults, { message: said.join(' ') });
  return read;
}

/** What a refusal calls what was asked for. */
const labelsOf =
  (asks: readonly AskedField[] = []) =>
  (path: string): string | undefined =>
    asks.find(({ name }) => name === path)?.label;

const customOf = ({ question, button, asks = [], about, aboutMany }: ActAction<string>) => ({
  question,
  button,
  asks: asks.map(({ choices, ...field }): ShownField => ({ ...field, chosen: choices !== undefined })),
  opens: about !== undefined || aboutMany !== undefined || asks.some(({ choices }) => choices !== undefined),
});

async function choicesOf(ctx: Ctx, asks: readonly AskedField[] = [], id?: bigint): Promise<Record<string, Choice[]>> {
  const choices: Record<string, Choice[]> = {};
  for (const field of asks) if (field.choices) choices[field.name] = await field.choices(ctx, id);
  return choices;
}

async function pageOf(ctx: Ctx, { asks, about }: ActAction<string>, id: bigint): Promise<AskingPage> {
  return { choices: await choicesOf(ctx, asks, id), ...(about && { about: await about(ctx, id) }) };
}

async function pageOfMore(ctx: Ctx, { asks, aboutMany }: ActAction<string>, ids: readonly bigint[]): Promise<AskingPage> {
  return { choices: await choicesOf(ctx, asks), ...(aboutMany && { about: await aboutMany(ctx, ids) }) };
}

/** The warnings that a use case wants confirmed before it does anything. */
const unconfirmedIn = (error: unknown): Warning[] | undefined =>
  error instanceof AppError && error.code === 'booking.unconfirmed' ? [...(error.details?.warnings ?? [])] : undefined;

const mayAll =
  (permissions: readonly Permission[]): PanelAction['isAccessible'] =>
  ({ currentAdmin }) =>
    permissions.every((permission) => ctxOfUser(currentAdmin)?.actor.can(permission));

/**
 * A button on a record that runs a use case. Shown to those with the permission, and refused to the rest by the use case
 * as well. A GET only opens the question; the change is a POST from there.
 */
export function actButton(action: ActAction<string>): PanelAction {
  const { permission, run, asks, done, icon, variant = 'default' } = action;
  return {
    actionType: 'record',
    icon,
    variant,
    component: 'ConfirmAction',
    custom: customOf(action),
    isAccessible: mayAll([permission]),
    handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<RecordActionResponse> => {
      const { record, currentAdmin, h, resource } = context;
      if (!record) throw new NotFoundError('Choose a record first.', '');
      const ctx = ctxIn(context);
      const json = record.toJSON(currentAdmin);
      const id = String(record.id());
      if (request.method !== 'post')
        return { record: json, ...(await withPanelErrors(ctx, () => pageOf(ctx, action, BigInt(id)))) };
      let outcome: unknown;
      try {
        outcome = await run(ctx, BigInt(id), readAnswers(asks, answersIn(request, asks)));
      } catch (error) {
        const unconfirmed = unconfirmedIn(error);
        if (unconfirmed === undefined) return withPanelErrors(ctx, () => Promise.reject(error as Error), labelsOf(asks));
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
        notice: { message: typeof outcome === 'string' ? outcome : done, type: 'success' },
        redirectUrl: h.recordActionUrl({ resourceId: resource.id(), recordId: id, actionName: 'show' }),
      };
    },
  };
}

/** Where the components find the address of a file, and what stands there for the record's id (admin/components/action-link.tsx). */
const FILE_OF = 'fileOf';
const RECORD_ID = '{id}';

/** A button that opens another page of the panel, which does the rest, or a file of the API: nothing changes by it. */
export function linkButton({ permissions, to, icon, ofList, file, looks }: LinkAction<string>): PanelAction {
  if (looks) return lookedAt({ permissions, to, icon, looks });
  return {
    ...(file && { custom: { [FILE_OF]: to(RECORD_ID) } }),
    actionType: ofList ? 'resource' : 'record',
    icon,
    component: false,
    isAccessible: mayAll(permissions),
    handler: (_request: ActionRequest, _response: unknown, { record, currentAdmin }: ActionContext) => ({
      ...(record && { record: record.toJSON(currentAdmin) }),
      redirectUrl: to(record ? String(record.id()) : ''),
    }),
  };
}

/** A file that may lack something: it is looked at before, and what is missing is told on a page instead of by the API. */
function lookedAt({
  permissions,
  to,
  icon,
  looks,
}: Pick<LinkAction<string>, 'permissions' | 'to' | 'icon'> & Required<Pick<LinkAction<string>, 'looks'>>): PanelAction {
  return {
    custom: { [FILE_OF]: to(RECORD_ID), looks: true },
    actionType: 'record',
    icon,
    component: 'MissingFile',
    isAccessible: mayAll(permissions),
    handler: async (_request: ActionRequest, _response: unknown, context: ActionContext): Promise<RecordActionResponse> => {
      const { record, currentAdmin } = context;
      if (!record) throw new NotFoundError('Choose a record first.', '');
      const ctx = ctxIn(context);
      const missing = await withPanelErrors(ctx, () => looks(ctx, BigInt(String(record.id()))));
      return { record: record.toJSON(currentAdmin), missing } satisfies RecordActionResponse & LookedAt;
    },
  };
}

/** A button on a record that opens a page of our own about it: nothing changes by opening it. */
export function pageButton({ permissions, component, icon, send }: PageAction<string>): PanelAction {
  return {
    actionType: 'record',
    icon,
    component,
    isAccessible: mayAll(permissions),
    handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<RecordActionResponse> => {
      const { record, currentAdmin } = context;
      if (!record) throw new NotFoundError('Choose a record first.', '');
      const answer = { record: record.toJSON(currentAdmin) };
      if (request.method !== 'post' || !send) return answer;
      const ctx = ctxIn(context);
      const answers = answersIn(request, send.asks);
      const told = await withPanelErrors(
        ctx,
        () => send.run(ctx, BigInt(String(record.id())), answers),
        () => undefined,
      );
      return { ...answer, notice: { message: send.done, type: 'success' as const }, ...told };
    },
  };
}

/** The same about all the chosen records of a list. */
export function pageOfMany({ permissions, component, icon }: PageAction<string>): PanelAction {
  return {
    actionType: 'bulk',
    icon,
    component,
    isAccessible: mayAll(permissions),
    handler: (_request: ActionRequest, _response: unknown, context: ActionContext): BulkActionResponse => ({
      records: chosen(context).json,
    }),
  };
}

/** One of several that was left alone, and why: the page names them, the notice their number. */
export interface Refused {
  id: string;
  title: string;
  message: string;
}

/**
 * Runs `work` for one record after the other; what stands in the way of one leaves the others alone.
 * @param before what became of others, which was done at once
 */
export async function oneByOne(
  records: readonly BaseRecord[],
  ctx: Ctx,
  work: (id: string) => Promise<string>,
  before: readonly string[] = [],
): Promise<{ notice: BulkActionResponse['notice']; refused: Refused[] }> {
  const counts = new Map<string, number>();
  const count = (outcome: string): void => void counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  before.forEach(count);
  const refused: Refused[] = [];
  for (const record of records) {
    try {
      count(await work(String(record.id())));
    } catch (error) {
      const message = messageOf(error);
      if (message === undefined) throw error;
      rememberRefusal(ctx, error);
      refused.push({ id: String(record.id()), title: String(record.get('displayName')), message });
    }
  }
  const told = [...counts]
    .map(([outcome, count]) => `${count} ${outcome}`)
    .concat(refused.length > 0 ? [`${refused.length} left alone`] : []);
  return { notice: { message: `${told.join(', ')}.`, type: refused.length > 0 ? 'error' : 'success' }, refused };
}

/** The chosen records and their JSON. Throws where none is chosen. */
export function chosen(context: ActionContext): { records: BaseRecord[]; json: BulkActionResponse['records'] } {
  const records = context.records ?? [];
  if (records.length === 0) throw new NotFoundError('Choose some records first.', '');
  return { records, json: records.map((record) => record.toJSON(context.currentAdmin)) };
}

/** As actButton, for all the chosen records of a list: `done` is what became of one of them, "confirmed". */
export function bulkButton(action: ActAction<string>): PanelAction {
  const { permission, run, asks, done, icon, variant = 'default' } = action;
  return {
    actionType: 'bulk',
    icon,
    variant,
    component: 'ConfirmAction',
    custom: customOf(action),
    isAccessible: mayAll([permission]),
    handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<BulkActionResponse> => {
      const { records, json } = chosen(context);
      const ctx = ctxIn(context);
      const ids = records.map((record) => BigInt(String(record.id())));
      if (request.method !== 'post')
        return { records: json, ...(await withPanelErrors(ctx, () => pageOfMore(ctx, action, ids))) };
      const answers = readAnswers(asks, answersIn(request, asks));
      const told = await oneByOne(records, ctx, async (id) => {
        const outcome = await withPanelErrors(ctx, () => run(ctx, BigInt(id), answers), labelsOf(asks));
        return typeof outcome === 'string' ? outcome : done;
      });
      return { records: json, ...told, redirectUrl: context.h.resourceUrl({ resourceId: context.resource.id() }) };
    },
  };
}
