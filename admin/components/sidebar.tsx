/**
 * The navigation: the pages at the top, then the tables; the group of the present page is open. Where most of a table is over and done
 * with, its link leads to what is still to come; the filter stands above the list and is taken off there.
 */
import type { ReactElement } from 'react';
import { Navigation } from '@adminjs/design-system';
import { useNavigationResources, useTranslation, ViewHelpers, type ReduxState, type ResourceJSON } from 'adminjs';
import { useSelector } from 'react-redux';
import { useLocation, useNavigate } from 'react-router-dom';
import { toWallTime } from '../zone.js';
import { useZone } from './parts.js';

const beginning = (query: Record<string, string>): string => `?${new URLSearchParams(query).toString()}`;

/** The query with which a table's list begins, by the table's name. */
const BEGINNINGS: Record<string, (today: string) => string> = {
  Appointment: (today) => beginning({ 'filters.startTime~~from': today, sortBy: 'startTime', direction: 'asc' }),
  WaitlistEntry: () => beginning({ 'filters.status': 'WAITING' }),
};

export function SidebarSection({ resources }: { resources: ResourceJSON[] }): ReactElement {
  const pages = useSelector((state: ReduxState) => state.pages);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const { translatePage } = useTranslation();
  const tops = pages.map(({ name, icon }: { name: string; icon?: unknown }) => {
    const href = new ViewHelpers().pageUrl(name);
    return {
      id: name,
      label: translatePage(name),
      ...(typeof icon === 'string' && { icon }),
      href,
      isSelected: pathname === href,
      onClick: (event: { preventDefault: () => void }) => {
        event.preventDefault();
        navigate(href);
      },
    };
  });
  const zone = useZone();
  const elements = useNavigationResources(resources).map((group) => ({
    ...group,
    ...(group.elements?.some((element) => element.isSelected) && { isOpen: true }),
    elements: group.elements?.map((element) => {
      const begin = BEGINNINGS[String(element.id)];
      if (!begin || !element.href) return element;
      const href = `${element.href}${begin(toWallTime(new Date(), zone).slice(0, 10))}`;
      const onClick = (event: { preventDefault: () => void }): void => {
        event.preventDefault();
        navigate(href);
      };
      return { ...element, href, onClick };
    }),
  }));
  return <Navigation label="" elements={[...tops, ...elements]} />;
}

/** AdminJS's own place for pages, below the tables: ours stand at the top. */
export function NoPages(): null {
  return null;
}
