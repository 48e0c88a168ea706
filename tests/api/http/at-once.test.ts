/** What many do at the same moment: each has their own session, and each transaction its own connection. */
import { ctxOfSystem, inTransaction } from '../../../src/access/context.js';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { createUser, signedIn } from '../../support/users.js';

describe('requests that come at once', () => {
  const app = withApp();

  it('are each answered for their own person, by token and on every way', async () => {
    const people = await Promise.all(
      Array.from({ length: 8 }, async (_, number) => {
        const user = await createUser(app, 'THERAPIST');
        const mine = await aClient(app.prisma, { therapistId: user.id, lastName: `Of ${number}` });
        return { user, client: String(mine.id), session: await signedIn(app, 'THERAPIST', user) };
      }),
    );
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        people.flatMap(({ user, client, session }) => [
          session.get('/api/auth/profile').then(({ body }) => [(body as { email: string }).email, user.email]),
          session
            .get('/api/clients')
            .then(({ body }) => [(body as { items: { id: string }[] }).items.map(({ id }) => id), [client]]),
          session.get(`/api/clients/${client}`).then(({ status }) => [status, 200]),
          // Of the next one.
          session
            .get(`/api/clients/${people[(people.findIndex((one) => one.client === client) + 1) % people.length]?.client}`)
            .then(({ status }) => [status, 404]),
          app.request
            .get('/api/clients')
            .set('Authorization', 'Bearer s:none.none')
            .then(({ status }) => [status, 401]),
        ]),
      );
      expect(answers.map(([got]) => got)).toEqual(answers.map(([, wanted]) => wanted));
    }
  });

  it('obey a session that is over, while others of the same moment go on', async () => {
    const [one, other] = [await signedIn(app, 'STAFF'), await signedIn(app, 'STAFF')];
    const noise = Promise.all(Array.from({ length: 60 }, () => other.get('/api/clients?limit=1').then(({ status }) => status)));
    await one.post('/api/auth/logout').expect(204);
    const after = await Promise.all(
      Array.from({ length: 10 }, () => one.get('/api/clients?limit=1').then(({ status }) => status)),
    );
    expect([...new Set(after)]).toEqual([401]);
    expect([...new Set(await noise)]).toEqual([200]);
  });
});

describe('transactions that overlap', () => {
  const app = withApp();

  it('read what they wrote themselves, also those that wait for a connection while others end', async () => {
    const ctx = ctxOfSystem(app.deps, 'job');
    // More than there are connections.
    const numbers = Array.from({ length: 30 }, (_, number) => number);
    const clients = await Promise.all(numbers.map(() => aClient(app.prisma)));
    const seen = await Promise.all(
      numbers.map((number) =>
        inTransaction(ctx, async (tx) => {
          const id = clients[number]?.id as bigint;
          await tx.db.client.update({ where: { id }, data: { address: `Written by ${number}` } });
          const { rows } = await tx.pool.query<{ address: string }>('SELECT address FROM clients WHERE id = $1', [String(id)]);
          return rows[0]?.address;
        }),
      ),
    );
    expect(seen).toEqual(numbers.map((number) => `Written by ${number}`));
  });
});
