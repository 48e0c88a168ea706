import type { Actor } from '../../access/actor.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import type { Priority } from '../../generated/requests/clients.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { countryFor } from '../../access/practice-country.js';
import { Search } from '../../database/search.sql.js';
import { isSearch, partsOf } from '../../kernel/search-words.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page, wholeList } from '../../database/lists.js';
import type { LanguageCode } from '../../generated/requests/users.js';
import type { ServiceType, WaitlistStatus } from '../../generated/requests/waitlist.js';
import type { WaitlistExport, WaitlistList } from './waitlist.input.js';

export interface WaitlistRow {
  id: string;
  clientId: string;
  clientName: string;
  serviceType: ServiceType;
  status: WaitlistStatus;
  requestDate: Date;
  priority: Priority | null;
  effectivePriority: Priority;
  priorityLevelId: string | null;
  priorityLevelName: string | null;
  priorityLevelColour: string | null;
  /** The lower the more urgent. */
  rank: number;
  /** Null for one that does not wait. */
  position: number | null;
  preferredSchedule: string | null;
  preferredDays: number[] | null;
  preferredFrom: string | null;
  preferredTo: string | null;
  preferredTherapistId: string | null;
  preferredTherapistName: string | null;
  preferredLocationId: string | null;
  preferredLocationName: string | null;
  preferredLanguage: LanguageCode | null;
  notes: string | null;
  statusChangedAt: Date | null;
  statusChangedBy: string | null;
  appointmentId: string | null;
  createdAt: Date;
  updatedAt: Date;
  createdBy: string | null;
  updatedBy: string | null;
}

const EFFECTIVE = 'coalesce(w.priority, c.priority)';
/** Levels of the practice and the priorities stand on one scale. */
const RANK = `coalesce(v.rank, CASE ${EFFECTIVE} WHEN 'HIGH' THEN 100 WHEN 'MEDIUM' THEN 200 ELSE 300 END)`;

const SELECT = `w.id::text, w.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName",
  w.service_type::text AS "serviceType", w.status::text, w.request_date AS "requestDate",
  w.priority::text, ${EFFECTIVE}::text AS "effectivePriority",
  w.priority_level_id::text AS "priorityLevelId", v.name AS "priorityLevelName", v.colour AS "priorityLevelColour", ${RANK} AS rank, w.preferred_schedule AS "preferredSchedule",
  w.preferred_days AS "preferredDays", w.preferred_from AS "preferredFrom", w.preferred_to AS "preferredTo",
  w.preferred_therapist_id::text AS "preferredTherapistId", t.first_name || ' ' || t.last_name AS "preferredTherapistName",
  w.preferred_location_id::text AS "preferredLocationId", p.name AS "preferredLocationName", w.preferred_language::text AS "preferredLanguage",
  w.notes, w.status_changed_at AS "statusChangedAt", w.status_changed_by::text AS "statusChangedBy", w.appointment_id::text AS "appointmentId",
  w.created_at AS "createdAt", w.updated_at AS "updatedAt", w.created_by::text AS "createdBy", w.updated_by::text AS "updatedBy"`;

const FROM = `waitlist w JOIN clients c ON c.id = w.client_id LEFT JOIN users t ON t.id = w.preferred_therapist_id
  LEFT JOIN practice_locations p ON p.id = w.preferred_location_id LEFT JOIN waitlist_priority_levels v ON v.id = w.priority_level_id`;

const LIST: ListDefinition = {
  select: SELECT,
  from: FROM,
  id: 'w.id',
  updatedAt: 'w.updated_at',
  sorts: {
    requestDate: { sql: 'w.request_date', type: 'timestamp' },
    // Of two tables, so no index has it; those who wait are few, and found by their status.
    priority: { sql: `lpad(${RANK}::text, 3, '0') || to_char(w.request_date, 'YYYYMMDDHH24MISSMS') COLLATE "C"`, type: 'text' },
  },
  defaultSort: 'requestDate',
};

type Unplaced = Omit<WaitlistRow, 'position'>;

/** An entry that waits, without its position. */
export type Candidate = Unplaced;

const seen =
  (actor: Actor): Scope =>
  (binding) =>
    clientConditions(actor, Permission.VIEW_WAITLIST, 'w.client_id', binding);

/** What the filters ask for, of what the actor may see. */
async function asked(ctx: Ctx, query: WaitlistList): Promise<Conditions> {
  const { q } = query;
  const country = await countryFor(ctx, q);
  return (
    new Conditions(seen(ctx.actor))
      .among('w.status', query.status, 'waitlist_status')
      .is('w.service_type', query.serviceType, 'service_type')
      .id('w.client_id', query.clientId)
      .is(EFFECTIVE, query.priority, 'priority')
      .id('w.priority_level_id', query.priorityLevelId)
      .id('w.preferred_therapist_id', query.preferredTherapistId)
      .id('w.preferred_location_id', query.preferredLocationId)
      // In the order of the list: who waits longest, and not who fits best, is first.
      .given(isSearch(q) ? q : undefined, (words, { bind }) => new Search(partsOf(words, country), bind).found('c.search'))
  );
}

