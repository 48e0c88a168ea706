/** A list of the panel as a file: any table, with the filter and the order that the list has, of what its reader may see. */
import type { ModelName } from '../../src/database/data-model.js';
import { Filter, type ActionContext } from 'adminjs';
import type AdminJS from 'adminjs';
import type { Request, Response } from 'express';
import { practiceHabits } from '../../src/access/practice-zone.js';
import type { Ctx } from '../../src/access/context.js';
import type { CellKind, CellValue, FileColumn } from '../../src/exports/cells.js';
import { answerExport } from '../../src/exports/export-answer.js';
import { withRecords } from '../../src/exports/record-rows.queries.js';
import { idOf } from '../../src/database/data-model.js';
import { fieldAccess } from '../../src/records/records.access.js';
import { getRecords } from '../../src/records/records.reads.js';
import type { RecordQuery, Row } from '../../src/records/records.types.js';
import { formatsOf } from '../../src/kernel/formats.js';
import { malformed } from '../../src/kernel/errors.js';
import { messageOf } from './errors.js';
import type { PanelField } from '../words/fields.js';
import { enumLabel, fieldLabel } from '../words/labels.js';
import { filtersIn, sortIn } from './list-actions.js';
import type { PrismaResource } from './prisma-resource.js';
import { TABLES, wordsFor } from '../words/kinds.js';
import type { Table } from '../words/tables.js';
import { ctxIn } from '../http/session.js';
import { titleOf, type Reader } from '../words/titles.js';
import { whose } from './whose.js';
import { toParam } from '../values/values.js';

/** A row with the names behind its references. */
interface Named {
  row: Row;
  /** By kind of record and id. A record that the reader may not see has none. */
  names: ReadonlyMap<string, string>;
}

/** A column, and where its cells come from. */
interface Column extends FileColumn {
  value(named: Named): CellValue;
}

const KINDS: Partial<Record<PanelField['kind'], CellKind>> = {
  boolean: 'boolean',
  integer: 'number',
  decimal: 'number',
  date: 'date',
  datetime: 'instant',
  reference: 'id',
};

/** Whether the column holds words of the program, not of people. */
const isCode = (field: PanelField, { choices, codes }: Table): boolean =>
  field.kind === 'enum' || Boolean(choices?.[field.name] ?? codes?.includes(field.name));

function cellOf(field: PanelField, table: Table, row: Readonly<Record<string, unknown>>): CellValue {
  const value = row[field.name];
  if (value === null || value === undefined) return null;
  if (field.kind === 'datetime' && value instanceof Date) return value;
  const param = toParam(field, value, row);
  if (typeof param === 'string') return wordsFor(table, field.name)?.[param] ?? (isCode(field, table) ? enumLabel(param) : param);
  return Array.isArray(param) ? param.join('; ') : param;
}

function formatOf(field: PanelField): string | undefined {
  if (field.kind === 'integer') return '0';
  return field.kind === 'decimal' && field.scale === 2 && !field.moneyBy ? '0.00' : undefined;
}

function columnsOf(field: PanelField, table: Table): Column[] {
  const label = table.labels?.[field.name] ?? fieldLabel(field.name, field.references !== undefined);
  const kind = KINDS[field.kind] ?? 'text';
  const own: Column = {
    header: label,
    kind,
    value: ({ row }) => cellOf(field, table, row),
    format: formatOf(field),
  };
  const { references } = field;
  if (!references) return [own];
  const nameOf = ({ row, names }: Named): CellValue => names.get(`${references} ${String(row[field.name])}`);
  return [
    { ...own, header: `${label} no.` },
    { header: label, kind: 'text', value: nameOf },
  ];
}

/** The names behind the references of these rows: a query a kind of record. */
async function named(within: Ctx, rows: Row[], fields: readonly PanelField[], reader: Reader): Promise<Named[]> {
  const wanted = new Map<ModelName, Set<string>>();
  for (const { name, references } of fields)
    if (references)
      for (const row of rows) {
        const id = row[name];
        if (typeof id === 'bigint') wanted.set(references, (wanted.get(references) ?? new Set()).add(String(id)));
      }
  const names = new Map<string, string>();
  for (const [model, ids] of wanted) {
    const all = [...ids];
    for (let from = 0; from < all.length; from += 500) {
      const found = await getRecords(within, model, all.slice(from, from + 500));
      const persons = await whose(within, model, found);
      for (const row of found) {
        const id = idOf(model, row);
        names.set(`${model} ${id}`, titleOf(model, row, id, reader, persons.get(id)));
      }
    }
  }
  return rows.map((row) => ({ row, names }));
}

/** Answers with the file of one table's list. Throws 400, 403, 422, 429. */
export async function answerListExport(admin: AdminJS, request: Request, response: Response): Promise<void> {
  const sent = request.query as Record<string, unknown>;
  const currentAdmin = request.session.adminUser;
  const context = { currentAdmin } as ActionContext;
  const ctx = ctxIn(context);
  const resource = admin.resources.find((one) => one.id() === request.params.resourceId) as PrismaResource;
  const model = resource.modelName;
  const table = TABLES.find((one) => one.model === model) as Table;
  const { format } = sent;
  if (format !== 'xlsx' && format !== 'csv') throw malformed('An export is in Excel (xlsx) or CSV (csv).');
  const { hidden } = fieldAccess(ctx.actor, model);
  const { options } = resource.decorate();
  const fields = (options.showProperties ?? []).flatMap((name) => {
    const field = resource.fields.get(name);
    return field && !field.secret && !hidden.includes(name) ? [field] : [];
  });
  const { zone, formats } = await practiceHabits(ctx);
  const reader = { zone, formats: formatsOf(formats) };
  const filters = filtersIn(sent);
  const sort = sortIn(sent, options.sort);
  const query = queryOf(resource, filters, sort, context);
  const columns: Column[] = [
    { header: 'No.', kind: 'id', value: ({ row }) => idOf(model, row) },
    ...fields.flatMap((field) => columnsOf(field, table)),
  ];
  const cellsOf = async (within: Ctx, rows: Row[]): Promise<CellValue[][]> =>
    (await named(within, rows, fields, reader)).map((one) => columns.map(({ value }) => value(one)));
  await answerExport(ctx, request, response, {
    format,
    title: table.label,
    recordType: model,
    columns: columns.map(({ header, kind, format: written }) => ({ header, kind, format: written })),
    filters: { ...filters, sort: `${sort.sortBy} ${sort.direction}` },
    open: (signal, work) => withRecords(ctx, model, query, signal, cellsOf, work),
  });
}

/** AdminJS's words for what can't be asked are for its own pages. */
function queryOf(
  resource: PrismaResource,
  filters: Record<string, unknown>,
  sort: ReturnType<typeof sortIn>,
  context: ActionContext,
): RecordQuery {
  try {
    return resource.recordQuery(new Filter(filters, resource), sort, context);
  } catch (error) {
    const message = messageOf(error);
    throw message === undefined ? error : malformed(message);
  }
}
