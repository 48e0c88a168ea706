/** When is there time: free slots of one or several people over weeks, with the room, the learner and the equipment. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import type { Ctx } from '../../access/context.js';
import { type AppError, unprocessable } from '../../kernel/errors.js';
import type { FreeSlotNote } from './free-slots.dto.js';
import type { FreeSlotsQuery } from './free-slots.input.js';
import * as queries from './free-slots.queries.js';
import { beyond, type Interval, merged, overlaps } from '../availability/rules/intervals.js';
import { type ClockReader, clockReader, type Hours, stretchesOf, type Colleague } from '../availability/rules/hours.js';
import { type FreeSlot, freeSlots } from './rules/slots.js';

const MINUTE = 60_000;
/** Nobody's buffer is longer (the database holds that). */
export const LONGEST_BUFFER = 240 * MINUTE;
const LONGEST_WINDOW = 56 * 24 * 60 * MINUTE;

/** What is looked for, with what is usual where nothing was said. */
export interface SlotSearch {
  therapists: readonly bigint[];
  from: Date;
  to: Date;
  durationMinutes: number;
  stepMinutes: number;
  locationId: bigint | null;
  roomId: bigint | null;
  learnerId: bigint | null;
  equipment: readonly { id: bigint; quantity: number }[];
  /** The appointment that is to be moved. */
  except: bigint | null;
  limit: number;
}

export interface FoundSlot {
  start: Date;
  end: Date;
  therapistId: bigint;
  therapistName: string;
  locationId: bigint | null;
  locationName: string | null;
  zone: string;
  rooms: { id: string; name: string }[] | null;
}

export interface SlotNote {
  therapistId: bigint;
  code: FreeSlotNote['code'];
  message: string;
}

export interface FoundSlots {
  slots: FoundSlot[];
  truncated: boolean;
  notes: SlotNote[];
}

/** Ids that may be named several times, each once with how often. */
export const countedIds = (given: readonly bigint[] = []): { id: bigint; quantity: number }[] =>
  [...new Set(given)].map((id) => ({ id, quantity: given.filter((one) => one === id).length }));

export const gone = (what: string, path: string): AppError =>
  unprocessable('reference.not_found', `There is no such ${what}.`, path);

/** The free slots that a request asks for. Throws 403, 422 for a window that is none and for what isn't there or in use. */
export async function findFreeSlots(ctx: Ctx, query: FreeSlotsQuery): Promise<FoundSlots> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  const { therapistId, equipmentId, appointmentId: except = null, locationId = null, roomId = null, learnerId = null } = query;
  const { from, to, durationMinutes, stepMinutes = 15, limit = 100 } = query;
  return searchSlots(ctx, {
    therapists: [...new Set(therapistId)],
    from,
    to,
    durationMinutes,
    stepMinutes,
    locationId,
    roomId,
    learnerId,
    equipment: countedIds(equipmentId),
    except,
    limit,
  });
}

/**
 * The free slots, by start and then by the therapist's name; what is over is left out. A fixed number of statements. Of what
 * is booked it tells nothing but that somebody has time; the caller has asked for VIEW_APPOINTMENT.
 * @throws 422 for a window that is none or too long, and for what isn't there, isn't in use or isn't the actor's to see
 */
