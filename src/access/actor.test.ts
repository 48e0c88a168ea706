import fc from 'fast-check';
import { effectivePermissions, makeActor, NOBODY, type RecordRule, SYSTEM } from './actor.js';
import { KEYS } from './keys.js';
import { Permission, RECORD_PERMISSIONS } from './permissions.js';

const anyPermission = fc.constantFrom(...Object.values(Permission));
const entries = fc.array(fc.record({ permission: anyPermission, granted: fc.boolean() }), { maxLength: 12 });

function actorWith(permissions: Permission[], recordRules: RecordRule[] = []) {
  return makeActor({
    id: 1n,
    kind: 'user',
    email: '',
    name: '',
    role: 'STAFF',
    permissions,
    recordRules,
    mustChangePassword: false,
    theme: 'system',
    timezone: null,
  });
}
const rule = (permission: Permission, granted = true): RecordRule => ({ permission, granted, clientId: 7n, learnerId: null });

describe('effectivePermissions', () => {
  it('adds grants, takes denials away, and lets a denial beat a grant', () => {
    const { VIEW_CLIENT, EDIT_CLIENT, VIEW_BILLING } = Permission;
    expect([...effectivePermissions([VIEW_CLIENT], [{ permission: EDIT_CLIENT, granted: true }])]).toEqual([
      VIEW_CLIENT,
      EDIT_CLIENT,
    ]);
    expect([...effectivePermissions([VIEW_CLIENT], [{ permission: VIEW_CLIENT, granted: false }])]).toEqual([]);
    const both = [
      { permission: VIEW_BILLING, granted: false },
      { permission: VIEW_BILLING, granted: true },
    ];
    expect(effectivePermissions([], both).size).toBe(0);
    expect(effectivePermissions([], [...both].reverse()).size).toBe(0);
  });

  it('decides each permission by itself: denied no, granted yes, else the role', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyPermission), entries, (ofRole, ofUser) => {
        const result = effectivePermissions(ofRole, ofUser);
        for (const permission of Object.values(Permission)) {
          const own = ofUser.filter((entry) => entry.permission === permission);
          const expected = own.some((entry) => !entry.granted)
            ? false
            : own.some((entry) => entry.granted) || ofRole.includes(permission);
          expect(result.has(permission)).toBe(expected);
        }
      }),
    );
  });
});

describe('an actor', () => {
  it('can do somewhere what is opened for one record, but does not have it', () => {
    const actor = actorWith([], [rule(Permission.VIEW_CLIENT)]);
    expect([actor.can(Permission.VIEW_CLIENT), actor.has(Permission.VIEW_CLIENT)]).toEqual([true, false]);
  });

  it('keeps in general what is closed for one record', () => {
    const actor = actorWith([Permission.VIEW_CLIENT], [rule(Permission.VIEW_CLIENT, false)]);
    expect([actor.can(Permission.VIEW_CLIENT), actor.has(Permission.VIEW_CLIENT)]).toEqual([true, true]);
  });

  it('cannot change what it cannot see, in general or for the one record that is open', () => {
    const { EDIT_BILLING, VIEW_BILLING } = Permission;
    const may = (permissions: Permission[], rules: RecordRule[] = []): boolean[] => {
      const actor = actorWith(permissions, rules);
      return [actor.can(EDIT_BILLING), actor.has(EDIT_BILLING)];
    };
    expect(may([EDIT_BILLING])).toEqual([false, false]);
    expect(may([EDIT_BILLING, VIEW_BILLING])).toEqual([true, true]);
    expect(may([EDIT_BILLING], [rule(VIEW_BILLING)])).toEqual([true, false]);
    expect(may([VIEW_BILLING], [rule(EDIT_BILLING)])).toEqual([true, false]);
  });

  it('keeps the keys of the house whatever else is taken away', () => {
    for (const key of KEYS) expect(actorWith([key]).has(key)).toBe(true);
  });

  it('gets nothing from an entry about one record for what is about no record', () => {
    const general = Object.values(Permission).filter((permission) => !RECORD_PERMISSIONS.has(permission));
    const actor = actorWith(
      [],
      general.map((permission) => rule(permission)),
    );
    expect(general.filter((permission) => actor.can(permission))).toEqual([]);
    expect(actor.recordRules).toEqual([]);
    expect(general).toEqual(
      expect.arrayContaining([
        Permission.MANAGE_USER,
        Permission.MANAGE_PERMISSION,
        Permission.MANAGE_RECORD_PERMISSION,
        Permission.VIEW_ALL_CLIENTS,
      ]),
    );
  });

  it('is nobody with nothing, or the system with everything', () => {
    for (const permission of Object.values(Permission)) {
      expect([NOBODY.can(permission), NOBODY.has(permission), SYSTEM.can(permission), SYSTEM.has(permission)]).toEqual([
        false,
        false,
        true,
        true,
      ]);
    }
  });
});
