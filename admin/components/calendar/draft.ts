/** An appointment as the form holds it, and as the API takes it. Pure. */
import type { Weekday } from '../../../src/scheduling/series/rules/rule.js';
import type { RecurrenceInput } from '../../../src/generated/requests/series.js';
import type { TherapistRole } from '../../../src/generated/requests/appointments.js';
import type { Appointment } from './model.js';
import type { Chosen } from './picker.js';
import { lengthOf, timesFrom } from './times.js';
import { toWallTime } from '../../values/zone.js';

export interface Draft {
  client: Chosen | null;
  learnerId: string;
  therapistId: string;
  locationId: string;
  roomId: string;
  location: string;
  /** What sort of visit; empty: the one that counts for those without. */
  typeId: string;
  title: string;
  /** `2026-03-08`, `09:30`: on the wall clock of the calendar. */
  date: string;
  time: string;
  /** Minutes, as typed. */
  length: string;
  notes: string;
  isGroup: boolean;
  seats: string;
  staff: { userId: string; role: TherapistRole }[];
  equipment: { equipmentId: string; quantity: string }[];
  participants: Chosen[];
  confirmed: boolean;
  doubleBookingReason: string;
}

export interface Repeats {
  frequency: RecurrenceInput['frequency'];
  interval: string;
  days: Weekday[];
  rule: string;
  ends: 'count' | 'until';
  count: string;
  until: string;
  exceptions: string[];
  /** Occurrences at another time, by the start that the rule gives them. They go when anything else of the series changes. */
  moves: Record<string, string>;
}

export const USUAL_LENGTH = '50';

export const EMPTY: Draft = {
  client: null,
  learnerId: '',
  therapistId: '',
  locationId: '',
  roomId: '',
  location: '',
  typeId: '',
  title: '',
  date: '',
  time: '09:00',
  length: USUAL_LENGTH,
  notes: '',
  isGroup: false,
  seats: '',
  staff: [],
  equipment: [],
  participants: [],
  confirmed: false,
  doubleBookingReason: '',
};

/** The appointment, to be changed. */
export function draftOf(appointment: Appointment, zone: string): Draft {
  const wall = toWallTime(new Date(appointment.startTime), zone);
  return {
    client: { id: appointment.clientId, name: appointment.clientName },
    learnerId: appointment.learnerId ?? '',
    therapistId: appointment.therapistId,
    locationId: appointment.locationId ?? '',
    roomId: appointment.roomId ?? '',
    location: appointment.location ?? '',
    typeId: appointment.appointmentTypeId ?? '',
    title: appointment.title,
    date: wall.slice(0, 10),
    time: wall.slice(11),
    length: String(lengthOf(appointment) / 60_000),
    notes: appointment.notes ?? '',
    isGroup: appointment.isGroupSession,
    seats: appointment.maxParticipants === null ? '' : String(appointment.maxParticipants),
    staff: appointment.staff.map(({ userId, role }) => ({ userId, role })),
    equipment: appointment.equipment.map(({ equipmentId, quantity }) => ({ equipmentId, quantity: String(quantity) })),
    participants: [],
    confirmed: appointment.status === 'CONFIRMED',
    doubleBookingReason: appointment.doubleBookingReason ?? '',
  };
}

/** Where a draft is to begin at that time. */
export function startingAt({ startTime }: { startTime: string }, zone: string): Pick<Draft, 'date' | 'time'> {
  const wall = toWallTime(new Date(startTime), zone);
  return { date: wall.slice(0, 10), time: wall.slice(11) };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const whole = (text: string): number | null => (text.trim() === '' ? null : Number(text));

function common(draft: Draft, zone: string) {
  return {
    title: draft.title.trim(),
    appointmentTypeId: orNull(draft.typeId),
    ...timesFrom(`${draft.date}T${draft.time}`, Number(draft.length), zone),
    learnerId: orNull(draft.learnerId),
    therapistId: draft.therapistId,
    locationId: orNull(draft.locationId),
    roomId: orNull(draft.roomId),
    location: orNull(draft.location),
    isGroupSession: draft.isGroup,
    maxParticipants: draft.isGroup ? whole(draft.seats) : null,
    staff: draft.staff.filter(({ userId }) => userId !== ''),
    equipment: draft.equipment
      .filter(({ equipmentId }) => equipmentId !== '')
      .map(({ equipmentId, quantity }) => ({ equipmentId, quantity: Number(quantity) || 1 })),
    notes: orNull(draft.notes),
  };
}

/** The body that books it; with `repeats` a series. */
export function bookingOf(draft: Draft, zone: string, repeats: Repeats | null): object {
  const { notes, ...rest } = common(draft, zone);
  return {
    ...rest,
    clientId: draft.client?.id ?? '',
    ...(draft.confirmed && { status: 'CONFIRMED' }),
    ...(notes !== null && { notes }),
    ...(draft.isGroup &&
      draft.participants.length > 0 && { participants: draft.participants.map(({ id }) => ({ learnerId: id })) }),
    ...(repeats
      ? { recurrence: recurrenceOf(repeats) }
      : orNull(draft.doubleBookingReason) && { doubleBookingReason: orNull(draft.doubleBookingReason) }),
  };
}

/** The others' moves. */
export const movesWithout = ({ moves }: Repeats, originalStart: string): Repeats['moves'] =>
  Object.fromEntries(Object.entries(moves).filter(([start]) => start !== originalStart));

export function recurrenceOf(repeats: Repeats): RecurrenceInput {
  const moves = Object.entries(repeats.moves).map(([originalStart, startTime]) => ({ originalStart, startTime }));
  const weekly = repeats.frequency === 'WEEKLY' || repeats.frequency === 'BIWEEKLY';
  return {
    frequency: repeats.frequency,
    ...(repeats.frequency === 'CUSTOM' ? { rule: repeats.rule.trim() } : { interval: Number(repeats.interval) || 1 }),
    ...(weekly && repeats.days.length > 0 && { daysOfWeek: repeats.days }),
    ...(repeats.ends === 'count' ? { count: Number(repeats.count) } : { until: repeats.until }),
    ...(repeats.exceptions.length > 0 && { exceptions: repeats.exceptions }),
    ...(moves.length > 0 && { moves }),
  };
}

/** What differs from what was there: an absent field stays. Empty where nothing does. */
export function changesOf(before: Draft, after: Draft, zone: string): Record<string, unknown> {
  const old = { ...common(before, zone), doubleBookingReason: orNull(before.doubleBookingReason) };
  const present = { ...common(after, zone), doubleBookingReason: orNull(after.doubleBookingReason) };
  const changes = Object.entries(present).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as keyof typeof old]),
  );
  const changed = Object.fromEntries(changes);
  // The two are one thing: how long it takes.
  if ('startTime' in changed || 'endTime' in changed)
    Object.assign(changed, { startTime: present.startTime, endTime: present.endTime });
  return changed;
}
