/**
 * How a table describes itself, once, in its own room (`<kind>.record.ts`): what it is called, who may do what, how the scope reaches it,
 * which fields are clinical, confidential or secret, its name for people, its place in the panel, its buttons, the words of its
 * constraints, and its use cases. `house.ts` gathers the descriptions; the engines (records, panel, exports, audit) read them and know no
 * feature. A wrong name of a field, relation, permission or model does not compile.
 */
import type { SealedFields } from '../sealing/sealed-fields.js';
import type { ModelName } from '../database/data-model.js';
import type { Ctx } from '../access/context.js';
import type { Permission as P } from '../access/permissions.js';
import type { ConstraintWords } from '../database/errors.js';
import type { Prisma } from '../generated/prisma/index.js';
import type { PanelTable } from './panel.js';
import type { RecordAction } from './actions.js';
import type { RecordRules, RecordScope } from './record-rules.js';
import type { RecordUseCases, Row } from './records.types.js';
import type { Sayer } from './titles.js';

type Payload<Model extends ModelName> = Prisma.TypeMap['model'][Model]['payload'];
type Objects<Model extends ModelName> = Payload<Model>['objects'];

/** A column's name. */
export type FieldOf<Model extends ModelName> = keyof Payload<Model>['scalars'] & string;

/** A row as a reader may see it: fields that are closed to them are missing. */
export type RowOf<Model extends ModelName> = Partial<Payload<Model>['scalars']>;

/** Relations to one other record. */
type ToOne<Model extends ModelName> = {
  [Relation in keyof Objects<Model> & string]: NonNullable<Objects<Model>[Relation]> extends readonly unknown[]
    ? never
    : Relation;
}[keyof Objects<Model> & string];

type Target<Model extends ModelName, Relation extends keyof Objects<Model>> =
  NonNullable<Objects<Model>[Relation]> extends { name: infer Name extends ModelName } ? Name : never;

/** How many relations are left to go. */
interface Deeper {
  3: 2;
  2: 1;
  1: 0;
  0: 0;
}
type Depth = keyof Deeper;

/** Relations, one after the other, from a record to its client: `communication.client`. */
type ClientPath<Model extends ModelName, Left extends Depth = 3> = Left extends 0
  ? never
  : {
      [Relation in ToOne<Model>]:
        | (Target<Model, Relation> extends 'Client' ? Relation : never)
        | `${Relation}.${ClientPath<Target<Model, Relation>, Deeper[Left]>}`;
    }[ToOne<Model>];

/** The way to the id of a learner: `learnerId`, `appointment.learnerId`. */
type LearnerPath<Model extends ModelName, Left extends Depth = 3> =
  | (Model extends 'Learner' ? 'id' : Extract<FieldOf<Model>, 'learnerId'>)
  | (Left extends 0
      ? never
      : { [Relation in ToOne<Model>]: `${Relation}.${LearnerPath<Target<Model, Relation>, Deeper[Left]>}` }[ToOne<Model>]);

/** How the actor's scope reaches a record of the model. */
export type ScopeOf<Model extends ModelName> =
  /** The permission alone decides. */
  | 'none'
  /** The trail itself: for those who see all clients and notes; for others what is about no client. */
  | 'trail'
  /** The user's own, and everybody's for those with `unless`. */
  | { own: FieldOf<Model>; unless: P }
  /** Through the records that use it: seen with any of them, changed only with all of them; one that nobody uses is anybody's. */
  | { through: keyof Objects<Model> & string; model: ModelName }
  | {
      /** The way to its client. */
      client: ClientPath<Model> | (Model extends 'Client' ? 'itself' : never);
      /** The ways to the learners that it may be about, its own first: opened and closed with any of them; a closed one beats an opened one. */
      learners?: readonly LearnerPath<Model>[];
      /** It may belong to no client (a practice-wide document): then its permission alone decides. */
      optional?: true;
      /** Relations to records of others, dotted, which their own scope shows or hides; with the reason why that is enough. */
      beside?: Readonly<Record<string, string>>;
    };

/** Rules that say the names of fields. */
interface FieldRules<Model extends ModelName> {
  clinical?: readonly FieldOf<Model>[];
  confidential?: readonly FieldOf<Model>[];
  guarded?: { fields: readonly FieldOf<Model>[]; permission: P };
  readOnly?: readonly FieldOf<Model>[];
  search: readonly FieldOf<Model>[];
  /** Written, but never read out: not in an answer, a list, a search, an export, an audit event or a log. */
  secret?: readonly FieldOf<Model>[];
  /** Kept sealed in the database, under the key of the client whom `client` names, or under the practice's: nothing filters, sorts or searches by it. */
  sealed?: { fields: readonly FieldOf<Model>[]; client: FieldOf<Model> | null };
  classifiedWith?: { relation: ToOne<Model>; model: ModelName };
}

type PlainRules = Pick<RecordRules, 'what' | 'many' | 'classified' | 'alwaysConfidential' | 'correctable'>;

/** What a reader calls a record, by its own columns. */
export type Title = (row: Row, say: Sayer) => string;

