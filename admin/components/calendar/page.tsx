/** The calendar: who has what when, and the front desk's tools for it. */
import { ApiClient, useNotice } from 'adminjs';
import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { toWallTime } from '../../values/zone.js';
import { pageFormats } from '../page-formats.js';
import { askedIn, shownIn, withoutAsked, withShown, type Asked, type Shown } from './address.js';
import { asRefusal } from '../api.js';
import { Booking } from './booking.js';
import { sendChange } from './change.js';
import { Details } from './details.js';
import type { Draft } from './draft.js';
import { columnsOf, drawn } from './drawn.js';
import { Dropped, type Pending } from './dropped.js';
import { Grid, type Drop, type Slot } from './grid.js';
import { NO_ROOM } from './model.js';
import { Notes } from './notes.js';
import { daysOf, firstStart, movedTimes, resizedTimes, spanOf, step, today } from './times.js';
import { Toolbar } from './toolbar.js';
import { useCalendar } from './use-calendar.js';
import { WaitlistDialog } from './waitlist.js';

const NARROW = 700;

export function CalendarPage(): ReactElement {
  const [facts, setFacts] = useState<CalendarFacts | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = true;
    new ApiClient()
      .getPage({ pageName: 'calendar' })
      .then((response) => current && setFacts(response.data as CalendarFacts))
      .catch(() => current && setFailed(true));
    return () => {
      current = false;
    };
  }, []);
  if (failed)
    return (
      <div className="crm-home" role="alert">
        The calendar could not be loaded. Try again in a moment.
      </div>
    );
  if (!facts) return <div className="crm-home crm-none">Loading…</div>;
  return <Calendar facts={facts} />;
}

/** What is open beside the calendar. */
type Open =
  | { kind: 'appointment'; id: string; act: string | null }
  | { kind: 'booking'; start: Partial<Draft>; series?: boolean }
  | { kind: 'dropped'; pending: Pending }
  | { kind: 'waitlist'; id: string; act: string | null };

function openedBy({ appointment, waitlist, act }: Asked, facts: CalendarFacts): Open | null {
  if (appointment) return { kind: 'appointment', id: appointment, act };
  if (waitlist && facts.can.waitlist) return { kind: 'waitlist', id: waitlist, act };
  if ((act === 'new' || act === 'series') && facts.can.create) return { kind: 'booking', start: {}, series: act === 'series' };
  return null;
}

