/** Buttons on a kind of record, as data: what is asked, who may press, what is said. The panel makes them; the rule is the use case's. */
import type { Ctx } from '../access/context.js';
import type { Permission } from '../access/permissions.js';

/** One of a list to choose from. */
export interface Choice {
  id: string;
  name: string;
}

/** One line to fill in before the button works, or a list to choose from. */
export interface AskedField {
  name: string;
  label: string;
  required?: boolean;
  /** Not required once this other one has an answer. */
  unless?: string;
  /** What there is to choose for that record, asked for when the page opens: its handler answers with it. Of several records, without one. */
  choices?: (ctx: Ctx, id?: bigint) => Promise<Choice[]>;
  /** What choosing nothing means. */
  none?: string;
  /** The first that there is to choose is chosen until somebody chooses otherwise. */
  preset?: true;
  /** What is typed, where it is no line of text: an amount, a day, a whole number. The use case gets it as the API does: `21.50`, `2026-03-31`. */
  kind?: 'money' | 'day' | 'whole';
  /** A line under the field. */
  hint?: string;
}

/** What a question says of the record at hand, asked for when it opens. */
export interface About {
  /** A sentence under the question. */
  words?: string;
  /** Where that can be seen to. */
  link?: { words: string; href: string };
  /** It can't be done now: the words say why, and there is no button. */
  stop?: true;
  /** What deserves a second look before it is done: of which record, and what. */
  noted?: readonly { id: string; words: string }[];
  /** What its fields begin with, by name. */
  preset?: Readonly<Record<string, string>>;
  /** What is filled in once something is chosen in a list, until somebody types there: by list, by choice (`''` for none), by field. */
  fills?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
}

/** What was filled in, by field. */
export type Answers = Readonly<Record<string, string>>;

/** The answer by which a page says which warnings it has shown. */
export const CONFIRMED = 'confirmedWarnings';

interface Button<Field extends string> {
  /** The button's word in lists and at the head of a page: "Unlock". */
  label: string;
  /** A Feather icon's name. */
  icon: string;
  /** Shown where each of these columns has one of these values: nobody unlocks what is open. `null` stands for empty. */
  when?: Partial<Readonly<Record<Field, readonly (string | boolean | null)[]>>>;
  /** Shown only once this instant of the record is past. */
  once?: Field;
  /** Shown only where this holds for the practice: no pay links where no cards are taken. */
  offered?: (ctx: Ctx) => boolean;
  /** What one comes to the record's page for: it stands before the others, in the main colour. */
  main?: true;
}

/** Runs a use case. A GET only opens the question; the change is a POST from there. */
export interface ActAction<Field extends string> extends Button<Field> {
  kind: 'act';
  permission: Permission;
  /** The use case, by the record's id; may give a text for the notice. */
  run: (ctx: Ctx, id: bigint, answers: Answers) => Promise<unknown>;
  /** For all the chosen records of a list: `done`, or the text that the use case gives, is then what became of one of them, "confirmed". */
  bulk?: true;
  /** What the person is asked before it happens: "Unlock this account?" */
  question: string;
  /** The word of the button that does it: "Unlock the account". */
  button: string;
  /** What is said afterwards, unless the use case gives a text of its own. */
  done: string;
  variant?: 'primary' | 'danger' | 'default';
  /** What the person is asked to fill in: the answers go to the use case by these names. */
  asks?: readonly AskedField[];
  /** What is said of that record before it is done. */
  about?: (ctx: Ctx, id: bigint) => Promise<About>;
  /** The same of all that were chosen, where it is done for many. */
  aboutMany?: (ctx: Ctx, ids: readonly bigint[]) => Promise<About>;
}

/** Opens another page of the panel, which does the rest: nothing changes by it. */
export interface LinkAction<Field extends string> extends Button<Field> {
  kind: 'link';
  permissions: readonly Permission[];
  /** The page's address, by the record's id. */
  to: (id: string) => string;
  /** A button of the whole list, without a record. */
  ofList?: true;
  /** Leads to a file of the API, and opens in another tab. */
  file?: true;
  /** Looks before whether there is such a file: what is missing, in words for people. The file is asked for where nothing is. */
  looks?: (ctx: Ctx, id: bigint) => Promise<string[]>;
}

/** Opens a page of our own about the record. */
export interface PageAction<Field extends string> extends Button<Field> {
  kind: 'page';
  permissions: readonly Permission[];
  /** The component's name in admin/components. */
  component: string;
  /** On one's own record alone. */
  own?: true;
  /** About all the chosen records of a list. Its page calls the API. */
  ofMany?: true;
  /** What sending the page's form does; gives what the page is told beside the notice. A page without it calls the API. */
  send?: {
    run: (ctx: Ctx, id: bigint, answers: Answers) => Promise<Record<string, string>>;
    asks: readonly string[];
    done: string;
  };
}

export type RecordAction<Field extends string = string> = ActAction<Field> | LinkAction<Field> | PageAction<Field>;
