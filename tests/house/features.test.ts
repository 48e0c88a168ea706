/**
 * docs/features/ against the document and the product: each documented feature, endpoint, table, column that means something, and each
 * value of each enum has one row, which says where it is and which test shows it, or what is missing. What a row says is looked up.
 */
import { existsSync, statSync } from 'node:fs';
import { areaOf, type Key, pages, type Row, rowsOf } from '../support/features.js';
import { operationsOf, readSpec } from '../support/openapi.js';
import { fromRoot, readJson, readText } from '../support/paths.js';
import { sourceFiles } from '../support/sources.js';

interface DataModel {
  models: {
    name: string;
    dbName: string;
    fields: { name: string; dbName?: string | null; type: string; relationName?: string; relationFromFields?: string[] }[];
  }[];
  enums: { dbName: string; values: { name: string }[] }[];
}

const tables = readJson<Record<string, Record<string, unknown>>>('tests/house/documented/tables.json');
const endpoints = Object.values(readJson<Record<string, string[]>>('tests/house/documented/endpoints.json')).flat();
const features = Object.values(readJson<Record<string, string[]>>('tests/house/documented/features.json')).flat();
const built = new Set(operationsOf(readSpec()).map(({ title }) => title));
const { models, enums } = readJson<{ datamodel: DataModel }>('src/generated/dmmf.json').datamodel;

/** Areas that a "not yet" may name besides those that have a page. */
const AREAS = new Set([...pages().map(areaOf), 'portals']);

/** Tests that go through all columns of the data model, and name none. */
const SWEEPS = new Set(['tests/admin/engine/tables.test.ts', 'tests/admin/engine/links.test.ts']);

/** Columns that say what their name says: keys, stamps, names, addresses, free words. */
const PLAIN = new RegExp(
  `^(${[
    'id|created_at|updated_at|created_by|updated_by',
    'name|title|subject|description|notes|first_name|last_name',
    'email|phone|website|address|city|province|state|postal_code|zip_code',
  ].join('|')})$`,
);

/** The table that each reference leads to: `appointments.room_id` → `therapy_rooms`. */
const targets = new Map<string, string>(
  models.flatMap((model) =>
    model.fields.flatMap((field) => {
      const from = field.relationFromFields?.length === 1 ? field.relationFromFields[0] : undefined;
      const column = model.fields.find(({ name }) => name === from);
      const target = models.find(({ name }) => name === field.type);
      return column && target ? [[`${model.dbName}.${column.dbName ?? column.name}`, target.dbName] as const] : [];
    }),
  ),
);

/** A reference that is named like what it refers to says no more than that. */
function isPlainReference(place: string): boolean {
  const stem = /\.(.+)_id$/.exec(place)?.[1];
  const target = targets.get(place);
  return stem !== undefined && target !== undefined && [stem, `${stem}s`].some((one) => `_${target}`.endsWith(`_${one}`));
}

const meaningful = Object.entries(tables).flatMap(([table, columns]) =>
  Object.keys(columns)
    .filter((column) => !PLAIN.test(column) && !isPlainReference(`${table}.${column}`))
    .map((column) => `${table}.${column}`),
);
const values = enums.flatMap((one) => one.values.map((value) => `${one.dbName}.${value.name}`));
const wanted: string[] = [...features, ...endpoints, ...Object.keys(tables), ...meaningful, ...values];

/** All that a row may name: ours too, which the document does not know. */
const known: Record<Key['kind'], (text: string) => boolean> = {
  feature: () => true,
  endpoint: (text) => built.has(text) || endpoints.includes(text),
  table: (text) => models.some(({ dbName }) => dbName === text),
  column: (text) =>
    models.some((model) =>
      model.fields.some((field) => `${model.dbName}.${field.dbName ?? field.name}` === text && !field.relationName),
    ),
  value: (text) => values.includes(text),
  name: (text) => features.includes(text),
};

/** What a row's files must say for the row to be true of them; nothing for what has no name in code. */
function namesOf({ kind, text }: Key): RegExp | undefined {
  const last = text.split('.').at(-1) ?? '';
  if (kind === 'value') return new RegExp(`\\b${last}\\b`);
  if (kind === 'column' || kind === 'name') {
    const camel = last.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const kebab = last.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return new RegExp(`\\b(${last}|${camel}|${kebab})\\b`);
  }
  if (kind !== 'endpoint') return undefined;
  const path = text.replace(/^\w+ /, '').replace(/\./g, '\\.');
  return new RegExp(`${path.replace(/\{\w+\}/g, '(\\$\\{[^}]+\\}|\\w+|\\{\\w+\\})')}(?![\\w/])`);
}

