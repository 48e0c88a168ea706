/** What a migrated database looks like, from PostgreSQL's own catalogue. */
import { runSql } from './database.js';

export interface Column {
  table: string;
  name: string;
  /** As PostgreSQL writes it: `timestamp(3) without time zone`, `numeric(15,2)`, the enum's name. */
  type: string;
  nullable: boolean;
  /** Part of the primary key. */
  key: boolean;
  /** The expression, or null. */
  default: string | null;
}

const COLUMNS = `
  SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
         coalesce(a.attnum = ANY (k.conkey), false) AS key, pg_get_expr(d.adbin, d.adrelid) AS default
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
     AND c.relname <> '_prisma_migrations'
   ORDER BY 1, a.attnum`;

/** Every column of every table, in the table's order. */
export function columnsOf(url: string): Promise<Column[]> {
  return runSql<Column & Record<string, unknown>>(url, COLUMNS);
}

async function tableColumnPairs(url: string, sql: string): Promise<Set<string>> {
  const rows = await runSql<{ place: string }>(url, sql);
  return new Set(rows.map((row) => row.place));
}

/** `table.column` of each column that is a foreign key of its own. */
export function foreignKeysOf(url: string): Promise<Set<string>> {
  return tableColumnPairs(
    url,
    `SELECT c.relname || '.' || a.attname AS place
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
      WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace`,
  );
}

/** `table.column` of each column that leads a whole (not partial) index. */
export function indexLeadersOf(url: string): Promise<Set<string>> {
  return tableColumnPairs(
    url,
    `SELECT c.relname || '.' || a.attname AS place
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE c.relnamespace = 'public'::regnamespace AND i.indpred IS NULL AND i.indisvalid`,
  );
}

/** The tables that have a trigger of that name. */
export async function tablesWithTrigger(url: string, trigger: string): Promise<Set<string>> {
  const rows = await runSql<{ name: string }>(
    url,
    `SELECT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE t.tgname = $1 AND t.tgenabled <> 'D' AND c.relnamespace = 'public'::regnamespace`,
    [trigger],
  );
  return new Set(rows.map((row) => row.name));
}

/** The enums, as `user_role: ADMIN, THERAPIST…`. */
export async function enumsOf(url: string): Promise<string[]> {
  const rows = await runSql<{ line: string }>(
    url,
    `SELECT t.typname || ': ' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) AS line
       FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname ORDER BY 1`,
  );
  return rows.map((row) => row.line);
}

/** Keys of one kind (`p` primary, `f` foreign, `u` unique) with their whole definition, ON DELETE included. */
export async function constraintsOf(url: string, kinds: string): Promise<string[]> {
  const rows = await runSql<{ line: string }>(
    url,
    `SELECT k.conrelid::regclass || '.' || k.conname || ' ' || pg_get_constraintdef(k.oid) AS line FROM pg_constraint k
      WHERE k.contype::text = ANY (string_to_array($1, NULL)) AND k.connamespace = 'public'::regnamespace
        AND k.conrelid <> coalesce(to_regclass('public._prisma_migrations'), 0) ORDER BY 1`,
    [kinds],
  );
  return rows.map((row) => row.line);
}

/** Every index with its whole definition. */
export async function indexesOf(url: string): Promise<string[]> {
  const rows = await runSql<{ line: string }>(
    url,
    `SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
  );
  return rows.map((row) => row.line);
}
