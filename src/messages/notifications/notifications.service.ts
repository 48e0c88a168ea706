/** What those who work here are told: always in the panel, and besides as each of them prefers. */
import type { Permission } from '../../access/permissions.js';
import { type Ctx, signedInId } from '../../access/context.js';
import { notFound } from '../../kernel/errors.js';
import type { Page } from '../../database/lists.js';
import type { NotificationList } from './notifications.input.js';
import { listNotificationRows, type NotificationRow, type Recipient, recipientsWith } from './notifications.queries.js';
import { enqueue, type NewMessage } from '../outbox/outbox.service.js';

/** The caller's own, the latest first. Throws 400 for a cursor of another list, 401. */
export async function listNotifications(ctx: Ctx, query: NotificationList): Promise<Page<NotificationRow>> {
  return listNotificationRows(ctx, signedInId(ctx), query);
}

/** Throws 401. */
export async function countUnread(ctx: Ctx): Promise<number> {
  return ctx.db.notification.count({ where: { userId: signedInId(ctx), readAt: null } });
}

/** Marks one as read; one that is stays as it was. Throws 401, 404 for one that is not the caller's. */
export async function readNotification(ctx: Ctx, id: bigint): Promise<void> {
  const where = { id, userId: signedInId(ctx) };
  if ((await ctx.db.notification.count({ where })) === 0) throw notFound('notification');
  await ctx.db.notification.updateMany({ where: { ...where, readAt: null }, data: { readAt: ctx.now() } });
}

/** Marks all of the caller's as read. @returns how many were not */
export async function readAllNotifications(ctx: Ctx): Promise<number> {
  const { count } = await ctx.db.notification.updateMany({
    where: { userId: signedInId(ctx), readAt: null },
    data: { readAt: ctx.now() },
  });
  return count;
}

/** What somebody is told. Nothing of a client: who may see whom differs, and a message leaves the house. */
export interface News {
  kind: 'PLACE_FREE' | 'COVER_ENDS' | 'CARD_PAYMENT';
  title: string;
  body: string;
  /** A page of the panel, from its root. */
  link: string | null;
  /** The same news is told once. */
  dedupeKey: string;
}

/** Tells each of these what is for them, as `notifyHolders` does. In the transaction of ctx. @returns how many were told */
export async function notifyEach(ctx: Ctx, told: readonly { reader: Recipient; news: News }[]): Promise<number> {
  const { count } = await ctx.db.notification.createMany({
    data: told.map(({ reader, news }) => ({ ...news, userId: BigInt(reader.id), createdAt: ctx.now() })),
    skipDuplicates: true,
  });
  await enqueue(
    ctx,
    told.flatMap(({ reader, news }) => messagesFor(ctx, reader, news)),
  );
  return count;
}

/**
 * Tells all who have the permission, and of whom `newsFor` has something: in the panel, and by e-mail, SMS or push as they prefer. The same news under the same key once,
 * whoever tells it. In the transaction of ctx. @returns how many were told
 */
export async function notifyHolders(
  ctx: Ctx,
  permission: Permission,
  newsFor: (reader: Recipient) => News | null,
): Promise<number> {
  const readers = await recipientsWith(ctx, permission);
  return notifyEach(
    ctx,
    readers.flatMap((reader) => {
      const news = newsFor(reader);
      return news ? [{ reader, news }] : [];
    }),
  );
}

function messagesFor(ctx: Ctx, reader: Recipient, news: News): NewMessage[] {
  const { email, phone, byEmail, bySms, byPush, id } = reader;
  const address = news.link !== null && ctx.config.publicUrl !== undefined ? `\n\n${ctx.config.publicUrl}${news.link}` : '';
  const of = (channel: NewMessage['channel'], to: string, body: string): NewMessage => ({
    channel,
    kind: news.kind,
    userId: BigInt(id),
    address: to,
    language: 'EN',
    subject: news.title,
    body,
    dedupeKey: `${news.dedupeKey}:${id}:${channel}`,
  });
  return [
    ...(byEmail ? [of('EMAIL', email, `${news.body}${address}`)] : []),
    ...(bySms && phone ? [of('SMS', phone, `${news.title}. ${news.body}`)] : []),
    // Whatever push service comes knows its devices by the user.
    ...(byPush ? [of('PUSH', `user ${id}`, news.body)] : []),
  ];
}
