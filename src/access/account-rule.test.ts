import { type AccountAct, type OwnEntry, type Reach, type RecordEntry, type Refusal, refusalOf } from './account-rule.js';
import { Permission as P, ROLE_PERMISSIONS, type Role } from './permissions.js';

const NOW = new Date('2026-11-28T12:00:00Z');
const TOMORROW = new Date('2026-11-29T12:00:00Z');
const LATER = new Date('2026-12-28T12:00:00Z');
const YESTERDAY = new Date('2026-11-27T12:00:00Z');

const entry =
  (granted: boolean) =>
  (permission: P, expiresAt: Date | null = null) => ({ permission, granted, expiresAt });
const plus = entry(true);
const minus = entry(false);
const record = (granted: boolean, permission: P, clientId: bigint, more: Partial<RecordEntry> = {}): RecordEntry => ({
  ...{ permission, granted, clientId, learnerId: null, expiresAt: null },
  ...more,
});

const reach = (role: Role, ...entries: OwnEntry[]): Reach => ({ ofRole: ROLE_PERMISSIONS[role], entries, records: [] });
const withRecords = (of: Reach, ...records: RecordEntry[]): Reach => ({ ...of, records });
/** Somebody of that role who manages users. */
const manager = (role: Role, ...entries: OwnEntry[]): Reach => reach(role, plus(P.MANAGE_USER), ...entries);

const create = (account: Reach): AccountAct => ({ act: 'create', account });
const takeOver = (account: Reach): AccountAct => ({ act: 'take over', account });
const letIn = (account: Reach): AccountAct => ({ act: 'let in', account });
const change = (account: Reach): AccountAct => ({ act: 'change', account });
const role = (account: Reach, after: Role): AccountAct => ({
  ...{ act: 'role', account },
  after: { ...account, ofRole: ROLE_PERMISSIONS[after] },
});

const ROLE = 'user.role_refused';
const ACCOUNT = 'user.account_refused';

