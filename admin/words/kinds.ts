/** What the panel asks of the tables' descriptions. */
import { GROUPS, type Table, type TableGroup } from './tables.js';

/** Every table of the panel. */
export const TABLES: readonly Table[] = GROUPS.flatMap((group) => group.tables);

/** What a record of each kind is called: "Insurance policy". */
export const KINDS: Readonly<Record<string, string>> = Object.fromEntries(
  TABLES.map(({ model, one }) => [model, one.charAt(0).toUpperCase() + one.slice(1)]),
);

/** The words for a column's values, where they are not the column's own. */
export function wordsFor(table: Table, name: string): Readonly<Record<string, string>> | undefined {
  return table.kinds?.includes(name) ? KINDS : table.labelled?.[name];
}

/** A group's name among the panel's words: "Communication" is a group and a table. */
export function groupKey(group: TableGroup): string {
  return `group${group.name.replace(/[^A-Za-z]/g, '')}`;
}

/** Whether its rows are kept on another record's page. */
export const isBelow = (table: Table): boolean => table.below !== undefined;
