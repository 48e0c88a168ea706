/**
 * What a list may show, three ways: Prisma's `where`, the SQL of the prepared reads, and an oracle in memory that says in plain
 * words what src/access/scope.ts says. All three must name the same clients, for random people on a random population.
 */
import fc from 'fast-check';
import { makeActor, type Actor, type RecordRule } from '../../../src/access/actor.js';
import { Permission } from '../../../src/access/permissions.js';
import { clientConditions } from '../../../src/access/policy.js';
import { clientScope, clientScopeSql, clientWhere } from '../../../src/access/scope.js';
import { Binding } from '../../../src/database/binding.js';
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment, aUser } from '../../support/builders.js';

const THERAPISTS = 5;
const CLIENTS = 24;
const PERMISSIONS = [
  Permission.VIEW_CLIENT,
  Permission.VIEW_ALL_CLIENTS,
  Permission.VIEW_BILLING,
  Permission.EDIT_CLIENT,
] as const;

interface Population {
  therapists: bigint[];
  clients: { id: bigint; therapistId: bigint | null; learnerIds: bigint[] }[];
  appointments: { clientId: bigint; therapistId: bigint; staff: bigint[]; participants: bigint[] }[];
}

/** A generator of the same "random" numbers in each run, so that a failure can be repeated. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe('the scope of a list of clients', () => {
  const app = withApp();
  const population: Population = { therapists: [], clients: [], appointments: [] };
  const roll = dice(20_260_308);
  const pick = <T>(items: T[]): T => items[roll(items.length)] as T;

  beforeAll(async () => {
    const { prisma } = app;
    for (let n = 0; n < THERAPISTS; n++) population.therapists.push((await aUser(prisma, { role: 'THERAPIST' })).id);
    for (let n = 0; n < CLIENTS; n++) {
      const therapistId = roll(2) ? pick(population.therapists) : null;
      const { id } = await aClient(prisma, { therapistId });
      const learnerIds: bigint[] = [];
      for (let count = roll(3); count > 0; count--) learnerIds.push((await aLearner(prisma, { clientId: id })).id);
      population.clients.push({ id, therapistId, learnerIds });
    }
    const learners = population.clients.flatMap((client) => client.learnerIds);
    for (let n = 0; n < 14; n++) {
      const [client, therapistId] = [pick(population.clients), pick(population.therapists)];
      const { id } = await anAppointment(prisma, { clientId: client.id, therapistId, isGroupSession: true });
      const staff = roll(3) === 0 ? [pick(population.therapists)] : [];
      for (const userId of staff)
        await prisma.appointmentStaff.create({ data: { appointmentId: id, userId, role: 'ASSISTANT' } });
      const participants = roll(2) ? [...new Set([pick(learners), pick(learners)])] : [];
      for (const learnerId of participants)
        await prisma.appointmentGroupParticipant.create({ data: { appointmentId: id, learnerId } });
      population.appointments.push({ clientId: client.id, therapistId, staff, participants });
    }
  }, 60_000);

  /** The rule in plain words, client by client. */
  function oracle(actor: Actor, permission: Permission): bigint[] {
    const rulesFor = (clientId: bigint, granted: boolean) =>
      actor.recordRules.some((rule) => rule.permission === permission && rule.clientId === clientId && rule.granted === granted);
    const onCaseload = (client: Population['clients'][number]) =>
      client.therapistId === actor.id ||
      population.appointments.some(
        (appointment) =>
          (appointment.therapistId === actor.id || appointment.staff.some((userId) => userId === actor.id)) &&
          (appointment.clientId === client.id || appointment.participants.some((id) => client.learnerIds.includes(id))),
      );
    return population.clients
      .filter((client) => {
        if (rulesFor(client.id, false)) return false;
        if (rulesFor(client.id, true)) return true;
        if (!actor.permissions.has(permission)) return false;
        return permission !== Permission.VIEW_CLIENT || actor.permissions.has(Permission.VIEW_ALL_CLIENTS) || onCaseload(client);
      })
      .map(({ id }) => id);
  }

  const actors = fc.record({
    who: fc.nat({ max: THERAPISTS - 1 }),
    permissions: fc.subarray([...PERMISSIONS]),
    rules: fc.array(
      fc.record({
        permission: fc.constantFrom(...PERMISSIONS),
        granted: fc.boolean(),
        client: fc.nat({ max: CLIENTS - 1 }),
        learner: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
  });

  function actorOf(given: typeof actors extends fc.Arbitrary<infer T> ? T : never): Actor {
    const recordRules = given.rules.flatMap(({ permission, granted, client, learner }): RecordRule[] => {
      const { id, learnerIds } = population.clients[client] as Population['clients'][number];
      if (!learner) return [{ permission, granted, clientId: id, learnerId: null }];
      // An entry for a learner says nothing of the client as a whole.
      return learnerIds.slice(0, 1).map((learnerId) => ({ permission, granted, clientId: null, learnerId }));
    });
    return makeActor({
      id: population.therapists[given.who] ?? 0n,
      kind: 'user',
      email: '',
      name: '',
      role: 'THERAPIST',
      permissions: given.permissions,
      recordRules,
      mustChangePassword: false,
      theme: 'system',
      timezone: null,
    });
  }

  const idsBySql = async (conditions: string[], binding: Binding): Promise<bigint[]> => {
    const { rows } = await app.database.pool.query<{ id: string }>(
      `SELECT c.id FROM clients c WHERE ${conditions.join(' AND ') || 'true'} ORDER BY c.id`,
      binding.values,
    );
    return rows.map(({ id }) => BigInt(id));
  };

  it('is the same by Prisma, by SQL, and in plain words', async () => {
    let [some, all, none] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(
        actors,
        fc.constantFrom(...PERMISSIONS.filter((one) => one !== Permission.VIEW_ALL_CLIENTS)),
        async (given, permission) => {
          const actor = actorOf(given);
          const scope = clientScope(actor, permission);
          const wanted = oracle(actor, permission);
          const byPrisma = await app.prisma.client.findMany({
            where: clientWhere(scope),
            select: { id: true },
            orderBy: { id: 'asc' },
          });
          expect(byPrisma.map(({ id }) => id)).toEqual(wanted);
          for (const reads of ['one', 'many'] as const) {
            const binding = new Binding();
            expect(await idsBySql([clientScopeSql(scope, 'c.id', binding.bind, reads)], binding)).toEqual(wanted);
          }
          if (wanted.length === 0) none++;
          else if (wanted.length === CLIENTS) all++;
          else some++;
        },
      ),
      { numRuns: 150, seed: 42 },
    );
    // The population is worth its name: each kind of outcome was met.
    expect(Math.min(some, all, none)).toBeGreaterThan(10);
  }, 60_000);

  it('asks for VIEW_CLIENT as well, for everything that hangs off a client', async () => {
    await fc.assert(
      fc.asyncProperty(actors, async (given) => {
        const actor = actorOf(given);
        const binding = new Binding();
        const wanted = oracle(actor, Permission.VIEW_BILLING).filter((id) => oracle(actor, Permission.VIEW_CLIENT).includes(id));
        expect(await idsBySql(clientConditions(actor, Permission.VIEW_BILLING, 'c.id', binding), binding)).toEqual(wanted);
      }),
      { numRuns: 75, seed: 43 },
    );
  }, 60_000);
});
