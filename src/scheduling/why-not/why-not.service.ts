/** "Why not?": each thing that stands in the way of a time, in words. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import { requireTimes } from '../appointments/bookable.js';
import type { Clash } from '../appointments/rules/clashes.js';
import { findClashes } from '../appointments/clashes.queries.js';
import type { Ctx } from '../../access/context.js';
import { practiceTimes } from '../../access/practice-zone.js';
import type { SpokenTimes } from '../../kernel/spoken-times.js';
import * as queries from '../free-times/free-slots.queries.js';
import { countedIds, gone, LONGEST_BUFFER } from '../free-times/free-slots.service.js';
import { type Interval, overlaps } from '../availability/rules/intervals.js';
import { outsideWorkingHours } from '../availability/rules/outside-hours.js';
import { closedAt, type Colleague, type NamedClosure } from '../availability/rules/hours.js';
import { withBuffer } from '../free-times/rules/slots.js';
import { outsideOpeningHours } from '../availability/time-warnings.js';
import type { Obstacle } from './why-not.dto.js';
import type { WhyNotQuery } from './why-not.input.js';

export interface FoundObstacle {
  code: Obstacle['code'];
  path: Obstacle['path'];
  message: string;
  name: string | null;
  startTime: Date | null;
  endTime: Date | null;
  appointmentId: string | null;
  title: string | null;
}

type Given = Pick<FoundObstacle, 'code' | 'path' | 'message'> & Partial<FoundObstacle>;

const obstacle = (given: Given, time?: Interval): FoundObstacle => ({
  name: null,
  appointmentId: null,
  title: null,
  startTime: time ? new Date(time.start) : null,
  endTime: time ? new Date(time.end) : null,
  ...given,
});

/**
 * All that stands in the way of a therapist, room, learner and equipment meeting at that time; nothing when it is free. A fixed
 * number of statements. Throws 403, 422 for what isn't there or isn't the actor's to see, and for a time that no
 * appointment can have.
 */
export async function findObstacles(ctx: Ctx, query: WhyNotQuery): Promise<FoundObstacle[]> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const { therapistId, startTime: start, endTime: end } = query;
  requireTimes(start, end);
  const { locationId: asked = null, roomId = null, learnerId = null, appointmentId: except = null } = query;
  const equipment = countedIds(query.equipmentId);
  const time = { start: start.getTime(), end: end.getTime() };

  const [person] = await queries.readColleagues(ctx, [therapistId]);
  if (!person) throw gone('member of the practice', 'therapistId');
  const { places, rooms } = await queries.readPlaces(ctx);
  const room = roomId === null ? null : rooms.find(({ id }) => id === String(roomId));
  if (room === undefined) throw gone('room', 'roomId');
  const placeId = asked === null ? (room?.locationId ?? null) : String(asked);
  const place = places.find(({ id }) => id === placeId);
  if (!place) throw gone('location', 'locationId');
  if (learnerId !== null && !(await visibleLearners(ctx, Permission.VIEW_APPOINTMENT, [learnerId])).size)
    throw gone('learner', 'learnerId');
  const stock =
    equipment.length === 0
      ? []
      : await queries.readStock(
          ctx,
          equipment.map(({ id }) => id),
        );
  const unknown = equipment.findIndex(({ id }) => !stock.some((one) => one.id === String(id)));
  if (unknown >= 0) throw gone('equipment', `equipmentId.${unknown}`);

  const staff = [{ resource: 'STAFF' as const, id: person.id }];
  const around = { start: time.start - LONGEST_BUFFER, end: time.end + LONGEST_BUFFER };
  const booked = await queries.readOccupancies(ctx, staff, around, except === null ? [] : [except]);
  const learners = learnerId === null ? [] : [learnerId];
  const say = await practiceTimes(ctx);
  const plan = { start, end, staff: [therapistId], room: roomId, learners, equipment, except };
  return [
    ...(start < ctx.now() ? [obstacle({ code: 'PAST', path: 'startTime', message: 'This time is over.' }, time)] : []),
    ...unused(person, place, room, stock),
    ...elsewhere(person, places, place, time, say),
    ...(room && asked !== null && room.locationId !== null && room.locationId !== placeId
      ? [wrongRoom(room, places.find(({ id }) => id === room.locationId)?.name ?? 'another location')]
      : []),
    ...stock
      .filter(({ locationId }) => place.id !== null && locationId !== null && locationId !== place.id)
      .map(({ name, locationId }) => {
        const where = places.find(({ id }) => id === locationId)?.name ?? 'another location';
        return obstacle({ code: 'WRONG_LOCATION', path: 'equipmentId', name, message: `${name} is at ${where}.` });
      }),
    ...(await queries.readTimeOff(ctx, [therapistId], time)).map((off) =>
      obstacle({ code: 'TIME_OFF', path: 'therapistId', name: person.name, message: `${person.name} is away.` }, off),
    ),
    ...closed(await queries.readClosures(ctx, time), place, time),
    ...shut(outsideOpeningHours(await queries.readOpening(ctx), place, time, say), place),
    ...tooClose(person, booked, time, place.zone, say),
    ...(await findClashes(ctx, [plan])).map(ofClash),
  ];
}

