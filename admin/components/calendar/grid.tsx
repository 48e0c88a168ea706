/** The grid: the library's calendar inside React. It draws and drags; what it means is decided outside. */
import {
  createCalendar,
  DayGrid,
  destroyCalendar,
  Interaction,
  List,
  ResourceTimeGrid,
  TimeGrid,
  type Calendar as Library,
} from '@event-calendar/core';
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { Formats } from '../../../src/kernel/formats.js';
import { contentOf } from './drawn.js';
import { VIEWS, type CalendarEvent, type View } from './model.js';
import { clockIn } from '../../values/zone.js';
import { MORNING, type Delta } from './times.js';

/** A drag that has ended; the box is where it was dropped until `undo`. */
export interface Drop {
  event: CalendarEvent;
  kind: 'move' | 'resize';
  delta: Delta;
  /** Where it was dragged from one column to another. */
  from: string | null;
  to: string | null;
  undo: () => void;
}

/** An empty stretch that was chosen, by the wall clock. `end` is null for a click. */
export interface Slot {
  start: string;
  end: string | null;
  column: string | null;
}

export interface GridProps {
  view: View;
  date: string;
  formats: Formats;
  zone: string;
  events: Library.EventInput[];
  columns: Library.ResourceInput[];
  mayBook: boolean;
  onOpen: (event: CalendarEvent) => void;
  onDrop: (drop: Drop) => void;
  onSlot: (slot: Slot) => void;
  /** All of a day of which the month shows a part. */
  onDay: (day: string) => void;
}

const eventIn = (event: Library.Event): CalendarEvent | undefined => event.extendedProps.event as CalendarEvent | undefined;
/** Never so low that a day's hours are out of sight at once. */
const HOURS = { slotMinTime: '07:00', slotMaxTime: '20:00', flexibleSlotTimeLimits: true, scrollTime: '08:00' };

export function Grid(props: GridProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const library = useRef<Library | null>(null);
  // The library keeps the functions that it gets first: they look here for the present ones.
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    if (!place.current) return;
    const { view, date, formats, zone } = now.current;
    const clock = { hour: 'numeric', minute: '2-digit', hourCycle: formats.hourCycle } as const;
    const dropped = (info: Library.EventDropInfo | Library.EventResizeInfo, kind: Drop['kind']): void => {
      const event = eventIn(info.event);
      if (!event) return info.revert();
      const by = 'endDelta' in info ? info.endDelta : info.delta;
      const moved = 'newResource' in info ? info : undefined;
      now.current.onDrop({
        event,
        kind,
        delta: { days: by.days, seconds: by.seconds },
        from: moved?.oldResource?.id ?? null,
        to: moved?.newResource?.id ?? null,
        undo: info.revert,
      });
    };
    const grid = createCalendar(place.current, [TimeGrid, DayGrid, ResourceTimeGrid, List, Interaction], {
      view: VIEWS[view].type,
      date,
      firstDay: formats.firstDay as 0,
      locale: formats.locale,
      slotLabelFormat: clock,
      eventTimeFormat: clock,
      // Times come as the wall clock shows them; the offset is for the line of the present moment.
      timeZone: clockIn(zone).away(new Date()),
      headerToolbar: { start: '', center: '', end: '' },
      allDaySlot: false,
      ...HOURS,
      slotDuration: '00:30',
      snapDuration: '00:15',
      slotHeight: 32,
      slotEventOverlap: false,
      nowIndicator: true,
      editable: true,
      eventStartEditable: true,
      eventDurationEditable: true,
      selectable: now.current.mayBook,
      unselectAuto: true,
      longPressDelay: 400,
      views: {
        listWeek: { duration: { days: 7 } },
        dayGridMonth: { dayHeaderFormat: { weekday: 'short' } },
        // Narrower than this, nobody can read what stands in a column: then it scrolls.
        resourceTimeGridDay: { columnWidth: 'minmax(140px, 1fr)' },
        timeGridWeek: { columnWidth: 'minmax(96px, 1fr)' },
      },
      dayHeaderFormat: { weekday: 'short', day: 'numeric', month: 'short' },
      noEventsContent: 'Nothing is booked in these seven days.',
      eventClick: (info) => {
        const event = eventIn(info.event);
        if (event) return now.current.onOpen(event);
        const day: unknown = info.event.extendedProps.moreOf;
        if (typeof day === 'string') now.current.onDay(day);
      },
      eventContent: ({ event, timeText }) => {
        const own = eventIn(event);
        return own
          ? contentOf(own, now.current.view, now.current.zone, event.display === 'preview' ? timeText : undefined)
          : { domNodes: [document.createTextNode(typeof event.title === 'string' ? event.title : '')] };
      },
      eventDrop: (info) => dropped(info, 'move'),
      eventResize: (info) => dropped(info, 'resize'),
      dateClick: (info) => {
        if (!now.current.mayBook) return;
        // In the month, a click means a day.
        const start = info.allDay ? `${info.dateStr.slice(0, 10)}T${MORNING}` : info.dateStr.slice(0, 16);
        now.current.onSlot({ start, end: null, column: info.resource?.id ?? null });
      },
      select: (info) => {
        const start = info.allDay ? `${info.startStr.slice(0, 10)}T${MORNING}` : info.startStr.slice(0, 16);
        const end = info.allDay ? null : info.endStr.slice(0, 16);
        const resource = info.resource as Library.Resource | undefined;
        now.current.onSlot({ start, end, column: resource?.id ?? null });
        grid.unselect();
      },
    });
    library.current = grid;
    return () => {
      library.current = null;
      void destroyCalendar(grid);
    };
  }, [props.formats, props.zone, props.mayBook]);
  const { view, date, events, columns } = props;
  useEffect(() => {
    // The columns first: appointments of columns that are not there are not drawn.
    library.current?.setOption('resources', columns);
  }, [columns]);
  useEffect(() => {
    library.current?.setOption('date', date);
    if (library.current?.getOption('view') !== VIEWS[view].type) library.current?.setOption('view', VIEWS[view].type);
  }, [view, date]);
  useEffect(() => {
    library.current?.setOption('events', events);
  }, [events]);
  // The library's boxes take the focus and know the mouse; Enter and space do here what a click does.
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = event.target as HTMLElement;
    if ((event.key !== 'Enter' && event.key !== ' ') || !at.matches('.ec-event[role="button"]')) return;
    event.preventDefault();
    at.click();
  };
  return <div className={`cal-grid cal-view-${view}`} ref={place} onKeyDown={onKeyDown} />;
}
