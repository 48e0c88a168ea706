import type { Ctx } from '../access/context.js';
import { once } from '../database/client.js';
import { columnName, modelOf, type ModelName, quoted } from '../database/data-model.js';
import { SEALED } from './envelope.js';

export interface ClearText {
  id: string;
  clientId: string | null;
  text: string;
}

const isClear = (column: string): string => `${column} NOT LIKE '${SEALED}%'`;

/** Texts of a column that stand in the clear, locked; those that another holds are left to a later look. Each such column has an index of them. */
export function clearTexts(ctx: Ctx, model: ModelName, field: string, client: string | null, most: number): Promise<ClearText[]> {
  const column = columnName(model, field);
  return once<ClearText>(
    ctx.pool,
    `SELECT id::text, ${client === null ? 'NULL' : `${columnName(model, client)}::text`} AS "clientId", ${column} AS text
     FROM ${quoted(modelOf(model).dbName)} WHERE ${isClear(column)} ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [most],
  );
}

export async function keepTexts(
  ctx: Ctx,
  model: ModelName,
  field: string,
  texts: readonly { id: string; sealed: string }[],
): Promise<void> {
  await once(
    ctx.pool,
    `UPDATE ${quoted(modelOf(model).dbName)} t SET ${columnName(model, field)} = k.sealed
     FROM unnest($1::bigint[], $2::text[]) AS k(id, sealed) WHERE t.id = k.id`,
    [texts.map(({ id }) => id), texts.map(({ sealed }) => sealed)],
  );
}
