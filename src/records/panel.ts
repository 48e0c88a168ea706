/** How a table looks in the panel, as data: which columns, in which order, with which words. No rules. */

/** Fields of a form or list that are no columns. */
export type Beside = 'displayName' | 'newPassword' | 'bookAnyway';

export interface PanelTable<Field extends string = string> {
  /** In the plural, as the navigation shows it: "Waitlist", "Insurance policies". */
  label: string;
  /** One of them, where that is not what the record is called in messages: "piece of equipment". */
  one?: string;
  /** Columns of the list, at most seven. */
  list: readonly (Field | Beside)[];
  /** Columns of the form and of the record's page, in order; those not named follow in the order of the schema. */
  form?: readonly (Field | Beside)[];
  /** Those of them that a narrow page has; the first three where not said. */
  narrow?: readonly (Field | Beside)[];
  /** Fields of the filter panel; the list's columns where not said. */
  filter?: readonly (Field | Beside)[];
  /** How the list is sorted at first; newest first where not said. */
  sort?: readonly [column: Field, direction: 'asc' | 'desc'];
  /** Columns that order the record's names in pickers. */
  titleSort?: readonly (Field | Beside)[];
  /** Names of columns that read better here than in general. */
  labels?: Partial<Readonly<Record<Field | Beside, string>>>;
  /** A line of help under a field. */
  help?: Partial<Readonly<Record<Field | Beside, string>>>;
  /** Text columns of which the database takes certain words alone. */
  choices?: Partial<Readonly<Record<Field, readonly string[]>>>;
  /** Text columns that hold words of the program, of a list that may grow: shown in plain English. */
  codes?: readonly Field[];
  /** Days that stand for their month: shown as `June 2026`. */
  months?: readonly Field[];
  /** Text columns that name a kind of record. */
  kinds?: readonly Field[];
  /** Columns of which it takes certain numbers or words alone, with what they stand for. */
  labelled?: Partial<Readonly<Record<Field, Readonly<Record<string, string>>>>>;
  /** Columns that are neither in the form nor on the record's page. */
  leaveOut?: readonly Field[];
  /** A field of the form that is no column: a new password. */
  passwordField?: Beside;
  /** Another such field: a tick that confirms what was warned of. */
  confirmField?: Beside;
  /**
   * The column that names the record on whose page these rows are kept: they mean nothing without it, and have no place of their own in
   * the navigation.
   */
  below?: Field;
  /** The column that names the record on whose page the first of these rows are shown as well. */
  shownWith?: Field;
  /**
   * The columns that name the client, and the learner, whose alerts are shown above the record; `id` where the record is theirs. And the
   * one that names the appointment: above its page they are those of all who come.
   */
  alertsOf?: { client: Field; learner?: Field; appointment?: Field };
  /** Columns that are never empty, and that a form may leave empty: the use case fills them in. */
  mayBeEmpty?: readonly Field[];
  /** Fields that a new record's form does without. */
  notNew?: readonly Field[];
  /** Choices that a new record's form does without, by column. */
  choicesNotNew?: Partial<Readonly<Record<Field, readonly string[]>>>;
  /** Where most of a table is over and done with: its link leads to what has one of these values, or lies ahead. */
  begins?: { only: Partial<Readonly<Record<Field, string>>> } | { from: Field };
  /** Columns that say nothing while another has one of these values: no day of submission before it is submitted. */
  silent?: Partial<Readonly<Record<Field, Partial<Readonly<Record<Field, readonly string[]>>>>>>;
  /** Fields that can be changed only while another column has one of these values: of a sent invoice, its notes alone. */
  changedWhile?: { readonly fields: readonly Field[]; readonly column: Field; readonly is: readonly string[] };
  /** To change it is not what one comes to its page for. */
  editAside?: true;
  /** Beside these rows on a record's page, what adds one: an action of that record in place of this table's form. */
  addedBy?: string;
  /** After a change one is back at the record that this column names, whose page shows the row. */
  backTo?: Field;
  /** Another column that names a record on whose page these rows are shown. */
  alsoWith?: Field;
  /** Nobody changes it by hand. */
  readOnly?: boolean;
}
