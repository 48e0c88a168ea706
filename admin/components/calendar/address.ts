/** What the page shows, kept in its address: a link to it shows the same to somebody else. */
import { SHOWN_AT_FIRST, STATUSES, VIEWS, type Status, type View } from './model.js';

export interface Shown {
  view: View;
  /** Null: today. */
  date: string | null;
  location: string | null;
  therapists: string[];
  statuses: Status[];
}

/** Whether a column is about one person, so that their working hours can be its ground. */
export const showsHours = ({ view, therapists }: Pick<Shown, 'view' | 'therapists'>): boolean =>
  view === 'therapists' || ((view === 'day' || view === 'week') && therapists.length === 1);

/** What is to be opened at once: an appointment, or an entry of the waitlist. */
export interface Asked {
  appointment: string | null;
  waitlist: string | null;
  /** `edit`, `cancel`, `participants`, `series`, `offer`, `place`, `new`. */
  act: string | null;
}

const ID = /^[1-9]\d{0,18}$/;
const list = (text: string | null): string[] => (text ?? '').split(',').filter(Boolean);
const id = (text: string | null): string | null => (text !== null && ID.test(text) ? text : null);

export function shownIn(query: URLSearchParams, narrow: boolean): Shown {
  const view = query.get('view') ?? '';
  const date = query.get('date') ?? '';
  const statuses = query.has('status')
    ? STATUSES.filter((status) => list(query.get('status')).includes(status))
    : [...SHOWN_AT_FIRST];
  return {
    view: Object.hasOwn(VIEWS, view) ? (view as View) : narrow ? 'list' : 'week',
    date: /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date)) ? date : null,
    location: id(query.get('location')),
    therapists: list(query.get('therapist')).filter((one) => ID.test(one)),
    statuses,
  };
}

export function askedIn(query: URLSearchParams): Asked {
  return { appointment: id(query.get('appointment')), waitlist: id(query.get('waitlist')), act: query.get('do') };
}

/** The query with this changed; what is as usual is left out. */
export function withShown(query: URLSearchParams, change: Partial<Shown>): URLSearchParams {
  const next = new URLSearchParams(query);
  const put = (name: string, value: string | null | undefined): void => {
    if (value === undefined) return;
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  };
  put('view', change.view);
  put('date', change.date);
  put('location', change.location);
  put('therapist', change.therapists?.join(','));
  if (change.statuses) {
    const usual = STATUSES.every((one) => change.statuses?.includes(one) === SHOWN_AT_FIRST.includes(one));
    // Nothing chosen is a choice, too.
    put('status', usual ? null : change.statuses.join(',') || 'none');
  }
  return next;
}

/** Once something was opened, the address no longer asks for it. */
export function withoutAsked(query: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(query);
  // `refresh` is AdminJS's own, on the way here from a record.
  for (const name of ['appointment', 'waitlist', 'do', 'refresh']) next.delete(name);
  return next;
}
