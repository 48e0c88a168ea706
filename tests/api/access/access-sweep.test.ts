/**
 * Every operation of the spec, called as nobody and as every role: the answer agrees with the permission that the spec states and with
 * what the database gives the role. So an operation that forgot its permission, or states another than it checks, fails here.
 */
import type { Response } from 'supertest';
import type { UserRole } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import { operationsOf, readSpec } from '../../support/openapi.js';
import type { Operation } from '../../support/openapi.js';
import { type Target, targetOf } from '../../support/targets.js';
import { oneOfEachRole, permissionsByRole, ROLES, signedIn } from '../../support/users.js';
import type { TokenHolder } from '../../support/users.js';

const spec = readSpec();
const operations = operationsOf(spec);

/** These end or change the caller's own session, password or account: they get a caller of their own. */
const CONSUMES_CALLER = /\/api\/(auth\/(logout|refresh-token|change-password|profile)|profile)/;

function codeOf(answer: Response): string {
  return (answer.body as { code?: string } | undefined)?.code ?? '';
}

function told(operation: Operation, who: string, answer: Response, why: string): string {
  return `${operation.title} as ${who}: ${answer.status} ${codeOf(answer)} (${why})`;
}

describe('every operation', () => {
  const app = withApp();
  let callers: Record<UserRole, TokenHolder>;
  let granted: Record<UserRole, Set<string>>;

  beforeAll(async () => {
    callers = await oneOfEachRole(app);
    granted = await permissionsByRole(app);
  }, 60_000);

  const closed = new Map<Operation, Promise<Target>>();

  /** What is refused leaves its target as it is: one for all who are. */
  function closedTarget(operation: Operation): Promise<Target> {
    const target = closed.get(operation) ?? targetOf(app, spec, operation);
    closed.set(operation, target);
    return target;
  }

  async function callAs(role: UserRole, operation: Operation, refused = false): Promise<Response> {
    const caller = CONSUMES_CALLER.test(operation.path) ? await signedIn(app, role) : callers[role];
    const { address, body } = await (refused
      ? closedTarget(operation)
      : targetOf(app, spec, operation, { userId: caller.user.id }));
    const request = caller.call(operation.method, address);
    return body === undefined ? request : request.send(body as object);
  }

  it('refuses nobody with 401, unless it is public', async () => {
    const faults: string[] = [];
    for (const operation of operations) {
      const { address, body } = await (operation.isPublic ? targetOf(app, spec, operation) : closedTarget(operation));
      const request = app.request[operation.method](address);
      const answer = await (body === undefined ? request : request.send(body as object));
      if (!operation.isPublic && answer.status !== 401) faults.push(told(operation, 'nobody', answer, 'wants a sign-in'));
      // A wrong password is 401 as well, with a code of its own.
      if (operation.isPublic && codeOf(answer) === 'auth.required') faults.push(told(operation, 'nobody', answer, 'is public'));
      if (answer.status >= 500) faults.push(told(operation, 'nobody', answer, 'must not fail'));
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it.each(ROLES)(
    'lets %s through where the role has the permission, and nowhere else',
    async (role) => {
      const faults: string[] = [];
      for (const operation of operations.filter((one) => !one.isPublic)) {
        const wanted = operation['x-permissions'] ?? [];
        const lacks = wanted.filter((permission) => !granted[role].has(permission));
        const answer = await callAs(role, operation, lacks.length > 0);
        if (answer.status >= 500) faults.push(told(operation, role, answer, 'must not fail'));
        else if (lacks.length > 0 && answer.status !== 403)
          faults.push(told(operation, role, answer, `lacks ${lacks.join(', ')}`));
        // One field of the sample that this role may not set is no refusal of the operation.
        else if (lacks.length === 0 && [401, 403].includes(answer.status) && codeOf(answer) !== 'field.refused') {
          faults.push(told(operation, role, answer, wanted.length > 0 ? `has ${wanted.join(', ')}` : 'needs no permission'));
        }
      }
      expect(faults).toEqual([]);
    },
    120_000,
  );

  it("accepts the spec's own example from an administrator, and answers with a status that the spec lists", async () => {
    const faults: string[] = [];
    for (const operation of operations.filter((one) => !one.isPublic)) {
      const answer = await callAs('ADMIN', operation);
      // A rule may still refuse an example (409, 422); its shape and its address are right.
      if ([400, 404, 405, 406, 413, 415].includes(answer.status)) {
        faults.push(`${told(operation, 'ADMIN', answer, 'example refused')} ${answer.text.slice(0, 300)}`);
      }
      if (!operation.responses[String(answer.status)]) faults.push(told(operation, 'ADMIN', answer, 'not in the spec'));
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it('obeys a permission that was taken from the role, with the next request', async () => {
    const operation = operations.find((one) => one.title === 'GET /api/clients');
    if (!operation) throw new Error('GET /api/clients is not in the spec.');
    const caller = callers.STAFF;
    expect((await caller.get('/api/clients')).status).toBe(200);
    const type = await app.prisma.permissionType.findUniqueOrThrow({ where: { name: 'VIEW_CLIENT' } });
    await app.prisma.rolePermission.deleteMany({ where: { role: 'STAFF', permissionId: type.id } });
    expect((await caller.get('/api/clients')).status).toBe(403);
    await app.prisma.rolePermission.create({ data: { role: 'STAFF', permissionId: type.id } });
    expect((await caller.get('/api/clients')).status).toBe(200);
  });
});