/** The entries that match and that the actor may see, with their positions. */
export async function listWaitlistRows(ctx: Ctx, query: WaitlistList): Promise<Page<WaitlistRow>> {
  const page = await listPage<Unplaced & Record<string, unknown>>(ctx, LIST, query, await asked(ctx, query));
  const positions = await positionsOf(ctx, page.items);
  return { ...page, items: page.items.map((row) => ({ ...row, position: positions.get(row.id) ?? null })) };
}

const QUEUE = `SELECT w.id, row_number() OVER (PARTITION BY w.service_type ORDER BY ${RANK}, w.request_date, w.id)::int AS position
  FROM waitlist w JOIN clients c ON c.id = w.client_id LEFT JOIN waitlist_priority_levels v ON v.id = w.priority_level_id
  WHERE w.status = 'WAITING'`;

/** An entry as a file has it. */
export interface WaitlistFileRow extends WaitlistRow {
  /** As daysWaited in rules/ has it: until now, or until the status changed. */
  daysWaited: number;
}

const DAYS_WAITED = (now: string): string =>
  `greatest(0, floor(extract(epoch FROM CASE WHEN w.status = 'WAITING' THEN ${now} ELSE coalesce(w.status_changed_at, w.updated_at) END
    - w.request_date) / 86400))::int AS "daysWaited"`;

/** All of them with their positions, as statements for an export. */
export async function wholeWaitlist(
  ctx: Ctx,
  query: Omit<WaitlistExport, 'format'>,
  most: number,
): Promise<ReturnType<typeof wholeList>> {
  const list = { ...LIST, from: `${FROM} LEFT JOIN (${QUEUE}) AS queue ON queue.id = w.id` };
  return wholeList(
    list,
    query,
    await asked(ctx, query),
    most,
    (binding) => `${SELECT}, queue.position, ${DAYS_WAITED(binding.instant(ctx.now()))}`,
  );
}

/** The entry of that id, if the actor may see it and do `permission` to it. */
export async function findWaitlistRow(
  ctx: Ctx,
  id: bigint,
  permission: Permission = Permission.VIEW_WAITLIST,
): Promise<WaitlistRow | undefined> {
  const needed = [...new Set([Permission.VIEW_WAITLIST, permission])];
  const scope: Scope = (binding) => needed.flatMap((each) => clientConditions(ctx.actor, each, 'w.client_id', binding, 'one'));
  const where = new Conditions(scope).id('w.id', id);
  const text = `SELECT ${SELECT} FROM ${FROM} WHERE ${where.sql}`;
  const [row] = await prepared<Unplaced & Record<string, unknown>>(ctx.pool, text, where.values);
  return row && { ...row, position: (await positionsOf(ctx, [row])).get(row.id) ?? null };
}

/** Where these stand among all who wait for the same service. One statement for a page. */
async function positionsOf(
  ctx: Ctx,
  rows: readonly Pick<Unplaced, 'id' | 'status' | 'serviceType'>[],
): Promise<Map<string, number>> {
  const waiting = rows.filter(({ status }) => status === 'WAITING');
  if (waiting.length === 0) return new Map();
  const found = await prepared<{ id: string; position: number }>(
    ctx.pool,
    `SELECT id::text, position FROM (${QUEUE} AND w.service_type = ANY($2::service_type[])) queue WHERE id = ANY($1::bigint[])`,
    [waiting.map(({ id }) => id), [...new Set(waiting.map(({ serviceType }) => serviceType))]],
  );
  return new Map(found.map(({ id, position }) => [id, position]));
}

/** So many entries that wait are held against a slot: those who asked first. */
const MOST_CANDIDATES = 5000;

/**
 * Those who wait, the oldest request first, of clients that are not archived and that the actor may see; at most 5,000. Reads
 * through the transaction, if ctx is in one.
 */
export async function listCandidates(ctx: Ctx, serviceType?: ServiceType, except: readonly bigint[] = []): Promise<Candidate[]> {
  const where = new Conditions(seen(ctx.actor))
    .and(`w.status = 'WAITING' AND c.status <> 'ARCHIVED'`)
    .is('w.service_type', serviceType, 'service_type')
    .given(except.length ? except : undefined, (ids, { bind }) => `w.id <> ALL(${bind(ids.map(String))}::text[]::bigint[])`);
  const text = `SELECT ${SELECT} FROM ${FROM} WHERE ${where.sql} ORDER BY w.request_date, w.id LIMIT ${MOST_CANDIDATES}`;
  return prepared<Candidate & Record<string, unknown>>(ctx.pool, text, where.values);
}

interface SlotNames {
  therapistName: string | null;
  locationName: string | null;
  timezone: string;
}

/** The names behind a slot, and the zone in which it is meant. A name is null where there is none such in use. */
export async function findSlotNames(ctx: Ctx, therapistId: bigint, locationId: bigint | null): Promise<SlotNames> {
  const text = `SELECT (SELECT first_name || ' ' || last_name FROM users WHERE id = $1::bigint AND is_active) AS "therapistName",
      (SELECT name FROM practice_locations WHERE id = $2::bigint AND is_active) AS "locationName",
      coalesce((SELECT timezone FROM practice_locations WHERE id = $2::bigint), (SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC') AS timezone`;
  const [row] = await prepared<SlotNames & Record<string, unknown>>(ctx.pool, text, [
    String(therapistId),
    locationId === null ? null : String(locationId),
  ]);
  return row ?? { therapistName: null, locationName: null, timezone: 'UTC' };
}
