/**
 * `@adminjs/prisma`'s resource, taught 64-bit ids, Decimals, days, lists of text and composite keys. What it would do with a
 * Prisma client of its own goes through src/records instead, under the actor's permissions: its own reads hand out every
 * column of every row, and its own writes know no rule.
 */
import { descriptionOf, useCasesOf } from '../../src/records/registry.js';
import { createHash } from 'node:crypto';
import { Resource } from '@adminjs/prisma';
import {
  flat,
  ValidationError,
  type ActionContext,
  type BaseRecord,
  type Filter,
  type ParamsType,
  type ResourceOptions,
} from 'adminjs';
import type AdminJS from 'adminjs';
import type { Ctx } from '../../src/access/context.js';
import { dmmf, idOf, modelOf } from '../../src/database/data-model.js';
import { countRecords, getRecord, getRecords, listRecords, pickRecords } from '../../src/records/records.reads.js';
import { createRecord, deleteRecord, deleteRecords, updateRecord, warningsBefore } from '../../src/records/records.service.js';
import type { DeleteOutcome, RecordQuery, Row } from '../../src/records/records.types.js';
import { AppError } from '../../src/kernel/errors.js';
import { PanelDecorator } from './decorator.js';
import { rememberRefusal, withPanelErrors } from './errors.js';
import type { ModelName } from '../../src/database/data-model.js';
import { fieldsOf, hasCompositeKey, isServerSet, type PanelField } from '../words/fields.js';
import { conditionFor, idCondition } from './filters.js';
import { nearby, type Asked } from './narrowing.js';
import { NEEDED } from '../words/needed.js';
import { PanelProperty } from './property.js';
import { KNOWS_OF, PanelRecord, writeOnly } from './record.js';
import { ctxIn, formatsIn, zoneIn } from '../http/session.js';
import { titleOf, type Reader } from '../words/titles.js';
import { fromParam, toParam, ValueFault } from '../values/values.js';
import { whose } from './whose.js';
import { inWords, labelOf } from '../words/words.js';

type Context = ActionContext | undefined;

const readerIn = (context: Context): Reader => ({ zone: zoneIn(context), formats: formatsIn(context) });

interface FindOptions {
  limit?: number;
  offset?: number;
  /** Of what is looked for, the best match comes first, and only then the sort. */
  bestFirst?: boolean;
  sort?: { sortBy?: string; direction?: 'asc' | 'desc' };
}

type Model = ConstructorParameters<typeof Resource>[0]['model'];
type Properties = ReturnType<Resource['prepareProperties']>;

/** The columns that say nothing yet of a row. */
const silentIn = (model: ModelName, row: Row): string[] =>
  Object.entries(descriptionOf(model).panel.silent ?? {}).flatMap(([name, while_]) =>
    Object.entries(while_ ?? {}).some(([column, values]) => values?.includes(row[column] as string)) ? [name] : [],
  );

/** The base class keeps a client of Prisma's. Everything that would call it is overridden, so there is none to call. */
const NO_CLIENT: unknown = { _engineConfig: { activeProvider: 'postgresql' } };

export class PrismaResource extends Resource {
  readonly modelName: ModelName;
  readonly fields: ReadonlyMap<string, PanelField>;
  private all: ReturnType<Resource['properties']> | undefined;

  /**
   * @param titleSort columns that stand for the title when somebody sorts by it
   * @param listsTitles whether the title is a column of its list
   */
  constructor(
    modelName: ModelName,
    private readonly titleSort: readonly string[] = [],
    private readonly listsTitles = false,
  ) {
    super({
      model: modelOf(modelName) as unknown as Model,
      client: NO_CLIENT,
      clientModule: { Prisma: { dmmf } },
    });
    this.modelName = modelName;
    this.fields = fieldsOf(modelName);
  }

  /** The base class calls this from its constructor, before this class has anything of its own. */
  protected override prepareProperties(): Properties {
    const fields = fieldsOf(this.model.name as ModelName);
    const names = ['id', 'displayName', ...fields.keys()];
    const properties = names.map((path, position) => [path, new PanelProperty(fields.get(path), path, position)] as const);
    // Without a prototype: a field's name comes from a request, and `constructor` is no field.
    return Object.assign(Object.create(null) as object, Object.fromEntries(properties)) as unknown as Properties;
  }

  /** AdminJS asks for them several times a record. */
  override properties(): ReturnType<Resource['properties']> {
    return (this.all ??= super.properties());
  }

  override assignDecorator(admin: AdminJS, options: ResourceOptions = {}): void {
    this._decorated = new PanelDecorator({ resource: this, admin, options });
  }

  override build(params: Record<string, unknown>): BaseRecord {
    return new PanelRecord(params, this);
  }

  override async count(filter: Filter, context?: ActionContext): Promise<number> {
    return this.told(ctxIn(context), async () => countRecords(ctxIn(context), this.modelName, this.queryFor(filter, context)));
  }

