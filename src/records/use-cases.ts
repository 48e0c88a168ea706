/**
 * The kinds of record that have use cases of their own: the panel's forms call what the API calls. `data` comes typed
 * (bigint, Date, Decimal); `wire` says it in the API's terms.
 */
import type { Ctx } from '../context.js';
import type { DeleteOutcome, ModelName, Row } from './records.types.js';

export interface RecordUseCases {
  /** Gives the new record's id. */
  create?(ctx: Ctx, data: Row): Promise<string>;
  update?(ctx: Ctx, id: string, changes: Row): Promise<void>;
  remove?(ctx: Ctx, id: string): Promise<DeleteOutcome>;
}

const USE_CASES: Partial<Record<ModelName, RecordUseCases>> = {};

/** The use cases behind a kind of record, if it has any. */
export function useCasesOf(model: ModelName): RecordUseCases | undefined {
  return USE_CASES[model];
}