/** What is not in use any more. */
function unused(
  person: Colleague,
  place: queries.Place,
  room: queries.PlaceRoom | null,
  stock: readonly queries.Stock[],
): FoundObstacle[] {
  const all: { path: FoundObstacle['path']; name: string | null; inUse: boolean; what: string }[] = [
    { path: 'therapistId', name: person.name, inUse: person.isActive, what: 'does not work here any more' },
    { path: 'locationId', name: place.name, inUse: place.isActive, what: 'is not in use' },
    ...(room ? [{ path: 'roomId' as const, name: room.name, inUse: room.isActive, what: 'is not in use' }] : []),
    ...stock.map(({ name, isAvailable }) => ({ path: 'equipmentId' as const, name, inUse: isAvailable, what: 'is not in use' })),
  ];
  return all
    .filter(({ inUse }) => !inUse)
    .map(({ path, name, what }) => obstacle({ code: 'INACTIVE', path, name, message: `${name ?? 'This'} ${what}.` }));
}

function wrongRoom(room: queries.PlaceRoom, where: string): FoundObstacle {
  return obstacle({ code: 'WRONG_LOCATION', path: 'roomId', name: room.name, message: `${room.name} is at ${where}.` });
}

/** Whether they work then, and there. */
function elsewhere(
  person: Colleague,
  places: readonly queries.Place[],
  place: queries.Place,
  time: Interval,
  say: SpokenTimes,
): FoundObstacle[] {
  const outside = outsideWorkingHours(person, places, place, time, say);
  if (outside === null) return [];
  const path = outside.code === 'WRONG_LOCATION' ? 'locationId' : 'startTime';
  return [obstacle({ ...outside, path, name: person.name })];
}

function shut(message: string | null, { name }: queries.Place): FoundObstacle[] {
  return message === null ? [] : [obstacle({ code: 'OUTSIDE_OPENING_HOURS', path: 'startTime', name, message })];
}

function closed(closures: readonly NamedClosure[], place: queries.Place, time: Interval): FoundObstacle[] {
  return closedAt(closures, place.id, place.zone)
    .filter((one) => overlaps(one, time))
    .map(({ closure: { name, locationId }, start, end }) => {
      const what = locationId === null ? 'The practice' : (place.name ?? 'The location');
      return obstacle({ code: 'CLOSURE', path: 'startTime', name, message: `${what} is closed: ${name}.` }, { start, end });
    });
}

/** Their appointments before and after it that leave too little time between. */
function tooClose(
  person: Colleague,
  booked: readonly Interval[],
  time: Interval,
  zone: string,
  say: SpokenTimes,
): FoundObstacle[] {
  const { name, bufferMinutes } = person;
  const widened = withBuffer({ booked, bufferMinutes });
  return booked
    .filter((one, index) => !overlaps(one, time) && overlaps(widened[index] as Interval, time))
    .map((one) => {
      const clock = (moment: number): string => say.at(new Date(moment), zone);
      const other = one.end <= time.start ? `one ends at ${clock(one.end)}` : `one begins at ${clock(one.start)}`;
      const message = `${name} needs ${bufferMinutes} minutes between appointments, and ${other}.`;
      return obstacle({ code: 'BUFFER', path: 'startTime', name, message }, one);
    });
}

const PATHS = { STAFF: 'startTime', ROOM: 'roomId', LEARNER: 'learnerId', EQUIPMENT: 'equipmentId' } as const;

function ofClash({ resource, name, message, startTime, endTime, appointmentId, title }: Clash): FoundObstacle {
  // Seats are of a session that is there; a time that is looked at has none.
  const code = resource === 'SEATS' ? 'ROOM' : resource;
  const times = { startTime: new Date(startTime), endTime: new Date(endTime) };
  return { code, path: PATHS[code], name, message, appointmentId, title, ...times };
}
