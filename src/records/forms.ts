/** A form of the panel over the use case that the API calls: its values are checked by the same schema, and go in typed. */
import type { z } from 'zod';
import type { Ctx } from '../access/context.js';
import type { ModelName } from '../database/data-model.js';
import type { CodeOf } from '../kernel/error-codes.js';
import { AppError, notFound, unprocessable } from '../kernel/errors.js';
import { check } from '../kernel/fields.js';
import { delegate } from './delegate.js';
import { neededFields, refuseMissing, refuseMoved } from './record-checks.js';
import type { DeleteOutcome, Row } from './records.types.js';
import { rulesOf } from './registry.js';

/** What was filled in: a field that may be left empty is left out then. */
const filled = (data: Row, mayBeEmpty: readonly string[]): Row =>
  Object.fromEntries(Object.entries(data).filter(([name, value]) => value !== null || !mayBeEmpty.includes(name)));

/** Adds a record; gives its id. Throws as `check` and the use case. @param mayBeEmpty fields that the use case fills in where they are empty */
export const creates =
  <Input>(
    schema: z.ZodType<Input>,
    useCase: (ctx: Ctx, input: Input) => Promise<{ id: bigint | string }>,
    mayBeEmpty: readonly string[] = [],
  ) =>
  async (ctx: Ctx, data: Row): Promise<string> =>
    String((await useCase(ctx, check(schema, filled(data, mayBeEmpty)))).id);

/** Changes the fields that are sent. Throws as `check` and the use case. @param mayBeEmpty as for `creates` */
export const changes =
  <Input>(
    schema: z.ZodType<Input>,
    useCase: (ctx: Ctx, id: bigint, input: Input) => Promise<unknown>,
    mayBeEmpty: readonly string[] = [],
  ) =>
  async (ctx: Ctx, id: string, sent: Row): Promise<void> => {
    await useCase(ctx, BigInt(id), check(schema, filled(sent, mayBeEmpty)));
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

/** As `change`, for an entry about what these fields say. Throws 422 where one of them is sent: another one is another entry. */
export const unmoved =
  (fields: readonly string[], change: (ctx: Ctx, id: string, sent: Row) => Promise<void>) =>
  async (ctx: Ctx, id: string, sent: Row): Promise<void> => {
    refuseMoved(sent, fields);
    await change(ctx, id, sent);
  };

/** Deletes the record. Throws as the use case. */
export const removes =
  (useCase: (ctx: Ctx, id: bigint) => Promise<unknown>) =>
  async (ctx: Ctx, id: string): Promise<DeleteOutcome> => {
    await useCase(ctx, BigInt(id));
    return 'deleted';
  };

/** As `creates`, for a record of a client, who is the use case's address and in a form a field. Throws 422 at `clientId` too. */
export const createsOfClient =
  <Input>(
    model: ModelName,
    schema: z.ZodType<Input>,
    useCase: (ctx: Ctx, clientId: bigint, input: Input) => Promise<{ id: bigint }>,
  ) =>
  async (ctx: Ctx, { clientId, ...data }: Row): Promise<string> => {
    // Without a client no use case can be asked: all that is missing is said at once here.
    if (typeof clientId !== 'bigint') {
      refuseMissing(model, data, neededFields(model));
      throw unprocessable('field.required', 'Choose the client.', 'clientId');
    }
    try {
      return String((await useCase(ctx, clientId, check(schema, data))).id);
    } catch (error) {
      if (error instanceof AppError && error.code === 'client.not_found')
        throw unprocessable('reference.not_found', 'There is no such client.', 'clientId');
      throw error;
    }
  };

/** Whose record it is; records.service has made sure already that the actor may see it. */
async function clientOf(ctx: Ctx, model: ModelName, id: string): Promise<bigint> {
  const row = await delegate(ctx, model).findFirst({ where: { id: BigInt(id) }, select: { clientId: true } });
  if (typeof row?.clientId !== 'bigint') throw notFound(rulesOf(model).what);
  return row.clientId;
}

/** As `changes`, for a record that stays with its client. Throws 422 for another client. */
export const changesOfClient = <Input>(
  model: ModelName,
  schema: z.ZodType<Input>,
  useCase: (ctx: Ctx, clientId: bigint, id: bigint, input: Input) => Promise<unknown>,
): ((ctx: Ctx, id: string, sent: Row) => Promise<void>) =>
  keeping('clientId', ['record.client_fixed', 'A record stays with its client.'], async (ctx, id, sent) => {
    await useCase(ctx, await clientOf(ctx, model, id), BigInt(id), check(schema, sent));
  });

/** As `removes`, for a record of a client. */
export const removesOfClient =
  (model: ModelName, useCase: (ctx: Ctx, clientId: bigint, id: bigint) => Promise<unknown>) =>
  async (ctx: Ctx, id: string): Promise<DeleteOutcome> => {
    await useCase(ctx, await clientOf(ctx, model, id), BigInt(id));
    return 'deleted';
  };
