/**
 * What a list may show. One description of the scope (`clientScope`), and two ways to say it: as Prisma's `where` and as
 * SQL for the prepared reads. tests/api/access/scope.test.ts holds the two to the same answer on a random population.
 *
 * A client is visible with a permission P when: no entry of record_permissions closes it, and either one opens it or the
 * actor has P by role or user; for VIEW_CLIENT the client must also be on the actor's caseload (therapist of record, or
 * an appointment together) unless the actor has VIEW_ALL_CLIENTS. Everything that hangs off a client needs VIEW_CLIENT
 * and its own permission.
 */
import type { Prisma } from '../generated/prisma/index.js';
import type { Actor } from './actor.js';
import { Permission } from './permissions.js';

export interface ClientScope {
  /** Which clients the actor has by role and user grants: all, their own caseload, or none. */
  base: 'all' | 'caseload' | 'none';
  /** The user whose caseload counts. */
  userId: bigint | null;
  /** Clients and learners that record permissions open or close. */
  openedClients: bigint[];
  closedClients: bigint[];
  openedLearners: bigint[];
  closedLearners: bigint[];
}

/** The actor's scope for one permission. Pure. */
export function clientScope(actor: Actor, permission: Permission): ClientScope {
  const rules = actor.recordRules.filter((rule) => rule.permission === permission);
  const ids = (granted: boolean, key: 'clientId' | 'learnerId') =>
    rules.flatMap((rule) => (rule.granted === granted && rule[key] !== null ? [rule[key]] : []));
  const closedClients = ids(false, 'clientId');
  const closedLearners = ids(false, 'learnerId');
  let base: ClientScope['base'] = 'none';
  if (actor.kind === 'system') base = 'all';
  else if (actor.permissions.has(permission)) {
    base = permission !== Permission.VIEW_CLIENT || actor.permissions.has(Permission.VIEW_ALL_CLIENTS) ? 'all' : 'caseload';
  }
  return {
    base,
    userId: actor.id,
    openedClients: ids(true, 'clientId').filter((id) => !closedClients.includes(id)),
    closedClients,
    openedLearners: ids(true, 'learnerId').filter((id) => !closedLearners.includes(id)),
    closedLearners,
  };
}

/** Whether the scope lets everything through, so that a query can do without it. */
export function isUnbounded(scope: ClientScope): boolean {
  return scope.base === 'all' && scope.closedClients.length === 0 && scope.closedLearners.length === 0;
}

/** Matches everybody. Not `{}`: of a relation that may be missing Prisma takes that for nobody. */
const EVERYBODY = { id: { notIn: [] as bigint[] } };
/** Matches nothing. */
const NONE = { id: { in: [] as bigint[] } };

function caseloadWhere(userId: bigint): Prisma.ClientWhereInput {
  const withMe: Prisma.AppointmentWhereInput = { OR: [{ therapistId: userId }, { appointmentStaff: { some: { userId } } }] };
  return {
    OR: [
      { therapistId: userId },
      { appointments: { some: { therapistId: userId } } },
      { appointments: { some: { appointmentStaff: { some: { userId } } } } },
      { learners: { some: { appointmentGroupParticipants: { some: { appointment: withMe } } } } },
    ],
  };
}

const scopes = new WeakMap<object, ClientScope>();

/** The scope as Prisma's `where` on Client. */
export function clientWhere(scope: ClientScope): Prisma.ClientWhereInput {
  const base =
    scope.base === 'all'
      ? { ...EVERYBODY }
      : scope.base === 'caseload' && scope.userId !== null
        ? caseloadWhere(scope.userId)
        : { ...NONE };
  const opened = scope.openedClients.length && scope.base !== 'all' ? { OR: [base, { id: { in: scope.openedClients } }] } : base;
  const where = scope.closedClients.length ? { AND: [opened, { id: { notIn: scope.closedClients } }] } : opened;
  scopes.set(where, scope);
  return where;
}

/** The scope that a `where` of clientWhere says, for who would rather say it in SQL. */
export function scopeBehind(where: object): ClientScope | undefined {
  return scopes.get(where);
}