/** A test's text, with the addresses put in that it keeps under a name. */
function testText(path: string): string {
  const text = readText(path);
  const named = [...text.matchAll(/const (\w+) = '(\/api[^']*)';/g)];
  return named.reduce((whole, [, name = '', address = '']) => whole.replaceAll(`\${${name}}`, address), text);
}

function textOf(path: string): string {
  if (!statSync(fromRoot(path)).isDirectory()) return readText(path);
  return sourceFiles(path, /\.(tsx?|sql|prisma)$/)
    .map((file) => readText(file))
    .join('\n');
}

const rows = pages().flatMap(rowsOf);
const isEndpoint = (text: string): boolean => /^[A-Z]+ \//.test(text);
const each = (faultsOf: (row: Row) => string[]): string[] =>
  rows.flatMap((row) => faultsOf(row).map((fault) => `${row.place}: ${fault}`));

describe('docs/features', () => {
  it('has a row for each thing that the document names, and for each value of each enum', () => {
    const told = new Set(rows.flatMap(({ keys }) => keys.map(({ text }) => text)));
    expect(wanted.length).toBeGreaterThan(500);
    expect(wanted.filter((text) => !told.has(text))).toEqual([]);
  });

  it('tells nothing twice', () => {
    const seen = new Map<string, string>();
    const faults = each(({ place, keys }) =>
      keys.flatMap(({ text }) => {
        const before = seen.get(text);
        seen.set(text, place);
        return before ? [`${text} stands at ${before}, too`] : [];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('names nothing that is not there', () => {
    expect(each(({ keys }) => keys.filter(({ kind, text }) => !known[kind](text)).map(({ text }) => text))).toEqual([]);
    expect(each(({ keys }) => (keys.length === 0 ? ['names nothing'] : []))).toEqual([]);
  });

  it('says of each row which test shows it, or what is missing and in which area', () => {
    const faults = each(({ tests, missing, stray, where }) => [
      ...(tests.length + missing.length === 0 ? ['neither a test nor "not yet (area): what"'] : []),
      ...(tests.length > 0 && where.length === 0 ? ['a test, but not where it is'] : []),
      ...(stray ? [`cannot read "${stray}"`] : []),
      ...missing.filter(({ area }) => !AREAS.has(area)).map(({ area }) => `no area "${area}"`),
      ...missing.filter(({ part }) => part.length < 12).map(({ part }) => `"${part}" does not say what is missing`),
    ]);
    expect(faults).toEqual([]);
  });

  it('names files, folders and endpoints that are there', () => {
    const faults = each(({ where, tests }) => [
      ...tests.filter((path) => !existsSync(fromRoot(path))),
      ...where.filter((text) => (isEndpoint(text) ? !built.has(text) : !existsSync(fromRoot(text)))),
    ]);
    expect(faults).toEqual([]);
  });

  it('names a test that speaks of what it is to show', () => {
    const faults = each(({ keys, tests }) => {
      const texts = tests.filter((path) => existsSync(fromRoot(path))).map(testText);
      const sweeps = tests.some((path) => SWEEPS.has(path));
      return keys
        .filter(({ kind }) => texts.length > 0 && !(sweeps && kind === 'column'))
        .filter((key) => !texts.some((text) => namesOf(key)?.test(text) ?? true))
        .map(({ text }) => `no test names ${text}`);
    });
    expect(faults).toEqual([]);
  });

  it('names a place in which what stands is found', () => {
    const faults = each(({ keys, where, tests }) => {
      const texts = where.filter((path) => !isEndpoint(path) && existsSync(fromRoot(path))).map(textOf);
      if (tests.length === 0 || texts.length === 0) return [];
      const found = keys.filter(({ kind }) => kind === 'column' || kind === 'value');
      return found.filter((key) => !texts.some((text) => namesOf(key)?.test(text))).map(({ text }) => `${text} is not there`);
    });
    expect(faults).toEqual([]);
  });

  it('says "not yet" of endpoints that the spec does not have, and of no other', () => {
    const faults = each(({ keys, tests }) =>
      keys
        .filter(({ kind }) => kind === 'endpoint')
        .filter(({ text }) => built.has(text) !== tests.length > 0)
        .map(({ text }) => `${text} is ${built.has(text) ? 'built' : 'not built'}`),
    );
    expect(faults).toEqual([]);
  });

  it('has an index that leads to each page', () => {
    const index = readText('docs/features.md');
    expect(pages().filter((page) => !index.includes(`(features/${areaOf(page)}.md)`))).toEqual([]);
  });
});