/** A table's description, with everything that it may say. */
export interface RecordDescription<Model extends ModelName> extends PlainRules, FieldRules<Model>, RecordUseCases {
  permissions: { view: P; create: P | null; edit: P | null; delete: P | null };
  scope: ScopeOf<Model>;
  /** What a record is called in lists, references, pickers and breadcrumbs: a column, or words made of several; its `name` where not said. */
  title?: FieldOf<Model> | ((row: RowOf<Model>, say: Sayer) => string);
  /**
   * Whose it is, where its own columns say it by a reference alone: the column of the client's id, or the ids of the rows' clients by the
   * rows' ids, in one query.
   */
  whose?: FieldOf<Model> | ((ctx: Ctx, rows: readonly Row[]) => Promise<Map<string, string>>);
  /** Whose it is, and what is beside it, stands after what it is called. */
  whoseLast?: true;
  /** What the name says of other rows (the insurer of a policy), by the rows' ids; it stands after whose it is. */
  beside?: (ctx: Ctx, rows: readonly Row[]) => Promise<Map<string, string>>;
  /**
   * Buttons that would be refused now, by the rows' ids, where their own columns do not say so: they are not offered. The rule is the use
   * case's. In one query.
   */
  notOffered?: (ctx: Ctx, rows: readonly Row[]) => Promise<Map<string, readonly string[]>>;
  /** What a form's picker offers, as Prisma's condition on the records that the column names; it narrows the offer alone. */
  offers?: Readonly<Partial<Record<FieldOf<Model>, (ctx: Ctx) => Promise<Record<string, unknown>>>>>;
  panel: PanelTable<FieldOf<Model>>;
  /** Buttons beside the usual ones, by name. */
  actions?: Readonly<Record<string, RecordAction<FieldOf<Model>>>>;
  /** Buttons on records of domains above, which know nothing of this one. */
  actionsOn?: { readonly [Other in ModelName]?: Readonly<Record<string, RecordAction<FieldOf<Other>>>> };
  /** What the table's constraints mean, by their names. */
  constraints?: Readonly<Record<string, ConstraintWords>>;
  /** The words of the API's addresses behind which an id names such a record: `rooms` of `/api/rooms/{id}`. */
  addresses?: readonly string[];
}

/** A description as the engines read it. */
export interface DescribedRecord {
  model: ModelName;
  rules: RecordRules;
  secret: readonly string[];
  sealed: SealedFields | undefined;
  title: Title;
  whose: ((ctx: Ctx, rows: readonly Row[]) => Promise<Map<string, string>>) | undefined;
  whoseLast: boolean;
  beside: ((ctx: Ctx, rows: readonly Row[]) => Promise<Map<string, string>>) | undefined;
  notOffered: ((ctx: Ctx, rows: readonly Row[]) => Promise<Map<string, readonly string[]>>) | undefined;
  offers: Readonly<Partial<Record<string, (ctx: Ctx) => Promise<Record<string, unknown>>>>>;
  panel: PanelTable & { model: ModelName; one: string };
  actions: Readonly<Record<string, RecordAction>>;
  actionsOn: Partial<Readonly<Record<ModelName, Readonly<Record<string, RecordAction>>>>>;
  constraints: Readonly<Record<string, ConstraintWords>>;
  addresses: readonly string[];
  useCases: RecordUseCases;
}

/** Describes a table. */
export function record<Model extends ModelName>(model: Model, described: RecordDescription<Model>): DescribedRecord {
  const {
    permissions,
    scope,
    title = 'name',
    whose,
    whoseLast = false,
    beside,
    notOffered,
    offers = {},
    panel,
    actions = {},
    actionsOn = {},
    constraints = {},
    addresses = [],
    ...rest
  } = described;
  const { warn, warned, create, update, remove, removeMany, removeAsks, seedsInBulk, secret = [], sealed, ...rules } = rest;
  return {
    model,
    rules: { ...rules, ...permissions, scope: scopeOf(scope) },
    secret,
    sealed,
    title: typeof title === 'string' ? byColumn(title) : (title as Title),
    whose: typeof whose === 'string' ? byClientId(whose) : whose,
    whoseLast,
    beside,
    notOffered,
    offers,
    panel: { one: rules.what, ...panel, model },
    actions,
    actionsOn,
    constraints,
    addresses,
    useCases: { warn, warned, create, update, remove, removeMany, removeAsks, seedsInBulk },
  };
}

/** A described table with the buttons of a feature below it, which it does not know. */
export const withActions = (described: DescribedRecord, actions: DescribedRecord['actions']): DescribedRecord => ({
  ...described,
  actions: { ...described.actions, ...actions },
});

const byColumn =
  (name: string): Title =>
  (row, { text }) =>
    text(row[name]);

const byClientId = (column: string) => (_ctx: Ctx, rows: readonly Row[]) =>
  Promise.resolve(
    new Map(
      rows.flatMap(({ id, [column]: clientId }): [string, string][] =>
        typeof clientId === 'bigint' ? [[String(id), String(clientId)]] : [],
      ),
    ),
  );

const steps = (path: string): string[] => path.split('.');

function scopeOf<Model extends ModelName>(scope: ScopeOf<Model>): RecordScope {
  if (scope === 'none' || scope === 'trail') return { kind: scope };
  if ('own' in scope) return { kind: 'own', field: scope.own, unless: scope.unless };
  if ('through' in scope) return { kind: 'through', relation: scope.through, model: scope.model };
  const { client, learners = [], optional, beside } = scope;
  const path: string = client;
  return {
    kind: 'client',
    path: path === 'itself' ? [] : steps(path),
    learners: learners.map(steps),
    ...(optional && { optional }),
    ...(beside && { beside }),
  };
}

/** One permission to add, change and delete. */
export const all = (permission: P): { create: P; edit: P; delete: P } => ({
  create: permission,
  edit: permission,
  delete: permission,
});

/** Nobody adds, changes or deletes it by hand. */
export const byNobody = { create: null, edit: null, delete: null } as const;