/**
 * The same scope as SQL on the client id that `clientId` names (`c.id`, `a.client_id`). `bind` takes a value and gives
 * its placeholder. Gives `true` where nothing is left out. The caseload is an array that is worked out once, whose clients are
 * then looked up; where the statement names one client (`one`), the database looks for that one in each part, until it is found.
 */
export function clientScopeSql(
  scope: ClientScope,
  clientId: string,
  bind: (value: unknown) => string,
  reads: 'one' | 'many' = 'many',
): string {
  let condition = scope.base === 'all' ? 'true' : 'false';
  if (scope.base === 'caseload' && scope.userId !== null) {
    const bound = `${bind(String(scope.userId))}::bigint`;
    // For one client it stands in a query of its own: whose caseload it is then changes nothing in the plan, which is made once a
    // connection. The database would otherwise hope for a better one for each user, and plan for longer than it reads.
    const me = reads === 'one' ? `(SELECT ${bound})` : bound;
    // Groups alone have participants (the database holds that), and of those there are few.
    const parts = [
      `SELECT id FROM clients WHERE therapist_id = ${me}`,
      `SELECT client_id FROM appointments WHERE therapist_id = ${me}`,
      `SELECT a.client_id FROM appointment_staff s JOIN appointments a ON a.id = s.appointment_id WHERE s.user_id = ${me}`,
      `SELECT l.client_id FROM appointments a JOIN appointment_group_participants g ON g.appointment_id = a.id
        JOIN learners l ON l.id = g.learner_id WHERE a.therapist_id = ${me} AND a.is_group_session`,
      `SELECT l.client_id FROM appointment_staff s JOIN appointment_group_participants g ON g.appointment_id = s.appointment_id
        JOIN learners l ON l.id = g.learner_id WHERE s.user_id = ${me}`,
    ];
    condition =
      reads === 'one'
        ? `EXISTS (SELECT FROM (${parts.join(' UNION ALL ')}) AS mine (client) WHERE mine.client = ${clientId})`
        : `${clientId} = ANY (ARRAY(${parts.join(' UNION ')}))`;
  }
  if (scope.openedClients.length && scope.base !== 'all') {
    condition = `(${condition} OR ${clientId} = ANY(${bind(scope.openedClients.map(String))}::bigint[]))`;
  }
  if (scope.closedClients.length) {
    condition = `(${condition} AND ${clientId} <> ALL(${bind(scope.closedClients.map(String))}::bigint[]))`;
  }
  return condition;
}

/** Whether the scope (of a permission other than VIEW_CLIENT) covers a record of this client and learner. The learner is narrower. */
export function covers(scope: ClientScope, clientId: bigint | null, learnerId: bigint | null = null): boolean {
  if (learnerId !== null && scope.closedLearners.includes(learnerId)) return false;
  if (learnerId !== null && scope.openedLearners.includes(learnerId)) return true;
  if (clientId !== null && scope.closedClients.includes(clientId)) return false;
  if (clientId !== null && scope.openedClients.includes(clientId)) return true;
  return scope.base === 'all';
}

/** Whom a record is about: its client, and the learners that any path leads to. */
export interface Subject {
  clientId: bigint | null;
  learnerIds: readonly bigint[];
}

/**
 * Whether the actor may do the same with a record about one as with one about the other, by the entries for single clients and learners.
 * Where not, a record that goes from one to the other would open what is closed to them, or close it: somebody must do that who has the
 * same rights over both. That both are seen at all is for whoever loads them.
 */
export function sameRights(actor: Actor, one: Subject, other: Subject): boolean {
  const clients = [one.clientId, other.clientId];
  const learners = [...one.learnerIds, ...other.learnerIds];
  const rules = actor.recordRules.filter(
    ({ permission, clientId, learnerId }) =>
      permission !== Permission.VIEW_CLIENT && (learnerId === null ? clients.includes(clientId) : learners.includes(learnerId)),
  );
  return [...new Set(rules.map(({ permission }) => permission))].every((permission) => {
    const scope = clientScope(actor, permission);
    const covered = ({ clientId, learnerIds }: Subject): boolean =>
      learnerIds.length === 0 ? covers(scope, clientId) : learnerIds.every((id) => covers(scope, clientId, id));
    return covered(one) === covered(other);
  });
}
