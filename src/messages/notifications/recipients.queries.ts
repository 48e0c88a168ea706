import type { Ctx } from '../../access/context.js';
import type { LanguageCode } from '../../generated/prisma/index.js';

/** How somebody of a client's family is reached, and in which language. */
export interface Contact {
  name: string;
  email: string | null;
  phone: string | null;
  language: LanguageCode;
}

/** One appointment and one family that comes to it. */
export interface ReminderRow {
  appointmentId: string;
  clientId: string;
  startTime: Date;
  zone: string;
  place: string | null;
  therapist: string;
  practice: string;
  dedupeKey: string;
  contacts: Contact[];
}

/**
 * Who is written to about a client: for a learner the primary caregiver and then the client, otherwise the client first; only
 * caregivers whose consent holds. As JSON, in the order of preference.
 */
const contacts = (
  client: string,
  learner: string,
): string => `(SELECT coalesce(json_agg(json_build_object('name', w.name, 'email', w.email,
    'phone', w.phone, 'language', w.language) ORDER BY w.place), '[]') FROM (
    SELECT c2.first_name AS name, c2.email, c2.phone, c2.preferred_language AS language, 1 AS place FROM clients c2 WHERE c2.id = ${client}
    UNION ALL
    (SELECT g.first_name, g.email, g.phone, g.preferred_language, CASE WHEN ${learner} IS NULL THEN 2 ELSE 0 END FROM caregivers g
     WHERE g.client_id = ${client} AND g.is_primary_contact AND coalesce(g.consent_expires_on >= current_date, true) ORDER BY g.id LIMIT 1)) w)`;

/**
 * Appointments that begin within the practice's hours of a reminder, and whose family has none of that start yet; for a group each
 * family that takes part. Holds are nobody's appointment. One statement.
 */
export async function dueReminders(ctx: Ctx, most: number): Promise<ReminderRow[]> {
  const { rows } = await ctx.pool.query<ReminderRow>(
    `WITH practice AS (SELECT name, timezone, reminder_hours FROM practice ORDER BY id LIMIT 1),
       due AS (SELECT a.id, a.start_time, a.client_id, a.learner_id, a.therapist_id, a.location_id, a.location FROM appointments a, practice p
         WHERE a.start_time > $1::timestamp AND a.start_time <= $1::timestamp + p.reminder_hours * interval '1 hour'
           AND a.status IN ('SCHEDULED', 'CONFIRMED') AND NOT a.is_hold),
       family AS (SELECT d.id, d.client_id, d.learner_id FROM due d
         UNION SELECT d.id, l.client_id, min(l.id) FROM due d JOIN appointment_group_participants g ON g.appointment_id = d.id
           JOIN learners l ON l.id = g.learner_id WHERE l.client_id <> d.client_id GROUP BY d.id, l.client_id),
       told AS (SELECT f.*, d.start_time, d.therapist_id, d.location_id, d.location,
           'reminder:' || d.id || ':' || (extract(epoch FROM d.start_time) * 1000)::bigint || ':' || f.client_id AS key
         FROM family f JOIN due d ON d.id = f.id)
     SELECT t.id::text AS "appointmentId", t.client_id::text AS "clientId", t.start_time AS "startTime",
       coalesce(o.timezone, p.timezone) AS zone, coalesce(nullif(btrim(t.location), ''), nullif(concat_ws(', ', o.name, o.address), '')) AS place,
       u.first_name || ' ' || u.last_name AS therapist, p.name AS practice, t.key AS "dedupeKey",
       ${contacts('t.client_id', 't.learner_id')} AS contacts
     FROM told t CROSS JOIN practice p JOIN clients c ON c.id = t.client_id AND c.status <> 'ARCHIVED' JOIN users u ON u.id = t.therapist_id LEFT JOIN practice_locations o ON o.id = t.location_id
     WHERE NOT EXISTS (SELECT 1 FROM outbox_messages m WHERE m.dedupe_key = t.key)
     ORDER BY t.start_time, t.id, t.client_id LIMIT $2`,
    [ctx.now().toISOString(), most],
  );
  return rows;
}

/** The contacts of one client, whose learner it may be about. */
export async function contactsOf(ctx: Ctx, clientId: bigint, aboutLearner: boolean): Promise<Contact[]> {
  const learner = aboutLearner ? '0::bigint' : 'NULL::bigint';
  const rows = await ctx.db.$queryRawUnsafe<{ contacts: Contact[] }[]>(
    `SELECT ${contacts('$1::bigint', learner)} AS contacts`,
    clientId,
  );
  return rows[0]?.contacts ?? [];
}

/** What a message about a time says of it. */
export interface Occasion {
  zone: string;
  place: string | null;
  therapist: string;
  practice: string;
}

export async function occasionOf(ctx: Ctx, therapistId: bigint, locationId: bigint | null): Promise<Occasion> {
  const rows = await ctx.db.$queryRawUnsafe<Occasion[]>(
    `SELECT coalesce(o.timezone, p.timezone) AS zone, nullif(concat_ws(', ', o.name, o.address), '') AS place,
       u.first_name || ' ' || u.last_name AS therapist, p.name AS practice
     FROM (SELECT name, timezone FROM practice ORDER BY id LIMIT 1) p JOIN users u ON u.id = $1::bigint
       LEFT JOIN practice_locations o ON o.id = $2::bigint`,
    therapistId,
    locationId,
  );
  return rows[0] ?? { zone: 'UTC', place: null, therapist: '', practice: '' };
}
