/** Custom actions of the panel: a use case behind a button. */
import {
  NotFoundError,
  type Action,
  type ActionContext,
  type ActionRequest,
  type ActionResponse,
  type RecordActionResponse,
} from 'adminjs';
import type { Permission } from '../src/access/permissions.js';
import type { Ctx } from '../src/context.js';
import { withPanelErrors } from './errors.js';
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
}

/**
 * A button on a record that runs a use case. Shown to those with the permission, and refused to the rest by the use case
 * as well. A GET only opens the question; the change is a POST from there.
 * @param useCase gets the ctx and the record's id; may give a text for the notice
 */
export function actionFor(
  permission: Permission,
  useCase: (ctx: Ctx, id: string) => Promise<unknown>,
  options: ActionForOptions,
): PanelAction {
  return {
    actionType: 'record',
    icon: options.icon ?? 'Play',
    variant: options.variant ?? 'default',
    component: 'ConfirmAction',
    custom: { question: options.question, button: options.button },
    isAccessible: ({ currentAdmin }) => Boolean(ctxOfUser(currentAdmin)?.actor.can(permission)),
    handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<RecordActionResponse> => {
      const { record, currentAdmin, h, resource } = context;
      if (!record) throw new NotFoundError('Choose a record first.', '');
      if (request.method !== 'post') return { record: record.toJSON(currentAdmin) };
      const id = String(record.id());
      const outcome = await withPanelErrors(ctxIn(context), () => useCase(ctxIn(context), id));
      const after = (await resource.findOne(id, context)) ?? record;
      return {
        record: after.toJSON(currentAdmin),
        notice: { message: typeof outcome === 'string' ? outcome : options.done, type: 'success' },
        redirectUrl: h.recordActionUrl({ resourceId: resource.id(), recordId: id, actionName: 'show' }),
      };
    },
  };
}
