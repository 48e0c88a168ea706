/** The calendar page: what it needs to know before it draws anything. Its appointments come from the API. */
import type { AdminPage } from 'adminjs';
import { Permission } from '../../src/access/permissions.js';
import { requirePermission } from '../../src/access/policy.js';
import type { Ctx } from '../../src/access/context.js';
import { listEquipment } from '../../src/practice/equipment/equipment.service.js';
import { listLocations } from '../../src/practice/locations/locations.service.js';
import { listRooms } from '../../src/practice/rooms/rooms.service.js';
import type { Page } from '../../src/database/lists.js';
import { listDirectory } from '../../src/people/users/users.service.js';
import { appointmentTypes } from '../../src/scheduling/appointment-types/appointment-types.service.js';
import { reasonsInUse } from '../../src/scheduling/appointments/cancelling.js';
import { ctxIn, zoneIn } from '../http/session.js';

/** What this person may do here: nothing else is offered. */
export interface CalendarRights {
  create: boolean;
  edit: boolean;
  reopen: boolean;
  doubleBook: boolean;
  /** Offer a time to somebody who waits, and place them. */
  waitlist: boolean;
  /** Look for clients, whom an appointment is booked for. */
  clients: boolean;
  notes: boolean;
  /** Sees everybody's appointments, not those of the own caseload alone. */
  all: boolean;
}

export interface CalendarPerson {
  id: string;
  name: string;
  therapist: boolean;
}
export interface CalendarRoom {
  id: string;
  name: string;
  locationId: string | null;
  capacity: number | null;
}
export interface CalendarPlace {
  id: string;
  name: string;
  timezone: string;
}
export interface CalendarThing {
  id: string;
  name: string;
  quantity: number;
}

export interface CalendarFacts {
  me: string;
  /** Whose clocks the calendar shows. */
  zone: string;
  can: CalendarRights;
  people: CalendarPerson[];
  rooms: CalendarRoom[];
  places: CalendarPlace[];
  things: CalendarThing[];
  /** The sorts of visits that are in use. */
  types: { id: string; name: string }[];
  /** For which appointments are called off. */
  reasons: { id: string; name: string }[];
}

const MOST_PAGES = 10;

/** The whole of a short list; as good as nothing for who may not see it. */
async function all<Row>(allowed: boolean, read: (cursor?: string) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (let pages = 0; allowed && pages < MOST_PAGES; pages++) {
    const page = await read(cursor);
    rows.push(...page.items);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return rows;
}

/** Throws 403 for who may not see appointments. */
export async function calendarFacts(ctx: Ctx, zone: string): Promise<CalendarFacts> {
  const { actor } = ctx;
  requirePermission(actor, Permission.VIEW_APPOINTMENT);
  const practice = actor.can(Permission.VIEW_PRACTICE);
  const [people, rooms, places, things] = await Promise.all([
    all(actor.can(Permission.VIEW_USER), (cursor) => listDirectory(ctx, { limit: 200, cursor })),
    all(practice, (cursor) => listRooms(ctx, { limit: 200, cursor, isActive: true })),
    all(practice, (cursor) => listLocations(ctx, { limit: 200, cursor, isActive: true })),
    all(practice, (cursor) => listEquipment(ctx, { limit: 200, cursor, isAvailable: true })),
  ]);
  return {
    me: String(actor.id),
    zone,
    can: {
      create: actor.can(Permission.CREATE_APPOINTMENT),
      edit: actor.can(Permission.EDIT_APPOINTMENT),
      reopen: actor.can(Permission.REOPEN_APPOINTMENT),
      doubleBook: actor.can(Permission.DOUBLE_BOOK),
      waitlist: actor.can(Permission.EDIT_WAITLIST),
      clients: actor.can(Permission.VIEW_CLIENT),
      notes: actor.can(Permission.EDIT_CLINICAL_NOTE),
      all: actor.can(Permission.VIEW_ALL_CLIENTS),
    },
    people: people.map((one) => ({
      id: String(one.id),
      name: `${one.firstName} ${one.lastName}`,
      therapist: one.role === 'THERAPIST',
    })),
    rooms: rooms.map((one) => ({
      id: String(one.id),
      name: one.name,
      locationId: one.locationId === null ? null : String(one.locationId),
      capacity: one.capacity,
    })),
    places: places.map((one) => ({ id: String(one.id), name: one.name, timezone: one.timezone })),
    types: (await appointmentTypes.list(ctx))
      .filter(({ isActive }) => isActive)
      .map(({ id, name }) => ({ id: String(id), name })),
    reasons: await reasonsInUse(ctx),
    things: things.map((one) => ({ id: String(one.id), name: one.name, quantity: one.quantity })),
  };
}

export const calendarPage: AdminPage = {
  component: 'Calendar',
  icon: 'Calendar',
  handler: (_request: unknown, _response: unknown, context: Parameters<typeof ctxIn>[0]) =>
    calendarFacts(ctxIn(context), zoneIn(context)),
};
