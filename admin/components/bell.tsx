/** How many notifications one has not read, and the way to them. */
import { Icon } from '@adminjs/design-system';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Link, useLocation } from 'react-router-dom';

const AGAIN_MS = 120_000;
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'scroll'] as const;

async function unread(): Promise<number | undefined> {
  try {
    const response = await fetch('/api/notifications/unread', { headers: { Accept: 'application/json' } });
    if (!response.ok) return undefined;
    const { unread: count } = (await response.json()) as { unread: number };
    return count;
  } catch {
    return undefined;
  }
}

export function Bell(): ReactElement {
  const { pathname } = useLocation();
  const [count, setCount] = useState(0);
  const alive = useRef(false);
  useEffect(() => {
    let current = true;
    const ask = (): void => {
      alive.current = false;
      void unread().then((found) => {
        if (current && found !== undefined) setCount(found);
      });
    };
    const live = (): void => {
      alive.current = true;
    };
    ask();
    // Nobody at the screen: asking on would keep a forgotten session from ending.
    const timer = setInterval(() => alive.current && ask(), AGAIN_MS);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, live, { passive: true });
    return () => {
      current = false;
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, live);
    };
  }, [pathname]);
  const words = count === 0 ? 'Notifications' : `Notifications: ${count} not read`;
  return (
    <Link className="crm-plain crm-bell" to="/admin/resources/Notification" aria-label={words} title={words}>
      <Icon icon="Bell" />
      {count > 0 ? <b aria-hidden="true">{count > 99 ? '99+' : count}</b> : null}
    </Link>
  );
}
