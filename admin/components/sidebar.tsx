/**
 * The navigation: what one does daily at the top, then the tables by subject, last a group of all tables, closed. Groups are buttons that
 * say whether they are open; that of the present page is. Where most of a table is over and done with, its link leads to what is still to
 * come; the filter stands above the list and is taken off there.
 */
import { Icon } from '@adminjs/design-system';
import { useTranslation, ViewHelpers, type ReduxState, type ResourceJSON } from 'adminjs';
import { useEffect, useState, type ComponentType, type ReactElement } from 'react';
import { useSelector } from 'react-redux';
import { Link, useLocation } from 'react-router-dom';
import { TABLES } from '../words/kinds.js';
import { ALL_TABLES, DAILY, NAVIGATION, type NavigationPart } from '../words/navigation.js';
import { toWallTime } from '../values/zone.js';
import { useZone } from './parts.js';

/** The query with which a table's list begins. */
function beginningOf(model: string, today: string): string {
  const begins = TABLES.find((table) => table.model === model)?.begins;
  if (!begins) return '';
  const query =
    'from' in begins
      ? [
          [`filters.${begins.from}~~from`, today],
          ['sortBy', begins.from],
          ['direction', 'asc'],
        ]
      : Object.entries(begins.only).map(([field, value = '']) => [`filters.${field}`, value]);
  return `?${new URLSearchParams(query).toString()}`;
}

interface Entry {
  id: string;
  label: string;
  icon?: string;
  href: string;
  /** Where its pages are, without a query. */
  path: string;
}

function Item({ entry, here }: { entry: Entry; here: Entry | undefined }): ReactElement {
  const present = entry.id === here?.id;
  return (
    <li>
      <Link to={entry.href} className={`crm-nav-link${present ? ' here' : ''}`} aria-current={present ? 'page' : undefined}>
        {entry.icon ? <Icon icon={entry.icon} /> : null}
        <span className="word">{entry.label}</span>
      </Link>
    </li>
  );
}

interface GroupProps {
  name: string;
  icon: string;
  entries: Entry[];
  /** What is looked at now and then, in a group of its own at the end. */
  seldom?: { name: string; entries: Entry[] } | undefined;
  here: Entry | undefined;
  /** Opens by itself where the present page is in it. */
  follows: boolean;
}

function Group({ name, icon, entries, seldom, here, follows }: GroupProps): ReactElement {
  const mine = follows && [...entries, ...(seldom?.entries ?? [])].some(({ id }) => id === here?.id);
  const [open, setOpen] = useState(mine);
  useEffect(() => {
    if (mine) setOpen(true);
  }, [mine, here?.id]);
  const list = `nav-${name.replace(/\W/g, '')}`;
  return (
    <li>
      <button type="button" className="crm-nav-link" aria-expanded={open} aria-controls={list} onClick={() => setOpen(!open)}>
        <Icon icon={icon} />
        <span className="word">{name}</span>
        <Icon icon={open ? 'ChevronUp' : 'ChevronDown'} />
      </button>
      <ul id={list} hidden={!open}>
        {entries.map((entry) => (
          <Item key={entry.id} entry={entry} here={here} />
        ))}
        {seldom && seldom.entries.length > 0 ? (
          <Group name={seldom.name} icon="MoreHorizontal" entries={seldom.entries} here={here} follows={follows} />
        ) : null}
      </ul>
    </li>
  );
}

export function SidebarSection({ resources }: { resources: ResourceJSON[] }): ReactElement {
  const pages = useSelector((state: ReduxState) => state.pages) as { name: string }[];
  const { pathname } = useLocation();
  const { translatePage, translateLabel } = useTranslation();
  const zone = useZone();
  const h = new ViewHelpers();
  const today = toWallTime(new Date(), zone).slice(0, 10);

  /** What stands behind a part of the navigation, for those who may see it. */
  const entryOf = (part: NavigationPart): Entry | undefined => {
    const { icon } = part;
    if ('page' in part) {
      const path = part.page === '' ? h.dashboardUrl() : h.pageUrl(part.page);
      if (part.page !== '' && !pages.some(({ name }) => name === part.page)) return undefined;
      return {
        id: path,
        label: part.page === '' ? translateLabel('dashboard') : translatePage(part.page),
        icon,
        href: path,
        path,
      };
    }
    const resource = resources.find(({ id }) => id === part.table);
    if (!resource?.href) return undefined;
    const href = `${resource.href}${beginningOf(part.table, today)}`;
    return { id: part.table, label: part.label ?? translateLabel(resource.name, resource.id), icon, href, path: resource.href };
  };
  const entriesOf = (parts: readonly NavigationPart[]): Entry[] => parts.flatMap((part) => entryOf(part) ?? []);
  const daily = entriesOf(DAILY);
  // What is not in this person's menu is among all tables.
  const inMenu = (part: NavigationPart): boolean =>
    !('table' in part) || resources.find(({ id }) => id === part.table)?.navigation !== null;
  const groups = NAVIGATION.map(({ seldom, ...group }) => ({
    ...group,
    entries: entriesOf(group.parts),
    seldom: seldom && { name: seldom.name, entries: entriesOf(seldom.parts.filter(inMenu)) },
  }));
  const bySubject = groups.flatMap(({ entries, seldom }) => [...entries, ...(seldom?.entries ?? [])]);
  const all = entriesOf(ALL_TABLES.parts).sort((left, right) => left.label.localeCompare(right.label));
  const here = [...daily, ...bySubject, ...all].find(
    ({ path, id }) => pathname === path || (id !== h.dashboardUrl() && pathname.startsWith(`${path}/`)),
  );
  return (
    <nav className="crm-nav" aria-label="Pages">
      <ul>
        {daily.map((entry) => (
          <Item key={entry.id} entry={entry} here={here} />
        ))}
      </ul>
      <ul>
        {groups
          .filter(({ entries }) => entries.length > 0)
          .map(({ name, icon, entries, seldom }) => (
            <Group key={name} name={name} icon={icon} entries={entries} seldom={seldom} here={here} follows />
          ))}
        {all.length > 0 ? (
          <Group
            name={ALL_TABLES.name}
            icon={ALL_TABLES.icon}
            entries={all}
            here={here}
            follows={![...daily, ...bySubject].some(({ id }) => id === here?.id)}
          />
        ) : null}
      </ul>
    </nav>
  );
}

/** The practice's name, and before it, for keys alone, the way past the navigation. */
export function Branding(props: { OriginalComponent: ComponentType<object> }): ReactElement {
  const { OriginalComponent, ...rest } = props;
  const skip = (): void => {
    const content = document.querySelector<HTMLElement>('[data-css="app-content"]');
    // The bar at the top is the same on each page: what one came for begins after it.
    const after = content?.querySelector('[data-css="topbar"]')?.nextElementSibling;
    const page = after instanceof HTMLElement ? after : content;
    page?.setAttribute('tabindex', '-1');
    page?.focus();
  };
  return (
    <>
      <button type="button" className="crm-skip" onClick={skip}>
        Skip to the page
      </button>
      <OriginalComponent {...rest} />
    </>
  );
}

/** AdminJS's own place for pages, below the tables: ours stand at the top. */
export function NoPages(): null {
  return null;
}
