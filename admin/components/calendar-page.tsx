/** The calendar's place in the panel: its script and its look are fetched when somebody opens it. */
import { useEffect, useState, type ComponentType, type ReactElement } from 'react';

/** undefined until its script is there. */
const calendar = (): ComponentType | undefined => Reflect.get(globalThis, 'CrmCalendar') as ComponentType | undefined;

let loading: Promise<void> | undefined;

function added(element: HTMLScriptElement | HTMLLinkElement): Promise<void> {
  return new Promise((resolve, reject) => {
    element.onload = () => resolve();
    element.onerror = () => {
      element.remove();
      reject(new Error('not loaded'));
    };
    document.head.append(element);
  });
}

function look(href: string): Promise<void> {
  return added(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
}

function load(): Promise<void> {
  loading ??= (async () => {
    // One after the other: ours overrides the library's.
    await look('/admin/assets/event-calendar.css');
    await look('/admin/assets/calendar.css');
    await added(Object.assign(document.createElement('script'), { src: '/admin/frontend/assets/calendar.bundle.js' }));
  })().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

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