  override async find(filter: Filter, options: FindOptions = {}, context?: ActionContext): Promise<BaseRecord[]> {
    return this.told(ctxIn(context), async () => {
      const { limit = 10, offset = 0, sort, bestFirst } = options;
      const query = {
        ...this.queryFor(filter, context),
        take: limit,
        skip: Math.max(0, offset),
        orderBy: this.orderFor(sort),
        bestFirst,
      };
      const rows = await listRecords(ctxIn(context), this.modelName, query);
      // A list that shows whose its records are has a column for it.
      return this.recordsOf(rows, context, this.listsTitles);
    });
  }

  /** Records whose text holds the words, for pickers; those near what the form has chosen already. */
  async search(words: string, limit: number, context: Context, asked?: Asked): Promise<BaseRecord[]> {
    return this.told(ctxIn(context), async () => {
      const near = await nearby(ctxIn(context), this.modelName, asked);
      const orderBy = this.titleSort.length > 0 ? this.titleSort.map((name) => ({ [name]: 'asc' })) : undefined;
      return this.recordsOf(await pickRecords(ctxIn(context), this.modelName, words, limit, orderBy, near), context);
    });
  }

  override async findOne(id: string | number, context?: ActionContext): Promise<BaseRecord | null> {
    try {
      const [record] = await this.recordsOf([await getRecord(ctxIn(context), this.modelName, String(id))], context);
      return record ?? null;
    } catch (error) {
      rememberRefusal(ctxIn(context), error);
      // Not there and not for this person look alike; AdminJS says "not found" for null.
      if (error instanceof AppError && [403, 404].includes(error.status)) return null;
      throw error;
    }
  }

  /** Those that are there and that the actor may see; the others are left out. */
  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<BaseRecord[]> {
    return this.told(ctxIn(context), async () => {
      return this.recordsOf(await getRecords(ctxIn(context), this.modelName, ids.map(String)), context);
    });
  }

  override async create(params: Record<string, unknown>, context?: ActionContext): Promise<ParamsType> {
    try {
      return await this.told(ctxIn(context), async () => {
        const data = this.rowFrom(params, 'new');
        await this.askFirst(data, params, context);
        return this.paramsOf(await createRecord(ctxIn(context), this.modelName, data), context);
      });
    } catch (error) {
      throw this.withMissing(error, params);
    }
  }

  /** A use case tells what it meets first; the form tells all that was left empty beside it. */
  private withMissing(error: unknown, params: Record<string, unknown>): unknown {
    if (!(error instanceof ValidationError) || Object.keys(error.propertyErrors).length === 0) return error;
    const empty = [...this.fields.values()].filter(
      ({ name, required }) => required && (params[name] === '' || params[name] === null) && !error.propertyErrors[name],
    );
    const missing = Object.fromEntries(empty.map(({ name }) => [name, { message: NEEDED }]));
    const message = [error.baseError?.message, inWords(this.modelName, missing)].filter(Boolean).join(' ');
    return new ValidationError({ ...error.propertyErrors, ...missing }, { ...error.baseError, message });
  }

  /** What deserves a second look is said before it is done: the form comes back, and its next save, which knows of it, goes through. */
  private async askFirst(data: Row, params: Record<string, unknown>, context: Context): Promise<void> {
    const warnings = await warningsBefore(ctxIn(context), this.modelName, data);
    if (warnings.length === 0) return;
    const known = createHash('sha256').update(JSON.stringify(warnings)).digest('base64url').slice(0, 16);
    if (params[KNOWS_OF] === known) return;
    const again = useCasesOf(this.modelName).warned ?? 'Nothing is saved yet. If this is somebody else, save again.';
    const message = `${warnings.map((warning) => warning.message).join(' ')} ${again}`;
    throw new ValidationError({}, { message, type: `${KNOWS_OF}:${known}` });
  }

  override async update(id: string | number, params: Record<string, unknown> = {}, context?: ActionContext): Promise<ParamsType> {
    return this.told(ctxIn(context), async () => {
      const row = await updateRecord(
        ctxIn(context),
        this.modelName,
        String(id),
        this.rowFrom(params, 'edit'),
        this.versionIn(params),
      );
      return this.paramsOf(row, context);
    });
  }

  override async delete(id: string | number, context?: ActionContext): Promise<void> {
    await this.remove(String(id), ctxIn(context));
  }

  /** Deletes, and says how it ended: gone, or put aside for its history. */
  async remove(id: string, ctx: Ctx, reason?: string): Promise<DeleteOutcome> {
    return this.told(ctx, () => deleteRecord(ctx, this.modelName, id, reason));
  }

  /** Those of many that their kind removes at once; the others are left as they are. */
  async removeMany(ids: readonly string[], ctx: Ctx): Promise<ReadonlyMap<string, DeleteOutcome>> {
    return this.told(ctx, () => deleteRecords(ctx, this.modelName, ids));
  }

  /** What a page gets of a row. Columns that the actor may not see are not in the row. */
  paramsOf(row: Row, context: Context, whose?: string): ParamsType {
    const params: Record<string, unknown> = { id: idOf(this.modelName, row) };
    for (const [name, value] of Object.entries(row)) {
      const field = this.fields.get(name);
      if (field && !field.secret) params[name] = toParam(field, value, row);
    }
    for (const name of silentIn(this.modelName, row)) if (name in params) params[name] = null;
    params.displayName = titleOf(this.modelName, row, String(params.id), readerIn(context), whose);
    return params;
  }

