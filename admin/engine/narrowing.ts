/**
 * What a picker offers in a form where something else was chosen before: the learners, policies and appointments of that client, the rooms
 * of that place, therapists where one who treats is asked for. It narrows the offer alone: the use cases decide what is right.
 */
import { getRecords } from '../../src/records/records.reads.js';
import { descriptionOf } from '../../src/records/registry.js';
import type { ModelName } from '../../src/database/data-model.js';
import type { Ctx } from '../../src/access/context.js';
import { isId } from '../../src/kernel/ids.js';
import { fieldsOf } from '../words/fields.js';
import { TABLES } from '../words/kinds.js';

/** Columns for whoever treats; other columns that name a user take any colleague. */
const TREATS = ['therapistId', 'preferredTherapistId'];

/** A group's learners come from different clients. */
const ANY_CLIENT: readonly ModelName[] = ['AppointmentGroupParticipant'];

/** The form that asks, the field in it, and what is chosen in the others. */
export interface Asked {
  form: ModelName;
  field: string;
  chosen: ReadonlyMap<string, bigint>;
}

/** Reads `near.form`, `near.field` and `near.<column>` of a request's query; nothing where they name no form and field of ours. */
export function askedIn(query: Record<string, unknown>): Asked | undefined {
  const form = TABLES.find(({ model }) => model === query['near.form'])?.model;
  const field = query['near.field'];
  if (!form || typeof field !== 'string' || !fieldsOf(form).get(field)?.references) return undefined;
  const chosen = new Map<string, bigint>();
  for (const [name, { references }] of fieldsOf(form)) {
    const id = query[`near.${name}`];
    if (references && name !== field && isId(id)) chosen.set(name, BigInt(id));
  }
  return { form, field, chosen };
}

/** The client behind what is chosen: itself, or that of the invoice, appointment, document. As far as the actor may see them. */
async function clientOf(ctx: Ctx, { form, chosen }: Asked): Promise<bigint | undefined> {
  const own = chosen.get('clientId');
  if (own !== undefined || ANY_CLIENT.includes(form)) return own;
  for (const [name, id] of chosen) {
    const model = fieldsOf(form).get(name)?.references;
    if (!model || model === 'Client' || !fieldsOf(model).has('clientId')) continue;
    const [row] = await getRecords(ctx, model, [String(id)]);
    if (typeof row?.clientId === 'bigint') return row.clientId;
  }
  return undefined;
}

/** The conditions under which records of `model` are offered, as Prisma's `where`. */
export async function nearby(ctx: Ctx, model: ModelName, asked: Asked | undefined): Promise<Record<string, unknown>> {
  if (!asked) return {};
  const offered = await descriptionOf(asked.form).offers[asked.field]?.(ctx);
  if (model === 'User') return TREATS.includes(asked.field) ? { role: 'THERAPIST', isActive: true } : {};
  const fields = fieldsOf(model);
  const where: Record<string, unknown> = { ...offered };
  const clientId = fields.has('clientId') ? await clientOf(ctx, asked) : undefined;
  if (clientId !== undefined) where.clientId = clientId;
  const locationId = fields.has('locationId') ? asked.chosen.get('locationId') : undefined;
  if (locationId !== undefined)
    where.OR = [{ locationId }, ...(fields.get('locationId')?.nullable ? [{ locationId: null }] : [])];
  return where;
}
