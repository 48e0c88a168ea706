/** The panel's forms of clients and what hangs off them: they call what the API calls. */
import { Decimal } from 'decimal.js';
import { columnsOf, type ModelName } from '../../database/data-model.js';
import type { Ctx } from '../../access/context.js';
import { AppError, unprocessable } from '../../kernel/errors.js';
import { check } from '../../kernel/fields.js';
import type { RecordUseCases, Row } from '../../records/records.types.js';
import { neededFields, refuseMissing } from '../../records/record-checks.js';
import { changes, creates } from '../../records/forms.js';
import { caregiverChanges, newCaregiver } from '../caregivers/caregivers.input.js';
import { createCaregiver, deleteCaregiver, updateCaregiver } from '../caregivers/caregivers.service.js';
import { learnerChanges, newLearner } from '../learners/learners.input.js';
import { clientChanges, newClient } from './clients.input.js';
import { createClient, deleteClient, updateClient } from './clients.service.js';
import { duplicateWarnings } from './duplicates.js';
import { caregiversLike, clientsLike, learnersLike, type Person } from './duplicates.queries.js';
import { fundingChanges, newFunding } from '../funding/funding.input.js';
import { createFunding, deleteFunding, updateFunding } from '../funding/funding.service.js';
import { newPolicy, policyChanges } from '../policies/insurance.input.js';
import { createInsurance, deleteInsurance, updateInsurance } from '../policies/insurance.service.js';
import { createLearner, deleteLearner, updateLearner } from '../learners/learners.service.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The person that a form tells of; undefined while it has no name. */
function personIn(data: Row): Person | undefined {
  const [firstName, lastName] = [text(data.firstName).trim(), text(data.lastName).trim()];
  return firstName && lastName
    ? { firstName, lastName, email: text(data.email).trim() || null, phone: text(data.phone).trim() || null }
    : undefined;
}

export const clientRecords: RecordUseCases = {
  warn: async (ctx, data) => {
    const person = personIn(data);
    return person ? duplicateWarnings('client', await clientsLike(ctx, person)) : [];
  },
  create: creates(newClient, createClient),
  update: changes(clientChanges, updateClient),
  remove: (ctx, id) => deleteClient(ctx, BigInt(id)),
};

type Kind = 'learner' | 'caregiver' | 'clientInsurance' | 'clientFunding';

/** Whose record it is; records.service has made sure already that the actor may see it. */
async function clientOf(ctx: Ctx, kind: Kind, id: string): Promise<bigint> {
  const table = ctx.db[kind] as unknown as { findUniqueOrThrow(args: object): Promise<{ clientId: bigint }> };
  return (await table.findUniqueOrThrow({ where: { id: BigInt(id) }, select: { clientId: true } })).clientId;
}

/** A form's amounts come as text with the decimals that were typed. */
function exact(model: ModelName, data: Row): Row {
  const columns = columnsOf(model);
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'string' && columns.get(name)?.type === 'Decimal' ? new Decimal(value) : value,
    ]),
  );
}

/** The use cases of a record that belongs to a client, and stays with that client. */
function belonging<New, Changes>(
  model: ModelName,
  kind: Kind,
  asNew: (data: Row) => New,
  asChanges: (data: Row) => Changes,
  create: (ctx: Ctx, clientId: bigint, input: New) => Promise<bigint>,
  update: (ctx: Ctx, clientId: bigint, id: bigint, input: Changes) => Promise<unknown>,
  remove: (ctx: Ctx, clientId: bigint, id: bigint) => Promise<void>,
): RecordUseCases {
  return {
    create: async (ctx: Ctx, { clientId, ...data }: Row) => {
      // The client is part of the use case's address: without one, all that is missing is said at once here.
      if (typeof clientId !== 'bigint') {
        refuseMissing(model, data, neededFields(model));
        throw unprocessable('field.required', 'Choose the client.', 'clientId');
      }
      try {
        return String(await create(ctx, clientId, asNew(exact(model, data))));
      } catch (error) {
        // In a form the client is a field, not the address.
        if (error instanceof AppError && error.code === 'client.not_found')
          throw unprocessable('reference.not_found', 'There is no such client.', 'clientId');
        throw error;
      }
    },
    update: async (ctx: Ctx, id: string, changes: Row) => {
      if ('clientId' in changes) throw unprocessable('record.client_fixed', 'A record stays with its client.', 'clientId');
      await update(ctx, await clientOf(ctx, kind, id), BigInt(id), asChanges(exact(model, changes)));
    },
    remove: async (ctx: Ctx, id: string) => {
      await remove(ctx, await clientOf(ctx, kind, id), BigInt(id));
      return 'deleted';
    },
  };
}

export const learnerRecords: RecordUseCases = {
  ...belonging(
    'Learner',
    'learner',
    (data) => check(newLearner, data),
    (sent) => check(learnerChanges, sent),
    async (...args: Parameters<typeof createLearner>) => (await createLearner(...args)).id,
    updateLearner,
    deleteLearner,
  ),
  warn: async (ctx, data) => {
    const person = personIn(data);
    if (!person || typeof data.clientId !== 'bigint') return [];
    const dateOfBirth = data.dateOfBirth instanceof Date ? data.dateOfBirth : null;
    return duplicateWarnings('learner', await learnersLike(ctx, data.clientId, { ...person, dateOfBirth }));
  },
};
export const caregiverRecords: RecordUseCases = {
  ...belonging(
    'Caregiver',
    'caregiver',
    (data) => check(newCaregiver, data),
    (changes) => check(caregiverChanges, changes),
    async (...args: Parameters<typeof createCaregiver>) => (await createCaregiver(...args)).row.id,
    updateCaregiver,
    deleteCaregiver,
  ),
  warn: async (ctx, data) => {
    const person = personIn(data);
    return person && typeof data.clientId === 'bigint'
      ? duplicateWarnings('caregiver', await caregiversLike(ctx, data.clientId, person))
      : [];
  },
};
export const insuranceRecords = belonging(
  'ClientInsurance',
  'clientInsurance',
  (data) => check(newPolicy, data),
  (changes) => check(policyChanges, changes),
  async (...args: Parameters<typeof createInsurance>) => (await createInsurance(...args)).id,
  updateInsurance,
  deleteInsurance,
);
export const fundingRecords = belonging(
  'ClientFunding',
  'clientFunding',
  (data) => check(newFunding, data),
  (changes) => check(fundingChanges, changes),
  async (...args: Parameters<typeof createFunding>) => (await createFunding(...args)).id,
  updateFunding,
  deleteFunding,
);
