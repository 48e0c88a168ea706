import type { ModelName } from '../database/data-model.js';
import { Prisma } from '../generated/prisma/index.js';
import { fromDate } from '../kernel/time.js';
import { columnsOf } from '../database/data-model.js';
import type { Row } from './records.types.js';

/** Days that the document keeps in a timestamp column. */
const DAYS = new Set(['dateOfBirth']);

/** A typed row in the API's terms, which the use cases take: ids and money as strings, dates and instants as text. */
export function wire<Input>(model: ModelName, row: Row): Input {
  const columns = columnsOf(model);
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (typeof value === 'bigint') return [name, String(value)];
      if (value instanceof Date)
        return [name, columns.get(name)?.nativeType?.[0] === 'Date' || DAYS.has(name) ? fromDate(value) : value.toISOString()];
      if (columns.get(name)?.type === 'Decimal' && value !== null) return [name, new Prisma.Decimal(value as string).toFixed(2)];
      return [name, value];
    }),
  ) as Input;
}
