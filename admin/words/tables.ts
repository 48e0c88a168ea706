/**
 * The panel's tables by their groups, as their descriptions say them. The browser's bundle gets what this file exports as data
 * (admin/bundle.ts): it imports nothing else of the server.
 */
import { RECORD_GROUPS } from '../../src/house.js';
import type { Permission } from '../../src/access/permissions.js';
import { recordsOf } from '../../src/records/registry.js';
import type { DescribedRecord } from '../../src/records/description.js';

/** A table's description for the panel, with its model and what one of its records is called. */
export type Table = DescribedRecord['panel'];

export interface TableGroup {
  name: string;
  /** One of the icons that the design system ships (Feather's names). */
  icon: string;
  tables: readonly Table[];
  /** Pages of ours that belong to the subject. */
  pages: readonly string[];
  /** Those of its tables that are looked at now and then, and in whose menu they are. */
  seldom?: { name: string; models: readonly string[]; for: readonly Permission[] } | undefined;
}

/** In the order of the work. */
export const GROUPS: readonly TableGroup[] = RECORD_GROUPS.map((group) => ({
  name: group.name,
  icon: group.icon,
  tables: recordsOf(group).map(({ panel }) => panel),
  pages: group.pages ?? [],
  seldom: group.seldom && {
    name: group.seldom.name,
    models: group.seldom.records.map(({ model }) => model),
    for: group.seldom.for,
  },
}));
