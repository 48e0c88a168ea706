/** Calendar feeds: a secret link of one's own, under which a calendar program reads one's own appointments. */
import { createHash, randomBytes } from 'node:crypto';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { loadActor } from '../../people/sessions/session.queries.js';
import { type Ctx, inTransaction, signedInId } from '../../access/context.js';
import { lockRow, takeTurn } from '../../database/row-locks.js';
import { conflict, notFound } from '../../kernel/errors.js';
import type { Page } from '../../database/lists.js';
import { countUse, refuseBeyond } from '../../access/rate-limit.js';
import type { CalendarFeedList, NewCalendarFeed } from './calendar-feeds.input.js';
import {
  type CalendarFeedRow,
  findCalendarFeedRow,
  type FeedRow,
  findFeedSettings,
  followChanges,
  listCalendarFeedRows,
  listFeedEvents,
} from './calendar-feeds.queries.js';
import { digestOf, type FeedDetails, type FeedEvent, feedText } from './feed-file.js';

const WHAT = 'calendar feed';
const DAY = 86_400_000;
const DAYS_BACK = 60;
const DAYS_AHEAD = 366;
const MINUTE = 60_000;
/** Somebody has a phone, a tablet, a computer. */
const MOST_PER_USER = 20;
/** Programs read a few times an hour, each of several devices. */
const READS = { name: 'feed', points: 120, seconds: 15 * 60 };
/** Links that lead nowhere, from one address. */
const MISSES = { name: 'feed-miss', points: 50, seconds: 15 * 60 };

/** Without the token's own value nothing can be done with what is kept. */
const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

export interface MadeFeed {
  id: bigint;
  /** Where the feed is, without the host. Holds the secret. */
  path: string;
}

/** One's own feeds; everybody's for those who manage users. */
export function listCalendarFeeds(ctx: Ctx, query: CalendarFeedList): Promise<Page<CalendarFeedRow>> {
  signedInId(ctx);
  return listCalendarFeedRows(ctx, query);
}

/** One of them. Throws 404. */
export async function getCalendarFeed(ctx: Ctx, id: bigint): Promise<CalendarFeedRow> {
  const row = await findCalendarFeedRow(ctx, id);
  if (!row) throw notFound(WHAT);
  return row;
}

/** Makes a link for the actor. Throws 403, 409 for too many. @returns the path too, which is nowhere kept */
export async function createCalendarFeed(ctx: Ctx, { label }: NewCalendarFeed): Promise<MadeFeed> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const userId = signedInId(ctx);
  const token = randomBytes(32).toString('base64url');
  const id = await inTransaction(ctx, async (tx) => {
    await takeTurn(tx.db, `calendar feeds of ${userId}`);
    if ((await tx.db.calendarFeed.count({ where: { userId, revokedAt: null } })) >= MOST_PER_USER)
      throw conflict(
        'calendar_feed.too_many',
        `You have ${MOST_PER_USER} calendar links. Revoke one that you do not need any more.`,
      );
    const row = await tx.db.calendarFeed.create({ data: { userId, label, tokenHash: digest(token), createdAt: tx.now() } });
    await audit(tx, { action: 'CREATE', recordType: 'CalendarFeed', recordId: row.id, after: row });
    await emit(tx, 'calendar_link.created', { id: row.id, data: { userId } });
    return row.id;
  });
  return { id, path: `/api/calendar-feeds/${token}.ics` };
}

/** Ends a link, one's own or, for those who manage users, anybody's. Nothing happens to one that is revoked. Throws 404. */
export async function revokeCalendarFeed(ctx: Ctx, id: bigint): Promise<void> {
  signedInId(ctx);
  await getCalendarFeed(ctx, id);
  await inTransaction(ctx, async (tx) => {
    await lockRow(tx.db, 'CalendarFeed', id);
    const before = await tx.db.calendarFeed.findUniqueOrThrow({ where: { id } });
    if (before.revokedAt) return;
    const after = await tx.db.calendarFeed.update({ where: { id }, data: { revokedAt: tx.now(), revokedBy: tx.actor.id } });
    await audit(tx, { action: 'UPDATE', recordType: 'CalendarFeed', recordId: id, before, after });
    await emit(tx, 'calendar_link.revoked', { id, data: { userId: before.userId } });
  });
}

/** With the sequence and the moment of the last change of what is told, whichever table it is from. */
async function withSequence(ctx: Ctx, rows: readonly FeedRow[], details: FeedDetails): Promise<FeedEvent[]> {
  const told = rows.map((row) => ({ row, digest: digestOf(row, details) }));
  const news = told
    .filter(({ row, digest: now }) => row.toldDigest !== now)
    .map(({ row, digest: now }) => ({ id: row.id, digest: now }));
  const changes = new Map((news.length === 0 ? [] : await followChanges(ctx, news)).map((one) => [one.id, one]));
  return rows.map((row) => {
    const { sequence, changedAt } = changes.get(row.id) ?? row;
    return { ...row, sequence: sequence ?? 0, changedAt: changedAt ?? row.startTime };
  });
}

/**
 * The calendar behind a token, with what its user may see now: what they lost they read no more. Throws 404 alike for a token that is
 * none, one that is revoked, and one of somebody who may not sign in or may see no appointments; 429 for too many reads.
 */
export async function readCalendarFeed(ctx: Ctx, token: string): Promise<string> {
  const address = ctx.origin.ipAddress ?? '';
  await refuseBeyond(ctx, MISSES, address);
  const tokenHash = digest(token);
  const feed = await ctx.db.calendarFeed.findUnique({ where: { tokenHash } });
  const actor = feed && !feed.revokedAt ? await loadActor(ctx.root.pool, feed.userId) : null;
  if (!feed || !actor?.can(Permission.VIEW_APPOINTMENT)) {
    await countUse(ctx, MISSES, address);
    throw notFound(WHAT);
  }
  await countUse(ctx, READS, tokenHash);
  const now = ctx.now();
  const reader: Ctx = { ...ctx, actor };
  const [events, { details, practice }] = await Promise.all([
    listFeedEvents(reader, new Date(now.getTime() - DAYS_BACK * DAY), new Date(now.getTime() + DAYS_AHEAD * DAY)),
    findFeedSettings(ctx),
  ]);
  const justNow = new Date(now.getTime() - MINUTE);
  await ctx.db.calendarFeed.updateMany({
    where: { id: feed.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: justNow } }] },
    data: { lastUsedAt: now },
  });
  return feedText(await withSequence(ctx, events, details), details, `${digest(practice).slice(0, 16)}.therapy-crm`);
}