export async function searchSlots(ctx: Ctx, search: SlotSearch): Promise<FoundSlots> {
  const length = search.to.getTime() - search.from.getTime();
  if (length <= 0) throw unprocessable('availability.window', 'The window ends after it starts.', 'to');
  if (length > LONGEST_WINDOW) throw unprocessable('availability.window', 'A window is at most 8 weeks long.', 'to');
  const start = Math.max(search.from.getTime(), ctx.now().getTime());
  const window = { start, end: Math.max(start, search.to.getTime()) };
  const people = await queries.readColleagues(ctx, search.therapists);
  const unknown = search.therapists.findIndex((id) => !people.some((one) => one.id === String(id) && one.isActive));
  if (unknown >= 0) throw gone('active member of the practice', `therapistId.${unknown}`);
  const { places, rooms } = await queries.readPlaces(ctx);
  const stock = await requireStock(ctx, search);
  const place = placeOfStock(search, stock, placeOf(search, places, rooms));
  if (search.learnerId !== null && !(await visibleLearners(ctx, Permission.VIEW_APPOINTMENT, [search.learnerId])).size)
    throw gone('learner', 'learnerId');
  const around = { start: window.start - LONGEST_BUFFER, end: window.end + LONGEST_BUFFER };
  const timeOff = await queries.readTimeOff(ctx, search.therapists, window);
  const closures = await queries.readClosures(ctx, window);
  const choice =
    search.roomId === null
      ? rooms.filter((room) => room.isActive && room.locationId !== null && (place ?? room.locationId) === room.locationId)
      : [];
  const occupancies = await queries.readOccupancies(
    ctx,
    resourcesOf(search, choice),
    around,
    search.except === null ? [] : [search.except],
  );
  const taken = takenBy(search, stock, occupancies);
  const zones = new Map(places.map(({ id, zone }) => [id, zone]));
  const zoneOf = (id: string | null): string => zones.get(id) ?? 'UTC';
  const clock = clockReader();
  const opening = await queries.readOpening(ctx);
  const hoursOf = (one: Colleague): Hours[] => one.hours.map((hours) => ({ ...hours, zone: zoneOf(hours.locationId) }));
  const perPerson = people.map((person) => {
    const schedule = {
      hours: hoursOf(person),
      closures,
      timeOff: timeOff.filter(({ userId }) => userId === person.id),
      booked: of(occupancies, 'STAFF', person.id),
      bufferMinutes: person.bufferMinutes,
      opening,
    };
    const { durationMinutes, stepMinutes } = search;
    const wanted = { window, durationMinutes, stepMinutes, locationId: place, taken, limit: search.limit + 1 };
    const note = noteOf(person, schedule.hours, place, window, clock);
    return { person, note, slots: note ? [] : freeSlots(schedule, wanted, zoneOf, clock) };
  });
  // Sorting is stable: people keep the order of their names.
  const all = perPerson
    .flatMap(({ person, slots }) => slots.map((slot) => ({ person, slot })))
    .sort((a, b) => a.slot.start - b.slot.start);
  const isFree = roomChecker(occupancies);
  return {
    slots: all.slice(0, search.limit).map(({ person, slot }) => ({
      start: new Date(slot.start),
      end: new Date(slot.end),
      therapistId: BigInt(person.id),
      therapistName: person.name,
      locationId: slot.locationId === null ? null : BigInt(slot.locationId),
      locationName: places.find(({ id }) => id === slot.locationId)?.name ?? null,
      zone: zoneOf(slot.locationId),
      rooms: search.roomId !== null || slot.locationId === null ? null : freeRooms(choice, slot, isFree),
    })),
    truncated: all.length > search.limit,
    notes: perPerson.flatMap(({ note }) => note ?? []),
  };
}

/** Where it is to be: as asked, or where the room is. Throws 422 for what isn't there, isn't in use, or doesn't go together. */
function placeOf(search: SlotSearch, places: readonly queries.Place[], rooms: readonly queries.PlaceRoom[]): string | null {
  const asked = search.locationId === null ? null : String(search.locationId);
  if (asked !== null && !places.some(({ id, isActive }) => id === asked && isActive)) throw gone('location in use', 'locationId');
  if (search.roomId === null) return asked;
  const room = rooms.find(({ id, isActive }) => id === String(search.roomId) && isActive);
  if (!room) throw gone('room in use', 'roomId');
  if (asked !== null && room.locationId !== null && room.locationId !== asked)
    throw unprocessable('appointment.place', 'This room is at another location.', 'roomId');
  return asked ?? room.locationId;
}

