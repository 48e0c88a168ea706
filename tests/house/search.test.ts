/** What the rules say a kind of record is searched by is what its table's `search` is computed from, with an index behind it. */
import '../../src/house.js';
import { columnsOf as fieldsOf, modelOf } from '../../src/database/data-model.js';
import { recordKinds, rulesOf } from '../../src/records/registry.js';
import { runSql, withDatabase } from '../support/database.js';

const EXPRESSIONS = `SELECT c.relname AS table, pg_get_expr(d.adbin, d.adrelid) AS expression
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND a.attname = 'search' AND a.attgenerated = 's'`;

const INDEXED = `SELECT tablename AS table FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%USING gin (search gin_trgm_ops)'`;

const kinds = recordKinds().filter((kind) => rulesOf(kind).search.length > 0);

/** The columns of the table that the expression names. */
function namedIn(kind: (typeof kinds)[number], expression: string): string[] {
  const words = new Set(expression.match(/[a-z_]+/g));
  return [...fieldsOf(kind).values()].filter((field) => words.has(field.dbName ?? field.name)).map((field) => field.name);
}

describe('the search', () => {
  const database = withDatabase();
  let expressions: Map<string, string>;

  beforeAll(async () => {
    const rows = await runSql<{ table: string; expression: string }>(database.url, EXPRESSIONS);
    expressions = new Map(rows.map((row) => [row.table, row.expression]));
  });

  it.each(kinds)('of %s is in the columns that its rules name, in no others', (kind) => {
    const { search, classified } = rulesOf(kind);
    const looked = namedIn(kind, expressions.get(modelOf(kind).dbName) ?? '');
    // Whether a record is confidential decides what of it is searched, and is not searched itself.
    expect(looked.filter((name) => !(classified && name === 'securityClassification')).sort()).toEqual([...search].sort());
  });

  it.each(kinds)('of %s never reads a column that is hidden from everybody or clinical', (kind) => {
    const { clinical = [], alwaysConfidential, confidential = [], search } = rulesOf(kind);
    const closed = [...clinical, ...(alwaysConfidential ? confidential : [])];
    expect(search.filter((name) => closed.includes(name))).toEqual([]);
  });

  it('has an index wherever it looks', async () => {
    const indexed = new Set((await runSql<{ table: string }>(database.url, INDEXED)).map((row) => row.table));
    expect([...expressions.keys()].filter((table) => !indexed.has(table))).toEqual([]);
  });
});
