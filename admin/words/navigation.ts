/** The way to the pages, in the order of the work: what one does daily, then by subject, then all tables. */
import { isBelow, TABLES } from './kinds.js';
import { GROUPS } from './tables.js';

/** A page of ours ('' is the home page), or a table's list. */
export type NavigationPart = { icon?: string } & ({ page: string } | { table: string; label?: string });

export interface NavigationGroup {
  name: string;
  icon: string;
  parts: readonly NavigationPart[];
  /** What is looked at now and then, under a heading at its end. */
  seldom?: { name: string; parts: readonly NavigationPart[] } | undefined;
}

export const DAILY: readonly NavigationPart[] = [
  { page: '', icon: 'Home' },
  { page: 'calendar', icon: 'Calendar' },
  { table: 'Client', icon: 'Users' },
  { table: 'WaitlistEntry', icon: 'Clock' },
  { table: 'Communication', label: 'Messages', icon: 'MessageSquare' },
  { page: 'billing', icon: 'CreditCard' },
  { table: 'Invoice', icon: 'FileText' },
];

const daily = new Set(DAILY.flatMap((part) => ('table' in part ? [part.table] : [])));

/** By subject: without what stands at the top, and without what is done on another record's page. */
export const NAVIGATION: readonly NavigationGroup[] = GROUPS.map(({ name, icon, tables, pages, seldom }) => {
  const parts = tables.filter((table) => !daily.has(table.model) && !isBelow(table)).map(({ model }) => ({ table: model }));
  const isSeldom = ({ table }: { table: string }): boolean => seldom?.models.includes(table) ?? false;
  return {
    name,
    icon,
    parts: [...pages.map((page) => ({ page })), ...parts.filter((part) => !isSeldom(part))],
    seldom: seldom && { name: seldom.name, parts: parts.filter(isSeldom) },
  };
});

export const ALL_TABLES: NavigationGroup = {
  name: 'All tables',
  icon: 'Grid',
  parts: TABLES.map(({ model }) => ({ table: model })),
};
