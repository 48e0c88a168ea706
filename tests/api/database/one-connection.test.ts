/** Statements of one transaction that are asked for together: its one connection takes them one by one. */
import { ctxOfSystem, inTransaction } from '../../../src/access/context.js';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';

describe('statements asked for together in one transaction', () => {
  const app = withApp();
  const warnings: Error[] = [];
  const warned = (warning: Error): number => warnings.push(warning);
  beforeAll(() => process.on('warning', warned));
  afterAll(() => process.off('warning', warned));

  it('are answered in their order, each with its own answer, and nothing warns', async () => {
    const { id } = await aClient(app.prisma, { lastName: 'Waits' });
    const asked = Array.from({ length: 12 }, (_, index) => index);
    const answers = await inTransaction(ctxOfSystem(app.deps, 'job'), async (tx) => {
      const together = await Promise.all([
        ...asked.map(async (n) => (await tx.pool.query<{ n: number }>('SELECT $1::int AS n', [n])).rows[0]?.n),
        ...asked.map(async () => (await tx.db.client.findUnique({ where: { id }, include: { caregivers: true } }))?.lastName),
      ]);
      return together;
    });
    expect(answers).toEqual([...asked, ...asked.map(() => 'Waits')]);
    // A warning is told on the next turn.
    await new Promise((resolve) => setImmediate(resolve));
    expect(warnings.map(({ message }) => message)).toEqual([]);
  });

  it('a faulty one spoils the transaction, not the answers of those before it', async () => {
    const ctx = ctxOfSystem(app.deps, 'job');
    const seen: string[] = [];
    const spoiled = inTransaction(ctx, async (tx) => {
      const results = await Promise.allSettled(
        ['SELECT 1', 'SELECT nothing_here', 'SELECT 2'].map((text) => tx.pool.query(text)),
      );
      seen.push(...results.map(({ status }) => status));
      await tx.pool.query('SELECT 3');
    });
    await expect(spoiled).rejects.toThrow();
    expect(seen).toEqual(['fulfilled', 'rejected', 'rejected']);
    // The connection is whole again for the next.
    await expect(inTransaction(ctx, (tx) => tx.db.client.count())).resolves.toBeGreaterThan(0);
  });
});