function Calendar({ facts }: { facts: CalendarFacts }): ReactElement {
  const [query, setQuery] = useSearchParams();
  const notice = useNotice();
  const formats = pageFormats();
  const { firstDay } = formats;
  const [open, setOpen] = useState<Open | null>(() => openedBy(askedIn(query), facts));
  const shown = useMemo(() => shownIn(query, window.innerWidth < NARROW), [query]);
  const { view } = shown;
  const date = shown.date ?? today(facts.zone);
  const span = useMemo(() => spanOf(view, date, firstDay, facts.zone), [view, date, firstDay, facts.zone]);
  const { calendar, loading, failed, reload } = useCalendar(span, shown);
  const columns = useMemo(() => columnsOf(view, calendar, shown, facts), [view, calendar, shown, facts]);
  const events = useMemo(
    () => drawn(calendar, { view, shown, facts, columns, days: daysOf(view, date, firstDay) }),
    [calendar, view, shown, facts, columns, date, firstDay],
  );
  const change = useCallback(
    (to: Partial<Shown>) =>
      setQuery((before) => withShown(before, to), { replace: to.view === undefined && to.date === undefined }),
    [setQuery],
  );
  const close = (): void => {
    setOpen(null);
    setQuery((before) => withoutAsked(before), { replace: true });
  };
  // Who follows a link to an appointment sees its day behind it.
  const goTo = (startTime: string): void => {
    if (query.has('appointment') && shown.date === null)
      change({ date: toWallTime(new Date(startTime), facts.zone).slice(0, 10) });
  };
  const said = (message: string): void => {
    notice({ message, type: 'success' });
    reload();
  };
  const drop = async ({ event, kind, delta, from, to, undo }: Drop): Promise<void> => {
    const times = kind === 'move' ? movedTimes(event, delta, facts.zone) : resizedTimes(event, delta, facts.zone);
    const body: Record<string, unknown> = {};
    if (times.startTime !== event.startTime || times.endTime !== event.endTime) Object.assign(body, times);
    if (to !== null && view === 'therapists') {
      if (from !== event.therapistId) {
        undo();
        return void notice({ message: 'Who assists is changed in the appointment itself: open it.', type: 'error' });
      }
      body.therapistId = to;
    }
    if (to !== null && view === 'rooms') body.roomId = to === NO_ROOM ? null : to;
    if (Object.keys(body).length === 0) return undo();
    if (event.recurrencePatternId !== null) {
      undo();
      return setOpen({ kind: 'dropped', pending: { event, body, times, refusal: null } });
    }
    try {
      said(await sendChange(event.id, 'THIS', body, event.etag));
    } catch (error) {
      undo();
      const refusal = asRefusal(error);
      if (refusal.status === 412) reload();
      setOpen({ kind: 'dropped', pending: { event, body, times, refusal } });
    }
  };
  const startOf = ({ start, end, column }: Slot): Partial<Draft> => {
    const room = view === 'rooms' ? facts.rooms.find(({ id }) => id === column) : undefined;
    const minutes = end === null ? 0 : (Date.parse(`${end}:00Z`) - Date.parse(`${start}:00Z`)) / 60_000;
    return {
      date: start.slice(0, 10),
      time: start.slice(11, 16),
      ...(minutes > 0 && { length: String(minutes) }),
      ...(view === 'therapists' && column !== null && { therapistId: column }),
      ...(room && { roomId: room.id, locationId: room.locationId ?? '' }),
    };
  };
  const blank = (): Partial<Draft> => ({
    date,
    therapistId:
      shown.therapists.length === 1
        ? (shown.therapists[0] ?? '')
        : facts.people.some((one) => one.therapist && one.id === facts.me)
          ? facts.me
          : '',
    locationId: shown.location ?? '',
  });
  const onNew =
    facts.can.create && facts.can.clients ? (): void => setOpen({ kind: 'booking', start: firstStart(date, facts.zone) }) : null;
  useKeys({ shown, date, change, onNew, off: open !== null });
  const empty = calendar !== null && !loading && calendar.items.length === 0;
  return (
    <div className="cal">
      <Toolbar shown={shown} date={date} formats={formats} facts={facts} change={change} onNew={onNew} />
      <Notes calendar={calendar} facts={facts} failed={failed} retry={reload} empty={empty} />
      <div className="cal-place" aria-busy={loading}>
        {loading ? <div className="cal-loading" role="status" aria-label="Loading" /> : null}
        <Grid
          view={view}
          date={date}
          formats={formats}
          zone={facts.zone}
          events={events}
          columns={columns}
          mayBook={onNew !== null}
          onOpen={({ id }) => setOpen({ kind: 'appointment', id, act: null })}
          onDrop={(one) => void drop(one)}
          onDay={(day) => change({ view: 'day', date: day })}
          onSlot={(slot) => setOpen({ kind: 'booking', start: startOf(slot) })}
        />
      </div>
      {open?.kind === 'appointment' ? (
        <Details key={open.id} id={open.id} act={open.act} facts={facts} onClose={close} onFound={goTo} onChanged={said} />
      ) : null}
      {open?.kind === 'booking' ? (
        <Booking
          facts={facts}
          start={{ ...blank(), ...open.start }}
          series={open.series}
          onClose={close}
          onBooked={(message) => {
            close();
            said(message);
          }}
        />
      ) : null}
      {open?.kind === 'dropped' ? (
        <Dropped
          pending={open.pending}
          facts={facts}
          onStale={reload}
          onClose={close}
          onSaved={(message) => {
            close();
            said(message);
          }}
        />
      ) : null}
      {open?.kind === 'waitlist' ? (
        <WaitlistDialog id={open.id} act={open.act} facts={facts} onClose={close} onDone={said} />
      ) : null}
    </div>
  );
}

interface Keys {
  shown: Shown;
  date: string;
  change: (to: Partial<Shown>) => void;
  onNew: (() => void) | null;
  off: boolean;
}

const VIEW_KEYS: Record<string, Shown['view']> = { d: 'day', w: 'week', m: 'month', p: 'therapists', r: 'rooms', l: 'list' };

/** Single keys, where nothing is being typed: T today, J and K back and forth, N new, and a letter for each view. */
function useKeys({ shown, date, change, onNew, off }: Keys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const at = event.target as HTMLElement;
      if (off || event.ctrlKey || event.metaKey || event.altKey || at.isContentEditable) return;
      if (['INPUT', 'SELECT', 'TEXTAREA'].includes(at.tagName)) return;
      const key = event.key.toLowerCase();
      const view = VIEW_KEYS[key];
      if (view) change({ view });
      else if (key === 't') change({ date: null });
      else if (key === 'j') change({ date: step(shown.view, date, 1) });
      else if (key === 'k') change({ date: step(shown.view, date, -1) });
      else if (key === 'n' && onNew) onNew();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [shown.view, date, change, onNew, off]);
}
