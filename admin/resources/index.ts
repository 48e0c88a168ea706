/** The panel's groups, in the order of the work. Treatment joins when its tables do. */
import { analytics } from './analytics.js';
import { billing } from './billing.js';
import { clients } from './clients.js';
import { communication } from './communication.js';
import { documents } from './documents.js';
import { logs } from './logs.js';
import { people } from './people.js';
import { practice } from './practice.js';
import { schedule } from './schedule.js';
import type { PanelGroup, PanelTable } from './table.js';
import { telehealth } from './telehealth.js';

export const GROUPS: readonly PanelGroup[] = [
  clients,
  schedule,
  telehealth,
  billing,
  communication,
  documents,
  practice,
  people,
  analytics,
  logs,
];

/** Every table of the panel. */
export const TABLES: readonly PanelTable[] = GROUPS.flatMap((group) => group.tables);

/** What a record of each kind is called: "Insurance policy". */
export const KINDS: Readonly<Record<string, string>> = Object.fromEntries(
  TABLES.map(({ model, one }) => [model, one.charAt(0).toUpperCase() + one.slice(1)]),
);

/** The words for a column's values, where they are not the column's own. */
export function wordsFor(table: PanelTable, name: string): Readonly<Record<string, string>> | undefined {
  return table.kinds?.includes(name) ? KINDS : table.labelled?.[name];
}
