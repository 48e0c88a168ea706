/** Two people at the same record: who comes second is told, and overwrites nothing. */
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { operationsOf, readSpec } from '../../support/openapi.js';
import { problemFaults } from '../../support/problem.js';
import { targetOf } from '../../support/targets.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

const spec = readSpec();
const operations = operationsOf(spec);

describe('two administrators at the same record', () => {
  const app = withApp();
  let admin: TokenHolder;

  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
  });

  const pairs = operations.filter(
    (one) =>
      one.method === 'put' &&
      one.path.endsWith('}') &&
      operations.some((each) => each.method === 'get' && each.path === one.path),
  );

  it('are found in the spec', () => {
    expect(pairs.length).toBeGreaterThan(2);
  });

  it('do not overwrite each other: the second is told with 412, whatever they change', async () => {
    const second = await signedIn(app, 'ADMIN');
    const faults: string[] = [];
    for (const operation of pairs) {
      const { address, body } = await targetOf(app, spec, operation, { userId: admin.user.id });
      const etag = (await second.get(address)).get('ETag');
      if (!etag) faults.push(`${operation.title}: the GET gives no ETag`);
      const first = await admin
        .call('put', address)
        .set('If-Match', etag ?? '"none"')
        .send(body as object);
      if (first.status >= 300)
        faults.push(
          `${operation.title}: the first is refused with ${first.status} ${JSON.stringify((first.body as { errors?: unknown }).errors)}`,
        );
      const late = await second
        .call('put', address)
        .set('If-Match', etag ?? '"none"')
        .send(body as object);
      faults.push(...problemFaults(late, [412]).map((fault) => `${operation.title}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  it('at the same moment: one wins', async () => {
    const second = await signedIn(app, 'ADMIN');
    const { id } = await aClient(app.prisma);
    const address = `/api/clients/${id}`;
    const etag = (await admin.get(address)).get('ETag') ?? '';
    const answers = await Promise.all(
      [admin, second].map((one, index) => one.put(address, { firstName: `Winner${index}` }).set('If-Match', etag)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
  });
});
