/** Buttons beside the usual five, by kind of record. Apart from the tables' descriptions, which do without AdminJS. */
import { Permission } from '../src/access/permissions.js';
import type { ModelName } from '../src/records/records.types.js';
import { activateUser, deactivateUser, lockAccount, unlockAccount } from '../src/users/users.service.js';
import { actionFor, type PanelAction } from './action.js';

/** For people alone whom the button fits: nobody unlocks what is open. */
function where(action: PanelAction, fits: (param: (name: string) => unknown) => boolean): PanelAction {
  return { ...action, isVisible: ({ record }) => record === undefined || fits((name) => record.get(name) as unknown) };
}

export const CUSTOM_ACTIONS: Partial<Record<ModelName, Record<string, PanelAction>>> = {
  User: {
    unlock: where(
      actionFor(Permission.MANAGE_USER, (ctx, id) => unlockAccount(ctx, BigInt(id)), {
        icon: 'Unlock',
        question: 'Let this person sign in again? Their wrong tries are forgotten.',
        button: 'Unlock the account',
        done: 'Unlocked.',
      }),
      (param) => param('accountLocked') === true,
    ),
    lock: where(
      actionFor(Permission.MANAGE_USER, (ctx, id) => lockAccount(ctx, BigInt(id)), {
        icon: 'Lock',
        question: 'Lock this account? The person is signed out everywhere and cannot sign in until somebody unlocks it.',
        button: 'Lock the account',
        done: 'Locked.',
      }),
      (param) => param('accountLocked') !== true && param('isActive') === true,
    ),
    deactivate: where(
      actionFor(Permission.MANAGE_USER, (ctx, id) => deactivateUser(ctx, BigInt(id)), {
        icon: 'UserX',
        question: 'Deactivate this account? The person is signed out everywhere; their records stay.',
        button: 'Deactivate the account',
        done: 'Deactivated.',
      }),
      (param) => param('isActive') === true,
    ),
    activate: where(
      actionFor(Permission.MANAGE_USER, (ctx, id) => activateUser(ctx, BigInt(id)), {
        icon: 'UserCheck',
        question: 'Let this person sign in?',
        button: 'Activate the account',
        done: 'Activated.',
      }),
      (param) => param('isActive') === false,
    ),
  },
};
