/** The calendar's place in the panel: its script and its look are fetched when somebody opens it. */
import { useEffect, useState, type ComponentType, type ReactElement } from 'react';
import { addLook, addScript, onceDone } from './loading.js';

/** undefined until its script is there. */
const calendar = (): ComponentType | undefined => Reflect.get(globalThis, 'CrmCalendar') as ComponentType | undefined;

const load = onceDone(async () => {
  // One after the other: ours overrides the library's.
  await addLook('/admin/assets/event-calendar.css');
  await addLook('/admin/assets/calendar.css');
  await addScript('calendar');
});

export function Calendar(): ReactElement {
  const [state, setState] = useState<'loading' | 'there' | 'failed'>(calendar() ? 'there' : 'loading');
  useEffect(() => {
    if (state !== 'loading') return;
    let current = true;
    load().then(
      () => current && setState('there'),
      () => current && setState('failed'),
    );
    return () => {
      current = false;
    };
  }, [state]);
  if (state === 'failed')
    return (
      <div className="crm-home" role="alert">
        <p style={{ marginBottom: 12 }}>The calendar could not be loaded.</p>
        <button type="button" className="crm-plain" onClick={() => setState('loading')}>
          Try again
        </button>
      </div>
    );
  const Loaded = calendar();
  return Loaded && state === 'there' ? <Loaded /> : <div className="crm-home crm-none">Loading…</div>;
}
