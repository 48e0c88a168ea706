/** Staff are told before a funding source, an authorization or a policy ends or is nearly used up: of each once. */
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { forbidden } from '../../kernel/errors.js';
import { recipientsWith } from '../../messages/notifications/notifications.queries.js';
import { notifyEach } from '../../messages/notifications/notifications.service.js';
import { noteCovers, type Notice, NOTICES } from './notices.queries.js';

/** Told at once in one notification. */
const AT_ONCE = 500;

const PAGES: Record<Notice, string> = {
  FUNDING_ENDS: 'ClientFunding',
  FUNDING_LOW: 'ClientFunding',
  AUTHORIZATION_ENDS: 'ServiceAuthorization',
  AUTHORIZATION_LOW: 'ServiceAuthorization',
  POLICY_LOW: 'ClientInsurance',
};

/** One, several. */
const WORDS: Record<Notice, readonly [string, string]> = {
  FUNDING_ENDS: ['1 funding source ends within a month', 'funding sources end within a month'],
  FUNDING_LOW: ['1 funding source is nearly used up', 'funding sources are nearly used up'],
  AUTHORIZATION_ENDS: ['1 authorization ends within a month', 'authorizations end within a month'],
  AUTHORIZATION_LOW: ['1 authorization is nearly used up', 'authorizations are nearly used up'],
  POLICY_LOW: ['1 policy has little left for this policy year', 'policies have little left for this policy year'],
};

/** It says nothing of a client: `2 funding sources end within a month. 1 authorization is nearly used up.` */
function inWords(noted: readonly { kind: Notice }[]): string {
  return NOTICES.flatMap((kind) => {
    const count = noted.filter((one) => one.kind === kind).length;
    const [one, several] = WORDS[kind];
    return count === 0 ? [] : [count === 1 ? `${one}.` : `${count} ${several}.`];
  }).join(' ');
}

/**
 * Tells those who keep cover (`EDIT_INSURANCE`) of all clients. It may run twice, and in two processes. Gives of how many it told. Throws 403 but for the
 * server itself.
 * @param day of the practice, `2026-03-08`
 */
export async function tellCovers(ctx: Ctx, day: string, signal?: AbortSignal): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself tells of cover.');
  let told = 0;
  for (;;) {
    const noted = await inTransaction(ctx, async (tx) => {
      // What nobody is told of is not noted: it waits for somebody.
      const readers = (await recipientsWith(tx, Permission.EDIT_INSURANCE)).filter(({ seesAll }) => seesAll);
      if (readers.length === 0) return 0;
      const found = await noteCovers(tx, day, AT_ONCE);
      const [first] = found;
      if (!first) return 0;
      const page = `/admin/resources/${PAGES[first.kind]}`;
      const news = {
        kind: 'COVER_ENDS' as const,
        title: 'Cover that ends soon',
        body: inWords(found),
        link: found.length === 1 ? `${page}/records/${first.id}/show` : page,
        dedupeKey: `cover:${day}:${first.key}`,
      };
      await notifyEach(
        tx,
        readers.map((reader) => ({ reader, news })),
      );
      return found.length;
    });
    told += noted;
    if (noted < AT_ONCE || signal?.aborted) return told;
  }
}
