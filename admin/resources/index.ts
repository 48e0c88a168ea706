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
