/** Buttons beside the usual five, by kind of record. */
import type { BaseRecord } from 'adminjs';
import type { Ctx } from '../../src/access/context.js';
import type { ModelName } from '../../src/database/data-model.js';
import { Permission } from '../../src/access/permissions.js';
import type { ActAction, Answers, RecordAction } from '../../src/records/actions.js';
import { deleteRecord } from '../../src/records/records.service.js';
import { actionsOf, rulesOf } from '../../src/records/registry.js';
import { ctxOfUser } from '../http/session.js';
import { actButton, bulkButton, linkButton, pageButton, pageOfMany, type PanelAction } from './action.js';
import { isPanelRecord } from './record.js';

/** In place of the usual two: an entry of a log is struck out, with a reason, and stays. */
function strikeOut(model: ModelName): Record<string, PanelAction> {
  const stays = 'It stays in the log, marked as struck out by you, and in the audit trail as it was.';
  const strike: ActAction<string> = {
    kind: 'act',
    label: 'Delete',
    icon: 'Trash2',
    permission: Permission.CORRECT_LOG,
    run: (ctx: Ctx, id: bigint, { reason = '' }: Answers) => deleteRecord(ctx, model, String(id), reason),
    question: `Strike out this entry? ${stays}`,
    button: 'Strike out',
    done: 'Struck out: the entry stays in the log, marked as that.',
    variant: 'danger',
    asks: [{ name: 'reason', label: 'Why', required: true }],
  };
  return {
    // AdminJS's own question before a deletion has no room for a reason.
    delete: { ...actButton(strike), guard: '' },
    bulkDelete: { ...bulkButton({ ...strike, question: `Strike out these entries? ${stays}`, done: 'struck out' }), guard: '' },
  };
}

/** Whether the button fits the record: nobody unlocks what is open. */
function fits({ when = {}, once }: RecordAction, record: BaseRecord): boolean {
  const valueOf = (field: string): unknown => {
    const value: unknown = record.get(field);
    return value === undefined || value === '' ? null : value;
  };
  // What has no such instant has not come to it.
  if (once !== undefined && !(new Date(String(valueOf(once))) <= new Date())) return false;
  return Object.entries(when).every(([field, values]) => (values as readonly unknown[]).includes(valueOf(field)));
}

function made(action: RecordAction): PanelAction {
  if (action.kind === 'link') return linkButton(action);
  if (action.kind === 'page') return action.ofMany ? pageOfMany(action) : pageButton(action);
  return action.bulk ? bulkButton(action) : actButton(action);
}

function button(name: string, action: RecordAction): PanelAction {
  const plain = made(action);
  const panelAction: PanelAction = action.main ? { ...plain, custom: { ...plain.custom, main: true } } : { ...plain };
  const { offered } = action;
  if (offered) {
    const may = panelAction.isAccessible;
    panelAction.isAccessible = (context) => {
      const ctx = ctxOfUser(context.currentAdmin);
      return ctx !== undefined && offered(ctx) && (typeof may === 'function' ? may(context) : may !== false);
    };
  }
  const isOffered = (record: BaseRecord): boolean => !(isPanelRecord(record) && record.notOffered.includes(name));
  const own = action.kind === 'page' && action.own === true;
  if (!own) {
    return {
      ...panelAction,
      isVisible: ({ record }) => record === undefined || (fits(action, record) && isOffered(record)),
    };
  }
  const mine: NonNullable<PanelAction['isVisible']> = ({ record, currentAdmin }) =>
    record === undefined || String(record.id()) === String(currentAdmin?.id);
  const may = panelAction.isAccessible;
  return {
    ...panelAction,
    isVisible: mine,
    isAccessible: (context) => typeof may === 'function' && may(context) && mine(context),
  };
}

/** The buttons of a kind of record, by their names. */
export function buttonsOf(model: ModelName): Record<string, PanelAction> {
  return {
    ...(rulesOf(model).correctable && strikeOut(model)),
    ...Object.fromEntries(Object.entries(actionsOf(model)).map(([name, action]) => [name, button(name, action)])),
  };
}