async function requireStock(ctx: Ctx, { equipment }: SlotSearch): Promise<queries.Stock[]> {
  if (equipment.length === 0) return [];
  const stock = await queries.readStock(
    ctx,
    equipment.map(({ id }) => id),
  );
  const unknown = equipment.findIndex(({ id }) => !stock.some((one) => one.id === String(id) && one.isAvailable));
  if (unknown >= 0) throw gone('equipment in use', `equipmentId.${unknown}`);
  return stock;
}

/** The same place, or the one where the equipment is. Throws 422 for equipment that is at another location. */
function placeOfStock({ equipment }: SlotSearch, stock: readonly queries.Stock[], asked: string | null): string | null {
  let place = asked;
  equipment.forEach(({ id }, index) => {
    const at = stock.find((one) => one.id === String(id))?.locationId ?? null;
    if (at !== null && place !== null && at !== place)
      throw unprocessable('appointment.place', 'This equipment is at another location.', `equipmentId.${index}`);
    place ??= at;
  });
  return place;
}

type Resource = queries.Occupancy['resource'];

function resourcesOf(search: SlotSearch, choice: readonly queries.PlaceRoom[]): { resource: Resource; id: string }[] {
  const list = (resource: Resource, ids: readonly (bigint | string | null)[]) =>
    ids.flatMap((id) => (id === null ? [] : [{ resource, id: String(id) }]));
  return [
    ...list('STAFF', search.therapists),
    ...list('ROOM', [search.roomId, ...choice.map(({ id }) => id)]),
    ...list('LEARNER', [search.learnerId]),
    ...list(
      'EQUIPMENT',
      search.equipment.map(({ id }) => id),
    ),
  ];
}

const of = (occupancies: readonly queries.Occupancy[], resource: Resource, id: string): queries.Occupancy[] =>
  occupancies.filter((one) => one.resource === resource && one.id === id);

/** When the room, the learner or the equipment is taken. */
function takenBy(search: SlotSearch, stock: readonly queries.Stock[], occupancies: readonly queries.Occupancy[]): Interval[] {
  const single = (resource: Resource, id: bigint | null): Interval[] =>
    id === null ? [] : of(occupancies, resource, String(id));
  return merged([
    ...single('ROOM', search.roomId),
    ...single('LEARNER', search.learnerId),
    ...search.equipment.flatMap(({ id, quantity }) => {
      const most = (stock.find((one) => one.id === String(id))?.quantity ?? 0) - quantity;
      // More than there is: never.
      return most < 0 ? [{ start: -Infinity, end: Infinity }] : beyond(of(occupancies, 'EQUIPMENT', String(id)), most);
    }),
  ]);
}

function noteOf(
  person: Colleague,
  hours: readonly Hours[],
  place: string | null,
  window: Interval,
  clock: ClockReader,
): SlotNote | undefined {
  const therapistId = BigInt(person.id);
  if (hours.length === 0) return { therapistId, code: 'NO_WORKING_HOURS', message: `${person.name} has no working hours.` };
  // All of it is over.
  if (window.end === window.start) return undefined;
  const there = hours.filter(({ locationId }) => place === null || (locationId ?? place) === place);
  if (stretchesOf(there, window, clock).length > 0) return undefined;
  const where = place === null ? 'in this time' : 'at this location in this time';
  return { therapistId, code: 'NO_WORKING_HOURS_THERE', message: `${person.name} has no working hours ${where}.` };
}

type RoomChecker = (roomId: string, time: Interval) => boolean;

function roomChecker(occupancies: readonly queries.Occupancy[]): RoomChecker {
  const byRoom = new Map<string, Interval[]>();
  for (const one of occupancies) {
    if (one.resource !== 'ROOM') continue;
    const list = byRoom.get(one.id) ?? [];
    byRoom.set(one.id, list);
    list.push(one);
  }
  return (roomId, time) => !(byRoom.get(roomId) ?? []).some((one) => overlaps(one, time));
}

function freeRooms(choice: readonly queries.PlaceRoom[], slot: FreeSlot, isFree: RoomChecker): { id: string; name: string }[] {
  return choice
    .filter((room) => room.locationId === slot.locationId && isFree(room.id, slot))
    .map(({ id, name }) => ({ id, name }));
}