  /** With what is not offered of their buttons; and the names of whose they are in their titles, where those are shown. */
  private async recordsOf(rows: Row[], context: Context, isTitled = true): Promise<BaseRecord[]> {
    const names = isTitled ? await whose(ctxIn(context), this.modelName, rows) : new Map<string, string>();
    const { notOffered } = descriptionOf(this.modelName);
    const spent = notOffered && rows.length > 0 ? await notOffered(ctxIn(context), rows) : undefined;
    return rows.map((row) => {
      const id = idOf(this.modelName, row);
      const record = new PanelRecord(this.paramsOf(row, context, names.get(id)), this);
      record.notOffered = spent?.get(id) ?? [];
      return record;
    });
  }

  private told<T>(ctx: Ctx, work: () => Promise<T>): Promise<T> {
    return withPanelErrors(ctx, work, (path) =>
      this.property(path) !== null || writeOnly(this.modelName).includes(path) ? labelOf(this.modelName, path) : undefined,
    );
  }

  /** The typed values of what a form sent. Columns that the server sets come back with the form and are not written. */
  private rowFrom(params: Record<string, unknown>, form: 'new' | 'edit'): Row {
    const row: Row = {};
    const faults: Record<string, { message: string }> = {};
    for (const field of this.fields.values()) {
      const sent: unknown = flat.get(params as ParamsType, field.name);
      if (isServerSet(field.name) || field.kind === 'json' || sent === undefined) continue;
      // An empty field of a new record takes the database's own value, and an empty secret stays as it is. What is needed may be what
      // the use case makes up itself: it says so if not. (AdminJS makes null of some empty fields.)
      const untouched = (form === 'new' && (sent === '' || sent === null)) || (sent === '' && field.secret);
      if (untouched && (!field.required || useCasesOf(this.modelName).create)) continue;
      try {
        row[field.name] = fromParam(field, sent);
      } catch (error) {
        if (!(error instanceof ValueFault)) throw error;
        faults[field.name] = { message: error.message };
      }
    }
    if (Object.keys(faults).length > 0) throw new ValidationError(faults, { message: inWords(this.modelName, faults) });
    for (const name of writeOnly(this.modelName)) {
      const sent = params[name];
      if (sent === true || (typeof sent === 'string' && sent !== '' && sent !== 'false')) row[name] = sent;
    }
    return row;
  }

  /** The state that the form was filled from: `updatedAt` comes back with it. */
  private versionIn(params: Record<string, unknown>): Date | undefined {
    const sent = params.updatedAt;
    const version = typeof sent === 'string' ? new Date(sent) : undefined;
    return version && !Number.isNaN(version.getTime()) ? version : undefined;
  }

  /** What the list asks for with that filter and order. @throws {ValidationError} for what can't be asked */
  recordQuery(filter: Filter, sort: FindOptions['sort'], context: Context): RecordQuery {
    return { ...this.queryFor(filter, context), orderBy: this.orderFor(sort) };
  }

  private queryFor(filter: Filter | undefined, context: Context): RecordQuery {
    const where: Record<string, unknown> = {};
    const faults: Record<string, { message: string }> = {};
    let text: string | undefined;
    for (const { path, value } of Object.values(filter?.filters ?? {})) {
      const sent: unknown = value;
      if (path === 'displayName') {
        text = String(sent);
        continue;
      }
      const field = this.fields.get(path);
      try {
        if (path === 'id' && !hasCompositeKey(this.modelName)) where.id = idCondition(sent);
        else if (field && !field.secret) where[path] = conditionFor(field, sent, zoneIn(context));
        else throw new ValueFault(`There is no field “${path}” to filter by.`);
      } catch (error) {
        if (!(error instanceof ValueFault)) throw error;
        faults[path] = { message: error.message };
      }
    }
    const [fault] = Object.values(faults);
    if (fault) throw new ValidationError(faults, { message: `This filter can’t be used: ${fault.message}` });
    return { where, text };
  }

  private orderFor(sort: FindOptions['sort']): Record<string, unknown>[] {
    const direction = sort?.direction === 'asc' ? 'asc' : 'desc';
    const by = sort?.sortBy ?? 'id';
    // Ties in the order of the key, or pages would overlap.
    const key = hasCompositeKey(this.modelName) ? [] : [{ id: direction }];
    if (by === 'id') return key.length > 0 ? key : this.keyOrder(direction);
    if (by === 'displayName' && this.titleSort.length > 0)
      return [...this.titleSort.map((name) => ({ [name]: direction })), ...key];
    if (!this.property(by)?.isSortable() || this.fields.get(by)?.secret) {
      throw new ValidationError({}, { message: `There is no sorting by “${by}”.` });
    }
    return [{ [by]: direction }, ...(key.length > 0 ? key : this.keyOrder(direction))];
  }

  private keyOrder(direction: string): Record<string, unknown>[] {
    return [...this.fields.values()].filter((field) => field.kind === 'reference').map((field) => ({ [field.name]: direction }));
  }
}
