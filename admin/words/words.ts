/** The labels of a table's fields, for whoever speaks of them outside of a page. */
import type { ModelName } from '../../src/database/data-model.js';
import { faultAt } from './faults.js';
import { fieldsOf } from './fields.js';
import { fieldLabel } from './labels.js';
import { TABLES } from './kinds.js';

/** A field's label as the table's pages have it. */
export function labelOf(model: ModelName, name: string): string {
  const table = TABLES.find((one) => one.model === model);
  return table?.labels?.[name] ?? fieldLabel(name, fieldsOf(model).get(name)?.references !== undefined);
}

/** What is wrong with a form, in one line for the notice. */
export function inWords(model: ModelName, faults: Readonly<Record<string, { message: string }>>): string {
  return Object.entries(faults)
    .map(([name, { message }]) => faultAt(labelOf(model, name), message))
    .join(' ');
}
