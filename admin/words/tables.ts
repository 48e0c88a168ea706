/**
 * The panel's tables by their groups, as their descriptions say them. The browser's bundle gets what this file exports as data
 * (admin/bundle.ts): it imports nothing else of the server.
 */
import { RECORD_GROUPS } from '../../src/house.js';
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
}

/** In the order of the work. */
export const GROUPS: readonly TableGroup[] = RECORD_GROUPS.map(({ name, icon, records, pages = [] }) => ({
  name,
  icon,
  tables: records.map(({ panel }) => panel),
  pages,
}));
