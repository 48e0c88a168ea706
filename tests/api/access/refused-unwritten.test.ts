/** What is refused has written nothing: also where somebody may change what they may not see, in general or of one client. */
import { NEEDS, Permission, RECORD_PERMISSIONS } from '../../../src/access/permissions.js';
import { withApp } from '../../support/app.js';
import { aClient, aRecordPermission, aUserPermission } from '../../support/builders.js';
import { operationsOf, readSpec } from '../../support/openapi.js';
import { targetOf } from '../../support/targets.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

const spec = readSpec();
const writes = operationsOf(spec).filter(({ isPublic, method }) => !isPublic && method !== 'get');
const SEEN = [...new Set(Object.values(NEEDS))].filter((permission) => permission !== Permission.VIEW_CLIENT);
/** Of the caller's own, whatever they may see. */
const OWN = ['POST /api/calendar-feeds'];
/** These end or change the caller's own session, password or account. */
const CONSUMES_CALLER = /\/api\/(auth\/(logout|refresh-token|change-password|profile)|profile)/;

describe('every operation that writes', () => {
  const app = withApp();

  /** Of what they did, not of what they were refused. */
  const written = (caller: TokenHolder): Promise<number> =>
    app.prisma.auditEvent.count({ where: { actorId: caller.user.id, action: { in: ['CREATE', 'UPDATE', 'DELETE'] } } });

  async function faultsAs(caller: TokenHolder, close: () => Promise<void>): Promise<string[]> {
    const faults: string[] = [];
    for (const operation of writes.filter(({ path }) => !CONSUMES_CALLER.test(path))) {
      const { address, body } = await targetOf(app, spec, operation, { userId: caller.user.id });
      await close();
      const before = await written(caller);
      const request = caller.call(operation.method, address);
      const answer = await (body === undefined ? request : request.send(body as object));
      if (answer.status >= 500) faults.push(`${operation.title}: ${answer.status}`);
      if (answer.status >= 400 && (await written(caller)) > before)
        faults.push(`${operation.title}: ${answer.status}, and written`);
    }
    return faults;
  }

  it('does nothing for somebody who may do all, and see nothing of it', async () => {
    const caller = await signedIn(app, 'ADMIN');
    for (const permission of SEEN) await aUserPermission(app.prisma, permission, { userId: caller.user.id, granted: false });
    expect(await faultsAs(caller, () => Promise.resolve())).toEqual([]);
  }, 240_000);

  it('does nothing to a client of whom the caller may not see it', async () => {
    const caller = await signedIn(app, 'ADMIN');
    let last = 0n;
    const closeNew = async (): Promise<void> => {
      const made = await app.prisma.client.findMany({
        where: { id: { gt: last } },
        select: { id: true },
        orderBy: { id: 'asc' },
      });
      for (const { id: clientId } of made)
        for (const permission of SEEN.filter((one) => RECORD_PERMISSIONS.has(one)))
          await aRecordPermission(app.prisma, permission, { userId: caller.user.id, clientId, granted: false });
      last = made.at(-1)?.id ?? last;
    };
    expect(await faultsAs(caller, closeNew)).toEqual([]);
  }, 240_000);

  it('does nothing to anybody else, and to nothing of the whole practice, for somebody who may do it to one client alone', async () => {
    const caller = await signedIn(app, 'THERAPIST');
    const { id: clientId } = await aClient(app.prisma);
    for (const permission of Object.values(Permission)) {
      await aUserPermission(app.prisma, permission, { userId: caller.user.id, granted: false });
      if (RECORD_PERMISSIONS.has(permission))
        await aRecordPermission(app.prisma, permission, { userId: caller.user.id, clientId, granted: true });
    }
    const faults: string[] = [];
    for (const operation of writes.filter(({ path }) => !CONSUMES_CALLER.test(path))) {
      if (!operation['x-permissions']?.length || OWN.includes(operation.title)) continue;
      const { address, body } = await targetOf(app, spec, operation, { userId: caller.user.id });
      const before = await written(caller);
      const request = caller.call(operation.method, address);
      const answer = await (body === undefined ? request : request.send(body as object));
      if ((await written(caller)) > before) faults.push(`${operation.title}: ${answer.status}, and written`);
    }
    expect(faults).toEqual([]);
  }, 240_000);
});
