/** Messages of the outbox, which are kept sealed: written and read as the product does. */
import { ctxOfSystem } from '../../src/access/context.js';
import type { OutboxMessage, Prisma } from '../../src/generated/prisma/index.js';
import { nextMessageIds } from '../../src/messages/outbox/outbox.queries.js';
import { openTexts, sealTexts } from '../../src/sealing/sealing.service.js';
import type { TestApp } from './app.js';

type Given = Omit<Prisma.OutboxMessageUncheckedCreateInput, 'id' | 'clientId'> & { clientId?: bigint | null };

/** A message as it would stand there, in any state. */
export async function aMessage(app: Pick<TestApp, 'deps' | 'prisma'>, given: Given): Promise<OutboxMessage> {
  const ctx = ctxOfSystem(app.deps, 'job');
  const [id = 0n] = await nextMessageIds(ctx, 1);
  const place = { model: 'OutboxMessage', id, clientId: given.clientId ?? null };
  const [body = ''] = await sealTexts(ctx, [{ ...place, field: 'body', text: given.body }]);
  const secrets = given.secret ? await sealTexts(ctx, [{ ...place, field: 'secret', text: given.secret }]) : [null];
  return app.prisma.outboxMessage.create({ data: { ...given, id, body, secret: secrets[0] } });
}

/** What the messages say. */
export async function bodiesOf(
  app: Pick<TestApp, 'deps'>,
  messages: readonly Pick<OutboxMessage, 'id' | 'body'>[],
): Promise<string[]> {
  const sealed = messages.map(({ id, body }) => ({ model: 'OutboxMessage', id, field: 'body', sealed: body }));
  return (await openTexts(ctxOfSystem(app.deps, 'job'), sealed)).map((one) => ('text' in one ? one.text : one.fault));
}
