/** From a feature's description of a table to AdminJS's options for it. */
import type { ModelName } from '../../src/database/data-model.js';
import type { ActionContext, PropertyOptions, ResourceOptions } from 'adminjs';
import { recordAccess } from '../../src/records/records.access.js';
import type { RecordAccess } from '../../src/records/records.types.js';
import { buttonsOf } from './buttons.js';
import { fieldsOf, isServerSet, type PanelField } from '../words/fields.js';
import { history } from './history.js';
import { enumLabel } from '../words/labels.js';
import { list, search } from './list-actions.js';
import { wordsFor } from '../words/kinds.js';
import { groupKey } from '../words/kinds.js';
import type { TableGroup, Table } from '../words/tables.js';
import { ctxOfUser } from '../http/session.js';
import { bulkRemove, create, edit, remove } from './write-actions.js';

const STAMPS = ['createdAt', 'createdBy', 'updatedAt', 'updatedBy'];

const TYPES: Partial<Record<PanelField['kind'], NonNullable<PropertyOptions['type']>>> = {
  date: 'date',
  datetime: 'datetime',
  longtext: 'textarea',
  json: 'textarea',
};

function choicesOf(field: PanelField, table: Table): { value: string; label: string }[] | undefined {
  const labels = wordsFor(table, field.name);
  if (labels) return Object.entries(labels).map(([value, label]) => ({ value, label }));
  return (field.values ?? table.choices?.[field.name])?.map((value) => ({ value, label: enumLabel(value) }));
}

/** What the page goes by when it shows a value. */
function shownAs(field: PanelField, table: Table): string {
  if (field.money) return 'money';
  if (field.wallTime) return 'wallTime';
  if (table.months?.includes(field.name)) return 'month';
  return table.codes?.includes(field.name) ? 'code' : field.kind;
}

function propertyOptions(field: PanelField, table: Table): PropertyOptions {
  const choices = choicesOf(field, table);
  const text = field.kind === 'longtext' || field.kind === 'json';
  return {
    ...(TYPES[field.kind] && { type: TYPES[field.kind] }),
    ...(field.kind === 'list' && { isArray: true }),
    ...(choices && { availableValues: choices }),
    ...(table.help?.[field.name] && { description: table.help[field.name] }),
    ...(text && { props: { rows: 4 } }),
    custom: {
      ...(shownAs(field, table) !== 'text' && { kind: shownAs(field, table) }),
      ...(field.defaultValue !== undefined && { defaultValue: field.defaultValue }),
      ...(field.nullable && { nullable: true }),
      ...(table.notNew?.includes(field.name) && { onlyLater: true }),
      ...(table.choicesNotNew?.[field.name] && { notNew: table.choicesNotNew[field.name] }),
    },
  };
}

/** The columns of the table's forms and pages, in order. */
function order(table: Table): { form: string[]; page: string[] } {
  const leftOut = new Set(table.leaveOut ?? []);
  const fields = fieldsOf(table.model);
  const columns = [...fields.keys()].filter((name) => !isServerSet(name) && !leftOut.has(name));
  const named = table.form ?? [];
  const form = [...named, ...columns.filter((name) => !named.includes(name))];
  const shown = form.filter((name) => fields.has(name) && !fields.get(name)?.secret);
  return {
    form: form.filter((name) => fields.get(name)?.kind !== 'json'),
    page: [...shown, ...STAMPS.filter((name) => fields.has(name)), 'id'],
  };
}

function allowed(model: ModelName, act: keyof RecordAccess): (context: Pick<ActionContext, 'currentAdmin'>) => boolean {
  return ({ currentAdmin }) => {
    const ctx = ctxOfUser(currentAdmin);
    return ctx !== undefined && recordAccess(ctx.actor, model)[act];
  };
}

/** AdminJS's options for one table. */
export function optionsFor(table: Table, group: TableGroup): ResourceOptions {
  const { form, page } = order(table);
  const fields = fieldsOf(table.model);
  const properties: Record<string, PropertyOptions> = Object.fromEntries(
    [...fields.values()].map((field) => [field.name, propertyOptions(field, table)]),
  );
  properties.displayName = { isVisible: { list: true, show: false, edit: false, filter: true } };
  if (table.passwordField) {
    properties[table.passwordField] = {
      type: 'password',
      isVisible: { list: false, show: false, edit: true, filter: false },
      ...(table.help?.[table.passwordField] && { description: table.help[table.passwordField] }),
    };
  }
  if (table.confirmField) {
    properties[table.confirmField] = {
      type: 'boolean',
      isVisible: { list: false, show: false, edit: true, filter: false },
      ...(table.help?.[table.confirmField] && { description: table.help[table.confirmField] }),
    };
  }
  const [sortBy, direction] = table.sort ?? [fields.has('createdAt') ? 'createdAt' : 'id', 'desc'];
  return {
    id: table.model,
    navigation: { name: groupKey(group), icon: group.icon },
    titleProperty: 'displayName',
    listProperties: [...table.list],
    editProperties: form,
    showProperties: page,
    filterProperties: [...(table.filter ?? table.list)],
    sort: { sortBy, direction },
    properties,
    actions: {
      list: { ...list, isAccessible: allowed(table.model, 'view') },
      search: { ...search, isAccessible: allowed(table.model, 'view') },
      show: { isAccessible: allowed(table.model, 'view') },
      new: { ...create, isAccessible: allowed(table.model, 'create') },
      edit: { ...edit, isAccessible: allowed(table.model, 'edit') },
      delete: { ...remove, isAccessible: allowed(table.model, 'delete') },
      bulkDelete: { ...bulkRemove, isAccessible: allowed(table.model, 'delete') },
      ...(table.model !== 'AuditEvent' && { history }),
      ...buttonsOf(table.model),
    },
  };
}
