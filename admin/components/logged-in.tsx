/** Who is signed in, light or dark, the password, the way out. */
import type { ReactElement } from 'react';
import { Icon } from '@adminjs/design-system';
import { useCurrentAdmin } from 'adminjs';
import { Bell } from './bell.js';
import { GlobalSearch } from './global-search.js';

function otherScheme(): 'light' | 'dark' {
  return document.documentElement.dataset.scheme === 'dark' ? 'light' : 'dark';
}

function switchScheme(): void {
  try {
    localStorage.setItem('crm-scheme', otherScheme());
  } catch {
    // Without storage the choice can't be kept.
  }
  window.location.reload();
}

export function LoggedIn(): ReactElement {
  const [user] = useCurrentAdmin();
  const { id = '', name, title } = (user ?? {}) as { id?: string; name?: string; title?: string };
  const scheme = otherScheme();
  return (
    <div className="crm-user" data-css="logged-in">
      <div className="crm-user-name">
        {name}
        <small>{title}</small>
      </div>
      <GlobalSearch />
      <Bell />
      <button
        type="button"
        className="crm-plain"
        onClick={switchScheme}
        aria-label={`Switch to the ${scheme} look`}
        title={`Switch to the ${scheme} look`}
      >
        <Icon icon={scheme === 'dark' ? 'Moon' : 'Sun'} />
      </button>
      <a
        className="crm-plain"
        href={`/admin/resources/User/records/${id}/calendarLink`}
        aria-label="Your calendar link"
        title="Your calendar link"
      >
        <Icon icon="Rss" />
      </a>
      <a className="crm-plain" href="/admin/password" aria-label="Change your password" title="Change your password">
        <Icon icon="Key" />
      </a>
      <form method="post" action="/admin/logout">
        <button type="submit" className="crm-plain">
          <Icon icon="LogOut" />
          <span className="word">Sign out</span>
        </button>
      </form>
    </div>
  );
}