describe('who may do what with an account', () => {
  it.each<[string, Reach, AccountAct, [Refusal['code'], Refusal['beyond']] | null]>([
    // By kind
    ['a receptionist gives nothing', reach('RECEPTIONIST'), create(reach('RECEPTIONIST')), ['permission.denied', P.MANAGE_USER]],
    ['a manager makes their like', manager('RECEPTIONIST'), create(reach('RECEPTIONIST')), null],
    ['but nobody who can do more', manager('RECEPTIONIST'), create(reach('STAFF')), [ROLE, P.DELETE_CLIENT]],
    ['also not a little more', manager('STAFF'), create(reach('THERAPIST')), [ROLE, P.VIEW_RECORDING]],
    ['unless they can do that as well', manager('STAFF', plus(P.VIEW_RECORDING)), create(reach('THERAPIST')), null],
    ['the keys give everything', manager('RECEPTIONIST', plus(P.MANAGE_PERMISSION)), create(reach('ADMIN')), null],
    [
      'also for a day: they could give it to themselves for good',
      manager('STAFF', plus(P.MANAGE_PERMISSION, TOMORROW)),
      create(reach('ADMIN')),
      null,
    ],
    [
      'but not when they have run out',
      manager('STAFF', plus(P.MANAGE_PERMISSION, YESTERDAY)),
      create(reach('ADMIN')),
      [ROLE, P.MANAGE_RECORD_PERMISSION],
    ],
    [
      'nor while they are denied',
      reach('ADMIN', minus(P.MANAGE_PERMISSION, TOMORROW)),
      create(reach('ADMIN')),
      [ROLE, P.MANAGE_PERMISSION],
    ],
    // Roles
    [
      'one makes no colleague more than one is',
      manager('RECEPTIONIST'),
      role(reach('RECEPTIONIST'), 'STAFF'),
      [ROLE, P.DELETE_CLIENT],
    ],
    ['nor less, when they are more', manager('RECEPTIONIST'), role(reach('STAFF'), 'RECEPTIONIST'), [ACCOUNT, P.DELETE_CLIENT]],
    [
      'a role counts with what was denied for good',
      manager('STAFF'),
      role(reach('RECEPTIONIST', minus(P.VIEW_RECORDING)), 'THERAPIST'),
      null,
    ],
    [
      'and not with what is denied for a day',
      manager('STAFF'),
      role(reach('RECEPTIONIST', minus(P.VIEW_RECORDING, TOMORROW)), 'THERAPIST'),
      [ROLE, P.VIEW_RECORDING],
    ],
    // Password and address
    ['a password for a like', manager('RECEPTIONIST'), takeOver(reach('RECEPTIONIST')), null],
    ['none for who can do more', manager('RECEPTIONIST'), takeOver(reach('THERAPIST')), [ACCOUNT, P.VIEW_CLINICAL_NOTE]],
    [
      'none for who was granted more',
      manager('RECEPTIONIST'),
      takeOver(reach('RECEPTIONIST', plus(P.VIEW_CONFIDENTIAL, LATER))),
      [ACCOUNT, P.VIEW_CONFIDENTIAL],
    ],
    [
      'one for whose grant has run out',
      manager('RECEPTIONIST'),
      takeOver(reach('RECEPTIONIST', plus(P.VIEW_CONFIDENTIAL, YESTERDAY))),
      null,
    ],
    [
      'none for an administrator whose keys are away for a day',
      manager('ADMIN', minus(P.MANAGE_PERMISSION)),
      takeOver(reach('ADMIN', minus(P.MANAGE_PERMISSION, TOMORROW))),
      [ACCOUNT, P.MANAGE_PERMISSION],
    ],
    [
      'one for an administrator whose keys are away for good',
      manager('ADMIN', minus(P.MANAGE_PERMISSION)),
      takeOver(reach('ADMIN', minus(P.MANAGE_PERMISSION))),
      null,
    ],
    [
      'none when one’s own grant ends before theirs',
      manager('RECEPTIONIST', plus(P.VIEW_CONFIDENTIAL, TOMORROW)),
      takeOver(reach('RECEPTIONIST', plus(P.VIEW_CONFIDENTIAL, LATER))),
      [ACCOUNT, P.VIEW_CONFIDENTIAL],
    ],
    [
      'one when it ends after theirs',
      manager('RECEPTIONIST', plus(P.VIEW_CONFIDENTIAL, LATER)),
      takeOver(reach('RECEPTIONIST', plus(P.VIEW_CONFIDENTIAL, TOMORROW))),
      null,
    ],
    [
      'none while it is denied to oneself',
      manager('STAFF', minus(P.EDIT_BILLING, TOMORROW)),
      takeOver(reach('STAFF')),
      [ACCOUNT, P.EDIT_BILLING],
    ],
    // Records
    ['none for another’s caseload', manager('THERAPIST'), takeOver(reach('THERAPIST')), [ACCOUNT, 'records']],
    ['a new account has no caseload', manager('THERAPIST'), create(reach('THERAPIST')), null],
    [
      'none past a client that is closed to oneself',
      withRecords(manager('STAFF'), record(false, P.VIEW_CLIENT, 7n)),
      takeOver(reach('STAFF')),
      [ACCOUNT, 'records'],
    ],
    [
      'also not by a new account',
      withRecords(manager('STAFF'), record(false, P.VIEW_CLIENT, 7n)),
      create(reach('STAFF')),
      [ROLE, 'records'],
    ],
    [
      'one where it is closed to both',
      withRecords(manager('STAFF'), record(false, P.VIEW_CLIENT, 7n)),
      takeOver(withRecords(reach('STAFF'), record(false, P.VIEW_CLIENT, 7n))),
      null,
    ],
    [
      'none where it is closed to them for a day alone',
      withRecords(manager('STAFF'), record(false, P.VIEW_CLIENT, 7n)),
      takeOver(withRecords(reach('STAFF'), record(false, P.VIEW_CLIENT, 7n, { expiresAt: TOMORROW }))),
      [ACCOUNT, 'records'],
    ],
    [
      'none where one of its learners is open to them',
      withRecords(manager('STAFF'), record(false, P.VIEW_CLIENT, 7n)),
      takeOver(withRecords(reach('STAFF'), record(false, P.VIEW_CLIENT, 7n), record(true, P.VIEW_CLIENT, 7n, { learnerId: 8n }))),
      [ACCOUNT, 'records'],
    ],
    [
      'none for whom more of one client is open',
      manager('RECEPTIONIST'),
      takeOver(withRecords(reach('RECEPTIONIST'), record(true, P.VIEW_CLINICAL_NOTE, 7n))),
      [ACCOUNT, 'records'],
    ],
    [
      'one where the same is open to oneself',
      withRecords(manager('RECEPTIONIST'), record(true, P.VIEW_CLINICAL_NOTE, 7n)),
      takeOver(withRecords(reach('RECEPTIONIST'), record(true, P.VIEW_CLINICAL_NOTE, 7n))),
      null,
    ],
    [
      'an entry for what is about no client counts for nothing',
      manager('RECEPTIONIST'),
      takeOver(withRecords(reach('RECEPTIONIST'), record(true, P.VIEW_ALL_CLIENTS, 7n))),
      null,
    ],
    // In and out
    ['lets in a like', manager('STAFF'), letIn(reach('RECEPTIONIST')), null],
    ['lets in nobody who can do more', manager('RECEPTIONIST'), letIn(reach('STAFF')), [ACCOUNT, P.DELETE_CLIENT]],
    ['renames and locks out also those who can do more', manager('RECEPTIONIST'), change(reach('STAFF')), null],
    ['but none who has the keys', manager('STAFF'), change(reach('ADMIN')), [ACCOUNT, P.MANAGE_PERMISSION]],
    [
      'nor who will have them again',
      manager('STAFF'),
      change(reach('ADMIN', minus(P.MANAGE_PERMISSION, TOMORROW))),
      [ACCOUNT, P.MANAGE_PERMISSION],
    ],
  ])('%s', (_what, giver, act, refusal) => {
    const [code, beyond] = refusal ?? [];
    expect(refusalOf(giver, act, NOW)).toEqual(refusal && { code, beyond });
  });

  it.each<[string, Reach, (own: Reach) => AccountAct, Refusal['code'] | null]>([
    ['one’s own address', manager('THERAPIST'), takeOver, null],
    ['less for oneself', manager('STAFF'), (own) => role(own, 'RECEPTIONIST'), null],
    ['not more for oneself', manager('RECEPTIONIST'), (own) => role(own, 'STAFF'), ROLE],
    ['one’s own name while the keys are away', reach('ADMIN', minus(P.MANAGE_PERMISSION, TOMORROW)), change, null],
  ])('with one’s own: %s', (_what, giver, act, code) => {
    expect(refusalOf(giver, act(giver), NOW, true)?.code ?? null).toBe(code);
  });
});
