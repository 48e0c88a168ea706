/** Appointments, closures and time off as the grid takes them. */
import type { Calendar as Grid } from '@event-calendar/core';
import type { Calendar } from '../../../src/scheduling/calendar/calendar.dto.js';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { showsHours, type Shown } from './address.js';
import { isOpen, LOOKS, lookOf, NO_ROOM, type CalendarEvent, type View } from './model.js';
import { signElement } from './sign.js';
import { drawnTimes, gapsOf, sayClock, sayStart, type Days } from './times.js';

function element(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** The first letters of the first name and of the last. */
const initials = (name: string): string => {
  const words = name.split(' ').filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '').join('');
};

/**
 * What stands in an appointment's box. Text only: nothing of a record becomes markup.
 * @param dragged its times while it is being dragged
 */
export function contentOf(event: CalendarEvent, view: View, zone: string, dragged?: string): { domNodes: Node[] } {
  const look = lookOf(event);
  const time = dragged ?? (view === 'month' ? sayStart(event, zone) : sayClock(event, zone));
  const what = [event.isGroupSession ? 'Group' : null, event.title].filter(Boolean).join(': ');
  const where = [view === 'therapists' ? null : event.therapistName, view === 'rooms' ? null : event.roomName];
  const beside = where.filter(Boolean).join(' · ');
  const box = element('div', 'cal-box', '');
  const head = element('span', 'cal-head', '');
  head.append(signElement(look));
  if (view !== 'month' && view !== 'list') {
    // For where many are side by side.
    const short = element('span', 'cal-initials', initials(event.clientName));
    short.ariaHidden = 'true';
    head.append(short);
  }
  head.append(element('span', 'cal-who', event.clientName));
  if (event.recurrencePatternId) head.append(element('span', 'cal-series', '↻'));
  // Lines that do not fit are left out whole.
  box.append(head, element('time', 'cal-time', time), element('span', 'cal-more', what), element('span', 'cal-more', beside));
  box.append(element('span', 'cal-unseen', `, ${LOOKS[look].label}`));
  box.title = [event.clientName, sayClock(event, zone), what, beside, LOOKS[look].label].filter(Boolean).join('\n');
  return { domNodes: [box] };
}

const resourcesOf = (event: CalendarEvent, view: View): string[] =>
  view === 'therapists' ? [event.therapistId, ...event.staffIds] : view === 'rooms' ? [event.roomId ?? NO_ROOM] : [];

interface Drawing {
  view: View;
  shown: Shown;
  facts: CalendarFacts;
  columns: Grid.ResourceInput[];
  /** Those that are shown. */
  days: Days;
}

function drawnEvent(event: CalendarEvent, { view, facts }: Drawing): Grid.EventInput {
  const mayMove = facts.can.edit && isOpen(event);
  return {
    id: event.id,
    ...drawnTimes(event, facts.zone),
    title: event.clientName,
    editable: mayMove,
    startEditable: mayMove,
    durationEditable: mayMove,
    resourceIds: resourcesOf(event, view),
    classNames: ['cal-event', `cal-${lookOf(event).toLowerCase()}`],
    extendedProps: { event },
  };
}

/** Closures of all that is shown, and, where it is about one person at a time, when they are away or do not work: behind the appointments. */
function background(calendar: Calendar, drawing: Drawing): Grid.EventInput[] {
  const { view, shown, facts, columns } = drawing;
  const roomsAt = (locationId: string): string[] =>
    facts.rooms.filter((room) => room.locationId === locationId).map((room) => room.id);
  const all = columns.map((column) => String(column.id));
  const closed = (calendar.closures ?? []).flatMap((closure): Grid.EventInput[] => {
    const everywhere = closure.locationId === null || closure.locationId === shown.location;
    const resourceIds = everywhere ? all : view === 'rooms' ? roomsAt(closure.locationId ?? '') : [];
    if (!everywhere && resourceIds.length === 0) return [];
    return [behind(`closure-${closure.id}`, closure, facts.zone, closure.name, 'cal-closed', resourceIds)];
  });
  const [only, ...others] = shown.therapists;
  const away = (calendar.timeOff ?? []).flatMap((time): Grid.EventInput[] => {
    if (view !== 'therapists' && (time.userId !== only || others.length > 0 || view === 'rooms')) return [];
    return [behind(`away-${time.id}`, time, facts.zone, `${time.userName} is away`, 'cal-away', [time.userId])];
  });
  return [...closed, ...away, ...outsideHours(calendar, drawing)];
}

