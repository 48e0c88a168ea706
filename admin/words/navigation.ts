/** The way to the pages, in the order of the work: what one does daily, then by subject, then all tables. */
import { isBelow, TABLES } from './kinds.js';
import { GROUPS } from './tables.js';

/** A page of ours ('' is the home page), or a table's list. */
export type NavigationPart = { icon?: string } & ({ page: string } | { table: string; label?: string });

export interface NavigationGroup {
  name: string;
  icon: string;
  parts: readonly NavigationPart[];
}

export const DAILY: readonly NavigationPart[] = [
  { page: '', icon: 'Home' },
  { page: 'calendar', icon: 'Calendar' },
  { table: 'Client', icon: 'Users' },
  { table: 'WaitlistEntry', icon: 'Clock' },
  { table: 'Communication', label: 'Messages', icon: 'MessageSquare' },
  { table: 'Invoice', label: 'Billing', icon: 'CreditCard' },
];

const daily = new Set(DAILY.flatMap((part) => ('table' in part ? [part.table] : [])));

/** By subject: without what stands at the top, and without what is done on another record's page. */
export const NAVIGATION: readonly NavigationGroup[] = GROUPS.map(({ name, icon, tables, pages }) => ({
  name,
  icon,
  parts: [
    ...tables.filter((table) => !daily.has(table.model) && !isBelow(table)).map(({ model }) => ({ table: model })),
    ...pages.map((page) => ({ page })),
  ],
}));

export const ALL_TABLES: NavigationGroup = {
  name: 'All tables',
  icon: 'Grid',
  parts: TABLES.map(({ model }) => ({ table: model })),
};
