/** How a feature's file describes a table to the panel: which columns, in which order. No rules. */
import type { ModelName } from '../../src/records/records.types.js';

export interface PanelTable {
  model: ModelName;
  /** In the plural, as the navigation shows it: "Waitlist", "Insurance policies". */
  label: string;
  /** One of them: "insurance policy". */
  one: string;
  /** Columns of the list, at most seven. */
  list: string[];
  /** Columns of the form and of the record's page, in order; those not named follow in the order of the schema. */
  form?: string[];
  /** Fields of the filter panel; the list's columns where not said. */
  filter?: string[];
  /** How the list is sorted at first; newest first where not said. */
  sort?: [column: string, direction: 'asc' | 'desc'];
  /** Columns that order the record's names in pickers. */
  titleSort?: string[];
  /** Names of columns that read better here than in general. */
  labels?: Record<string, string>;
  /** A line of help under a field. */
  help?: Record<string, string>;
  /** Text columns of which the database takes certain words alone. */
  choices?: Record<string, string[]>;
  /** Text columns that hold words of the program, of a list that may grow: shown in plain English. */
  codes?: string[];
  /** Text columns that name a kind of record. */
  kinds?: string[];
  /** Columns of which it takes certain numbers alone, with what they stand for. */
  labelled?: Record<string, Readonly<Record<string, string>>>;
  /** Columns that are neither in the form nor on the record's page. */
  leaveOut?: string[];
  /** A field of the form that is no column: a new password. */
  passwordField?: string;
  /** Another such field: a tick that confirms what was warned of. */
  confirmField?: string;
  /**
   * The column that names the record on whose page these rows are kept: they mean nothing without it, and have no place of their own in
   * the navigation.
   */
  below?: string;
  /** The column that names the record on whose page the first of these rows are shown as well. */
  shownWith?: string;
  /** Fields that a new record's form does without. */
  notNew?: string[];
  /** Choices that a new record's form does without, by column. */
  choicesNotNew?: Record<string, string[]>;
  /** Nobody changes it by hand. */
  readOnly?: boolean;
}

export interface PanelGroup {
  name: string;
  /** One of the icons that the design system ships (Feather's names). */
  icon: string;
  tables: PanelTable[];
}

/** A group's name among the panel's words: "Communication" is a group and a table. */
export function groupKey(group: PanelGroup): string {
  return `group${group.name.replace(/[^A-Za-z]/g, '')}`;
}

/** Whether its rows are kept on another record's page. */
export const isBelow = (table: PanelTable): boolean => table.below !== undefined;
