import { versionTag } from '../../http/etag.js';
import type { Calendar, CalendarEvent } from './calendar.dto.js';
import type { CalendarRows, EventRow } from './calendar.queries.js';

/** What was found as the API tells of it. */
export function toCalendar({ events, truncated, closures, timeOff, workingHours }: CalendarRows): Calendar {
  return {
    items: events.map(toEvent),
    truncated,
    ...(closures && { closures: closures.map(timed) }),
    ...(timeOff && { timeOff: timeOff.map(timed) }),
    ...(workingHours && { workingHours: workingHours.map(({ userId, times }) => ({ userId, times: times.map(timed) })) }),
  };
}

function toEvent(row: EventRow): CalendarEvent {
  const { updatedAt, startTime, endTime, ...event } = row;
  return { ...event, startTime: startTime.toISOString(), endTime: endTime.toISOString(), etag: versionTag(updatedAt) };
}

const timed = <Row extends { startTime: Date; endTime: Date }>(row: Row): Row & { startTime: string; endTime: string } => ({
  ...row,
  startTime: row.startTime.toISOString(),
  endTime: row.endTime.toISOString(),
});
