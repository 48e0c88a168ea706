import { ERROR_CODES } from '../../../src/kernel/error-codes.js';
import { withApp } from '../../support/app.js';
import type { Problem } from '../../support/problem.js';

interface Explained {
  code: string;
  statuses: number[];
  title: string;
  remedy: string;
}

describe('the entrance of the API', () => {
  const app = withApp();

  it('names addresses that are there', async () => {
    const { body } = await app.request.get('/api').expect(200);
    const { name, version, signIn, ...addresses } = body as Record<string, string>;
    expect([name, version, signIn]).toEqual(['Therapy CRM', expect.stringMatching(/^\d+\.\d+\.\d+/), '/api/auth/login']);
    for (const address of Object.values(addresses)) {
      const answer = await app.request.get(address).redirects(2);
      expect([address, answer.status]).toEqual([address, 200]);
    }
    await app.request.get('/api/').expect(200);
  });

  it('explains the code of a problem where its type says', async () => {
    const problem = (await app.request.get('/api/clients').expect(401)).body as Problem;
    expect(problem.type).toBe('/api/errors/auth.required');
    const explained = (await app.request.get(problem.type).expect(200)).body as Explained;
    expect(explained).toMatchObject({ code: problem.code, type: problem.type, title: problem.title, statuses: [401] });
    const unknown = (await app.request.get('/api/errors/no.such_code').expect(404)).body as Problem;
    expect(unknown.code).toBe('error_code.not_found');
  });

  it('lists every code', async () => {
    const { items, nextCursor } = (await app.request.get('/api/errors').expect(200)).body as {
      items: Explained[];
      nextCursor: null;
    };
    expect(items.map(({ code }) => code)).toEqual([...ERROR_CODES.keys()]);
    expect(nextCursor).toBeNull();
  });
});
