/** What the calendar's parts share: the statuses in colours and signs, and who may do what. */
import type { Appointment } from '../../../src/scheduling/appointments/appointments.dto.js';
import { isOpen as isOpenStatus, STATUSES as ALL } from '../../../src/scheduling/appointments/rules/appointment-status.js';
import type { CalendarEvent } from '../../../src/scheduling/calendar/calendar.dto.js';

export type { Appointment, CalendarEvent };
export type Status = CalendarEvent['status'];

/** A hold is no status of the API, but people need to tell it from an appointment. */
export type Look = Status | 'HOLD';

export const LOOKS: Record<Look, { label: string; path: string; width?: number }> = {
  SCHEDULED: { label: 'Scheduled', path: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9' },
  CONFIRMED: { label: 'Confirmed', path: 'M1.5 6.5l3 3l6-7' },
  COMPLETED: { label: 'Completed', path: 'M6 6h.01', width: 9 },
  NOSHOW: { label: 'No-show', path: 'M6 1v6.5M6 10v1' },
  CANCELLED: { label: 'Cancelled', path: 'M2 2l8 8M10 2l-8 8' },
  HOLD: { label: 'Held for an offer', path: 'M2 1h8M2 11h8M3 1c0 5 6 5 6 10M9 1c0 5-6 5-6 10' },
};

/** What a calendar shows unless asked: a cancelled appointment is in nobody's day. */
export const SHOWN_AT_FIRST: readonly Status[] = ALL.filter((status) => status !== 'CANCELLED');
export const STATUSES: readonly Status[] = [...SHOWN_AT_FIRST, 'CANCELLED'];

export const lookOf = (event: Pick<CalendarEvent, 'status' | 'isHold'>): Look =>
  event.isHold && event.status !== 'CANCELLED' ? 'HOLD' : event.status;

/** Whether it can still be moved and changed. */
export const isOpen = (event: Pick<CalendarEvent, 'status'>): boolean => isOpenStatus(event.status);

export type View = 'day' | 'week' | 'month' | 'therapists' | 'rooms' | 'list';

export const VIEWS: Record<View, { label: string; type: string }> = {
  day: { label: 'Day', type: 'timeGridDay' },
  week: { label: 'Week', type: 'timeGridWeek' },
  month: { label: 'Month', type: 'dayGridMonth' },
  therapists: { label: 'Therapists', type: 'resourceTimeGridDay' },
  rooms: { label: 'Rooms', type: 'resourceTimeGridDay' },
  list: { label: 'List', type: 'listWeek' },
};

/** The column of the rooms' view for what has no room. */
export const NO_ROOM = 'none';

/** Which appointments of a series are meant. */
export type Scope = 'THIS' | 'FOLLOWING' | 'ALL';
