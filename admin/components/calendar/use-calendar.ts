/** The appointments of what is shown: fetched once for each stretch and filter, the fetch before it called off. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Calendar } from '../../../src/scheduling/calendar/calendar.dto.js';
import { showsHours, type Shown } from './address.js';
import { asRefusal, read } from '../api.js';

export interface Loaded {
  calendar: Calendar | null;
  loading: boolean;
  /** Why it could not be read. */
  failed: string | null;
  reload: () => void;
}

/** Somebody who comes back to the page after so long sees what happened meanwhile. */
const OLD_MS = 60_000;

export function useCalendar(span: { from: string; to: string }, shown: Shown): Loaded {
  const [calendar, setCalendar] = useState<Calendar | null>(null);
  const [loading, setLoading] = useState(true);
  const [failed, setFailed] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const readAt = useRef(0);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  const { from, to } = span;
  const filter = JSON.stringify([shown.location, shown.therapists, shown.statuses]);
  const hours = showsHours(shown);
  useEffect(() => {
    const abort = new AbortController();
    const load = async (): Promise<void> => {
      setLoading(true);
      try {
        const query = {
          from,
          to,
          locationId: shown.location,
          therapistId: shown.therapists,
          status: shown.statuses,
          background: true,
          workingHours: hours || undefined,
        };
        const found =
          shown.statuses.length === 0
            ? { items: [], truncated: false }
            : await read<Calendar>('/api/appointments/calendar', query, abort.signal);
        readAt.current = Date.now();
        setCalendar(found);
        setFailed(null);
      } catch (error) {
        if (abort.signal.aborted) return;
        setFailed(asRefusal(error).message);
      }
      setLoading(false);
    };
    void load();
    return () => abort.abort();
  }, [from, to, filter, hours, turn]);
  useEffect(() => {
    const back = (): void => {
      if (document.visibilityState === 'visible' && readAt.current > 0 && Date.now() - readAt.current > OLD_MS) reload();
    };
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, [reload]);
  return { calendar, loading, failed, reload };
}
