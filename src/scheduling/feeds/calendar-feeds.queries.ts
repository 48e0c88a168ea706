import type { Actor } from '../../access/actor.js';
import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { Binding } from '../../database/binding.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { CalendarFeedList } from './calendar-feeds.input.js';
import type { FeedDetails, FeedEvent } from './feed-file.js';

/** An appointment as it is now, and what feeds said of it last. */
export interface FeedRow extends Omit<FeedEvent, 'sequence' | 'changedAt'> {
  /** Null for one that no feed has told of. */
  toldDigest: string | null;
  sequence: number | null;
  changedAt: Date | null;
}

export interface CalendarFeedRow {
  id: string;
  userId: string;
  userName: string;
  label: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  revokedBy: string | null;
}

const LIST: ListDefinition = {
  select: `f.id::text, f.user_id::text AS "userId", u.first_name || ' ' || u.last_name AS "userName", f.label, f.created_at AS "createdAt",
    f.last_used_at AS "lastUsedAt", f.revoked_at AS "revokedAt", f.revoked_by::text AS "revokedBy"`,
  from: 'calendar_feeds f JOIN users u ON u.id = f.user_id',
  id: 'f.id',
  updatedAt: 'greatest(f.created_at, f.revoked_at)',
  sorts: { createdAt: { sql: 'f.created_at', type: 'timestamp' } },
  defaultSort: '-createdAt',
};

/** One's own, and everybody's for those who manage users. */
const seen =
  (actor: Actor): Scope =>
  ({ id }) =>
    actor.can(Permission.MANAGE_USER) ? [] : [`f.user_id = ${id(actor.id ?? 0n)}`];

/** The feeds that match and that the actor may see. */
export function listCalendarFeedRows(ctx: Ctx, query: CalendarFeedList): Promise<Page<CalendarFeedRow>> {
  const where = new Conditions(seen(ctx.actor))
    .id('f.user_id', query.userId)
    .given(query.active, (active) => `f.revoked_at IS ${active ? 'NULL' : 'NOT NULL'}`);
  return listPage<CalendarFeedRow & Record<string, unknown>>(ctx, LIST, query, where);
}

/** The feed of that id, if the actor may see it. */
export async function findCalendarFeedRow(ctx: Ctx, id: bigint): Promise<CalendarFeedRow | undefined> {
  const where = new Conditions(seen(ctx.actor)).id('f.id', id);
  const text = `SELECT ${LIST.select} FROM ${LIST.from} WHERE ${where.sql}`;
  const [row] = await prepared<CalendarFeedRow & Record<string, unknown>>(ctx.pool, text, where.values);
  return row;
}

/** More than a person has in a year and two months. */
const MOST_EVENTS = 5000;

/**
 * The appointments in which the actor works, as far as they may see them: those that end after `from` and start before `to`, without the
 * cancelled ones; at most 5,000, the first ones.
 */
export async function listFeedEvents(ctx: Ctx, from: Date, to: Date): Promise<FeedRow[]> {
  const binding = new Binding();
  const { bind } = binding;
  const me = `${bind(String(ctx.actor.id ?? 0))}::bigint`;
  const first = `${bind(from.toISOString())}::timestamp`;
  const last = `${bind(to.toISOString())}::timestamp`;
  // No appointment is longer than a day.
  const within = `start_time > ${first} - interval '24 hours' AND start_time < ${last}`;
  const where = [
    `a.end_time > ${first}`,
    `a.status <> 'CANCELLED'`,
    ...learnerConditions(ctx.actor, Permission.VIEW_APPOINTMENT, { client: 'a.client_id', learner: 'a.learner_id' }, binding),
  ];
  return prepared<FeedRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT a.id::text, a.start_time AS "startTime", a.end_time AS "endTime", e.digest AS "toldDigest", e.sequence, e.changed_at AS "changedAt",
       c.first_name AS "clientFirstName", c.last_name AS "clientLastName", l.first_name || ' ' || l.last_name AS "learnerName",
       r.name AS "roomName", a.is_group_session AS "isGroupSession", a.is_hold AS "isHold",
       CASE WHEN a.is_group_session THEN (SELECT count(*)::int FROM appointment_group_participants g WHERE g.appointment_id = a.id) ELSE 0 END AS "participantCount"
     FROM (SELECT * FROM appointments WHERE therapist_id = ${me} AND ${within}
           UNION SELECT x.* FROM appointment_staff s JOIN appointments x ON x.id = s.appointment_id WHERE s.user_id = ${me} AND ${within}) a
     JOIN clients c ON c.id = a.client_id LEFT JOIN learners l ON l.id = a.learner_id LEFT JOIN therapy_rooms r ON r.id = a.room_id
       LEFT JOIN calendar_feed_events e ON e.appointment_id = a.id
     WHERE ${where.join(' AND ')} ORDER BY a.start_time, a.id LIMIT ${MOST_EVENTS}`,
    binding.values,
  );
}

const LARGEST_SEQUENCE = 2_147_483_647;

export interface ToldChange {
  id: string;
  sequence: number;
  changedAt: Date;
}

/**
 * Writes down what feeds say of these appointments from now on: one that was told otherwise before has the next sequence. Readers of
 * the same change count it once. One statement.
 */
export async function followChanges(ctx: Ctx, told: readonly { id: string; digest: string }[]): Promise<ToldChange[]> {
  return ctx.db.$queryRawUnsafe<ToldChange[]>(
    `INSERT INTO calendar_feed_events AS e (appointment_id, digest, sequence, changed_at)
     SELECT a.id, w.digest, least(${LARGEST_SEQUENCE}, greatest(0, floor(extract(epoch FROM a.updated_at - a.created_at))))::int, a.updated_at
     FROM unnest($1::text[]::bigint[], $2::text[]) AS w (id, digest) JOIN appointments a ON a.id = w.id ORDER BY a.id FOR KEY SHARE OF a
     ON CONFLICT (appointment_id) DO UPDATE SET digest = excluded.digest,
       sequence = CASE WHEN e.digest = excluded.digest THEN e.sequence
         ELSE least(${LARGEST_SEQUENCE}, greatest(e.sequence::bigint + 1, excluded.sequence)) END,
       changed_at = CASE WHEN e.digest = excluded.digest THEN e.changed_at ELSE greatest($3::text::timestamp, e.changed_at) END
     RETURNING appointment_id::text AS id, sequence, changed_at AS "changedAt"`,
    told.map(({ id }) => id),
    told.map(({ digest }) => digest),
    ctx.now().toISOString(),
  );
}

/** What the practice says of feeds, and what tells it from other practices. */
export async function findFeedSettings(ctx: Ctx): Promise<{ details: FeedDetails; practice: string }> {
  const [row] = await prepared<{ details: FeedDetails; practice: string }>(
    ctx.pool,
    `SELECT calendar_feed_details::text AS details, id::text || ' ' || created_at::text AS practice FROM practice ORDER BY id LIMIT 1`,
  );
  return row ?? { details: 'INITIALS', practice: '' };
}
