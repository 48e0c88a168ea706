import { makeActor, type RecordRule, SYSTEM } from './actor.js';
import { Permission } from './permissions.js';
import { clientScope, clientScopeSql, clientWhere, covers, isUnbounded } from './scope.js';

function actorWith(permissions: Permission[], recordRules: RecordRule[] = []) {
  return makeActor({
    id: 1n,
    kind: 'user',
    email: '',
    name: '',
    role: 'THERAPIST',
    permissions,
    recordRules,
    mustChangePassword: false,
    theme: 'system',
    timezone: null,
  });
}
const { VIEW_CLIENT, VIEW_ALL_CLIENTS, VIEW_BILLING } = Permission;
const client = (clientId: bigint, granted: boolean, permission = VIEW_CLIENT): RecordRule => ({
  permission,
  granted,
  clientId,
  learnerId: null,
});
const learner = (learnerId: bigint, granted: boolean, permission = VIEW_CLIENT): RecordRule => ({
  permission,
  granted,
  clientId: null,
  learnerId,
});
const noBind = (): string => {
  throw new Error('nothing to bind');
};

describe('clientScope', () => {
  it('is the own caseload with VIEW_CLIENT, all with VIEW_ALL_CLIENTS too, none without', () => {
    expect(clientScope(actorWith([VIEW_CLIENT]), VIEW_CLIENT)).toMatchObject({ base: 'caseload', userId: 1n });
    expect(clientScope(actorWith([VIEW_CLIENT, VIEW_ALL_CLIENTS]), VIEW_CLIENT).base).toBe('all');
    expect(clientScope(actorWith([VIEW_ALL_CLIENTS]), VIEW_CLIENT).base).toBe('none');
    expect(clientScope(SYSTEM, VIEW_CLIENT).base).toBe('all');
  });

  it('knows the caseload for VIEW_CLIENT alone: everything that hangs off a client is bounded by that one too', () => {
    expect(clientScope(actorWith([VIEW_BILLING]), VIEW_BILLING).base).toBe('all');
  });

  it('takes the entries of this permission alone, and lets a denial beat a grant', () => {
    const rules = [
      client(1n, true),
      client(2n, true),
      client(2n, false),
      client(3n, true, VIEW_BILLING),
      learner(4n, true),
      learner(5n, false),
      learner(5n, true),
    ];
    expect(clientScope(actorWith([VIEW_CLIENT], rules), VIEW_CLIENT)).toMatchObject({
      openedClients: [1n],
      closedClients: [2n],
      openedLearners: [4n],
      closedLearners: [5n],
    });
  });

  it('is unbounded only where nothing is left out', () => {
    const all = [VIEW_CLIENT, VIEW_ALL_CLIENTS];
    expect(isUnbounded(clientScope(actorWith(all), VIEW_CLIENT))).toBe(true);
    expect(isUnbounded(clientScope(actorWith(all, [client(1n, true)]), VIEW_CLIENT))).toBe(true);
    expect(isUnbounded(clientScope(actorWith(all, [client(1n, false)]), VIEW_CLIENT))).toBe(false);
    expect(isUnbounded(clientScope(actorWith(all, [learner(1n, false)]), VIEW_CLIENT))).toBe(false);
    expect(isUnbounded(clientScope(actorWith([VIEW_CLIENT]), VIEW_CLIENT))).toBe(false);
  });
});

describe('a scope that is all or nothing', () => {
  it('costs a query no condition, or finds nothing', () => {
    const all = clientScope(actorWith([VIEW_CLIENT, VIEW_ALL_CLIENTS]), VIEW_CLIENT);
    const none = clientScope(actorWith([]), VIEW_CLIENT);
    expect([clientScopeSql(all, 'c.id', noBind), clientWhere(all)]).toEqual(['true', { id: { notIn: [] } }]);
    expect([clientScopeSql(none, 'c.id', noBind), clientWhere(none)]).toEqual(['false', { id: { in: [] } }]);
  });

  it('of somebody without an id has no caseload', () => {
    const scope = { ...clientScope(actorWith([VIEW_CLIENT]), VIEW_CLIENT), userId: null };
    expect(clientWhere(scope)).toEqual({ id: { in: [] } });
    expect(clientScopeSql(scope, 'c.id', noBind)).toBe('false');
  });
});

describe('covers', () => {
  const of = (...rules: RecordRule[]) => clientScope(actorWith([], rules), VIEW_BILLING);
  it('lets the learner, which is narrower, beat the client, and a denial beat a grant', () => {
    const open = client(1n, true, VIEW_BILLING);
    const closed = client(1n, false, VIEW_BILLING);
    expect(covers(of(), 1n)).toBe(false);
    expect(covers(of(open), 1n, 2n)).toBe(true);
    expect(covers(of(open, closed), 1n)).toBe(false);
    expect(covers(of(closed, learner(2n, true, VIEW_BILLING)), 1n, 2n)).toBe(true);
    expect(covers(of(open, learner(2n, false, VIEW_BILLING)), 1n, 2n)).toBe(false);
    expect(covers(of(open, learner(2n, false, VIEW_BILLING)), 1n, 3n)).toBe(true);
  });
});
