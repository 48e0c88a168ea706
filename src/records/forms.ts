/** A form of the panel over the use case that the API calls: its values are checked by the same schema, and go in typed. */
import type { z } from 'zod';
import type { Ctx } from '../access/context.js';
import type { CodeOf } from '../kernel/error-codes.js';
import { unprocessable } from '../kernel/errors.js';
import { check } from '../kernel/fields.js';
import type { DeleteOutcome, Row } from './records.types.js';

/** Adds a record; gives its id. Throws as `check` and the use case. */
export const creates =
  <Input>(schema: z.ZodType<Input>, useCase: (ctx: Ctx, input: Input) => Promise<{ id: bigint | string }>) =>
  async (ctx: Ctx, data: Row): Promise<string> =>
    String((await useCase(ctx, check(schema, data))).id);

/** Changes the fields that are sent. Throws as `check` and the use case. */
export const changes =
  <Input>(schema: z.ZodType<Input>, useCase: (ctx: Ctx, id: bigint, input: Input) => Promise<unknown>) =>
  async (ctx: Ctx, id: string, sent: Row): Promise<void> => {
    await useCase(ctx, BigInt(id), check(schema, sent));
  };

/** As `change`, for a record that stays with somebody or somewhere. Throws 422 with the code and its words where `field` is sent. */
export const keeping =
  (
    field: string,
    [code, words]: [code: CodeOf<422>, words: string],
    change: (ctx: Ctx, id: string, sent: Row) => Promise<void>,
  ) =>
  async (ctx: Ctx, id: string, sent: Row): Promise<void> => {
    if (field in sent) throw unprocessable(code, words, field);
    await change(ctx, id, sent);
  };

/** Deletes the record. Throws as the use case. */
export const removes =
  (useCase: (ctx: Ctx, id: bigint) => Promise<unknown>) =>
  async (ctx: Ctx, id: string): Promise<DeleteOutcome> => {
    await useCase(ctx, BigInt(id));
    return 'deleted';
  };
