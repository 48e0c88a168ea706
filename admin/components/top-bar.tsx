/** The bar at the top: on a narrow page the button that opens the navigation, and who is signed in. */
import { Icon } from '@adminjs/design-system';
import type { ReduxState } from 'adminjs';
import type { ReactElement } from 'react';
import { useSelector } from 'react-redux';
import { LoggedIn } from './logged-in.js';

export function TopBar({ toggleSidebar }: { toggleSidebar: () => void }): ReactElement {
  const session = useSelector((state: ReduxState) => state.session);
  return (
    <div className="crm-top" data-css="topbar">
      <button type="button" className="crm-plain crm-to-nav" aria-label="Navigation" onClick={toggleSidebar}>
        <Icon icon="Menu" size={24} />
      </button>
      {session ? <LoggedIn /> : null}
    </div>
  );
}
