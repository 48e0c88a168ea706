/** What a booking names: people, equipment, a location and a room, all by one statement. Reads through the transaction, if ctx is in one. */
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { Booking } from './booked.js';

export interface Named {
  /** Of those named: who works here, what can be lent. */
  people: ReadonlySet<bigint>;
  equipment: ReadonlySet<bigint>;
  /** Where equipment is; what goes anywhere is left out. */
  equipmentAt: ReadonlyMap<bigint, bigint>;
  /** Learners whose course has ended, so that nothing new is booked for them, with their status. */
  ended: ReadonlyMap<bigint, 'INACTIVE' | 'GRADUATED'>;
  /** Null where there is none such. */
  location: { isActive: boolean } | null;
  room: { isActive: boolean; locationId: bigint | null } | null;
}

interface Row {
  kind: 'user' | 'equipment' | 'location' | 'room' | 'learner';
  id: string;
  usable: boolean;
  /** Of a room and of equipment its location, of a learner their status. */
  more: string | null;
}

const SELECT = `SELECT 'user' AS kind, id::text, is_active AS usable, NULL AS more FROM users WHERE id = ANY($1::text[]::bigint[])
  UNION ALL SELECT 'equipment', id::text, is_available, location_id::text FROM therapy_equipment WHERE id = ANY($2::text[]::bigint[])
  UNION ALL SELECT 'location', id::text, is_active, NULL FROM practice_locations WHERE id = $3::bigint
  UNION ALL SELECT 'room', id::text, is_active, location_id::text FROM therapy_rooms WHERE id = $4::bigint
  UNION ALL SELECT 'learner', id::text, false, status::text FROM learners
    WHERE id = ANY($5::text[]::bigint[]) AND status IN ('INACTIVE', 'GRADUATED')`;

/** What of all that a booking names is there and in use. */
export async function readNamed(ctx: Ctx, booking: Booking, learners: readonly bigint[]): Promise<Named> {
  const { therapistId, staff, equipment, locationId, roomId } = booking;
  const rows = await prepared<Row & Record<string, unknown>>(ctx.pool, SELECT, [
    [therapistId, ...staff.map(({ userId }) => userId)].map(String),
    equipment.map(({ equipmentId }) => String(equipmentId)),
    locationId === null ? null : String(locationId),
    roomId === null ? null : String(roomId),
    learners.map(String),
  ]);
  const usable = (kind: Row['kind']): Set<bigint> =>
    new Set(rows.flatMap((row) => (row.kind === kind && row.usable ? [BigInt(row.id)] : [])));
  const location = rows.find(({ kind }) => kind === 'location');
  const room = rows.find(({ kind }) => kind === 'room');
  return {
    people: usable('user'),
    equipment: usable('equipment'),
    equipmentAt: new Map(
      rows.flatMap(({ kind, id, more }) => (kind === 'equipment' && more !== null ? [[BigInt(id), BigInt(more)] as const] : [])),
    ),
    ended: new Map(
      rows.flatMap(({ kind, id, more }) => (kind === 'learner' ? [[BigInt(id), more as 'INACTIVE' | 'GRADUATED'] as const] : [])),
    ),
    location: location ? { isActive: location.usable } : null,
    room: room ? { isActive: room.usable, locationId: room.more === null ? null : BigInt(room.more) } : null,
  };
}