/** Where it is about one person at a time: when they do not work. Of who has no working hours, nothing is known. */
function outsideHours(calendar: Calendar, { shown, facts, days }: Drawing): Grid.EventInput[] {
  if (!showsHours(shown)) return [];
  return (calendar.workingHours ?? []).flatMap(({ userId, times }) =>
    gapsOf(times, days, facts.zone).map(({ start, end }): Grid.EventInput => ({
      id: `off-${userId}-${start}`,
      start,
      end,
      title: '',
      display: 'background',
      classNames: ['cal-off'],
      resourceIds: [userId],
    })),
  );
}

function behind(
  id: string,
  times: { startTime: string; endTime: string },
  zone: string,
  name: string,
  className: string,
  resourceIds: string[],
): Grid.EventInput {
  return { id, ...drawnTimes(times, zone), title: name, display: 'background', classNames: [className], resourceIds };
}

/** So many fit into a day of the month; of more, the last gives its place to how many there are besides. */
const MONTH_DAY = 5;

/**
 * The month's days with their first appointments alone. The library would draw all of them and measure which fit: seconds for a busy
 * practice, and nobody reads forty boxes in a day.
 */
function month(calendar: Calendar, drawing: Drawing): Grid.EventInput[] {
  const days = new Map<string, CalendarEvent[]>();
  for (const event of calendar.items) {
    const day = drawnTimes(event, drawing.facts.zone).start.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days].flatMap(([day, events]) => {
    if (events.length <= MONTH_DAY) return events.map((event) => drawnEvent(event, drawing));
    const first = events
      .sort((left, right) => left.startTime.localeCompare(right.startTime))
      .slice(0, MONTH_DAY - 1)
      .map((event) => drawnEvent(event, drawing));
    const more: Grid.EventInput = {
      id: `more-${day}`,
      // Behind all others of its day.
      start: `${day}T23:59`,
      end: `${day}T23:59:59`,
      title: `+${events.length - first.length} more`,
      editable: false,
      startEditable: false,
      durationEditable: false,
      classNames: ['cal-event', 'cal-plus'],
      extendedProps: { moreOf: day },
    };
    return [...first, more];
  });
}

/** All that the grid is to show. */
export function drawn(calendar: Calendar | null, drawing: Drawing): Grid.EventInput[] {
  if (!calendar) return [];
  const own = drawing.view === 'month' ? month(calendar, drawing) : calendar.items.map((event) => drawnEvent(event, drawing));
  return [...background(calendar, drawing), ...own];
}

/** The columns of a view by therapist or by room: those that are chosen, and those that have something on. */
export function columnsOf(view: View, calendar: Calendar | null, shown: Shown, facts: CalendarFacts): Grid.ResourceInput[] {
  const items = calendar?.items ?? [];
  if (view === 'therapists') {
    const busy = new Map(items.map((event) => [event.therapistId, event.therapistName]));
    for (const person of facts.people)
      // Of whom one sees no appointments, an empty column would look like free time.
      if (
        (facts.can.all ? person.therapist : person.id === facts.me) ||
        items.some((event) => event.staffIds.includes(person.id))
      )
        busy.set(person.id, person.name);
    return [...busy]
      .filter(([id]) => shown.therapists.length === 0 || shown.therapists.includes(id))
      .sort((left, right) => Number(right[0] === facts.me) - Number(left[0] === facts.me) || left[1].localeCompare(right[1]))
      .map(([id, title]) => ({ id, title }));
  }
  if (view !== 'rooms') return [];
  const rooms = new Map(
    facts.rooms
      .filter((room) => shown.location === null || room.locationId === shown.location)
      .map((room) => [room.id, roomTitle(room.name, room.locationId, shown, facts)]),
  );
  for (const event of items)
    if (event.roomId !== null && !rooms.has(event.roomId))
      rooms.set(event.roomId, roomTitle(event.roomName ?? '', event.locationId, shown, facts));
  const columns = [...rooms].map(([id, title]) => ({ id, title })).sort((left, right) => left.title.localeCompare(right.title));
  return [...columns, { id: NO_ROOM, title: 'No room' }];
}

function roomTitle(name: string, locationId: string | null, shown: Shown, facts: CalendarFacts): string {
  const place = facts.places.find((one) => one.id === locationId);
  return place && shown.location === null && facts.places.length > 1 ? `${place.name}: ${name}` : name;
}
