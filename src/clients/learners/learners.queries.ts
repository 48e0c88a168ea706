import type { Ctx } from '../../access/context.js';
import type { Actor } from '../../access/actor.js';
import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { LearnerStatus } from '../../generated/requests/learners.js';
import type { LearnerList } from './learners.input.js';

export interface LearnerRow {
  id: string;
  clientId: string;
  firstName: string;
  lastName: string;
  dateOfBirth: Date | null;
  gender: string | null;
  course: string | null;
  schedule: string | null;
  status: LearnerStatus;
  notes: string | null;
  instructorId: string | null;
  instructorName: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const LIST: ListDefinition = {
  select: `l.id::text, l.client_id::text AS "clientId", l.first_name AS "firstName", l.last_name AS "lastName", l.date_of_birth AS "dateOfBirth",
    l.gender, l.course, l.schedule, l.status::text, l.notes, l.instructor_id::text AS "instructorId",
    i.first_name || ' ' || i.last_name AS "instructorName", l.created_at AS "createdAt", l.updated_at AS "updatedAt"`,
  from: 'learners l LEFT JOIN users i ON i.id = l.instructor_id',
  id: 'l.id',
  updatedAt: 'l.updated_at',
  sorts: { lastName: { sql: 'person_key(l.last_name, l.first_name)', type: 'text' } },
  defaultSort: 'lastName',
};

const seen =
  (actor: Actor): Scope =>
  (binding) =>
    learnerConditions(actor, Permission.VIEW_CLIENT, { client: 'l.client_id', learner: 'l.id' }, binding);

/** A client's learners, those that the actor may see. */
export async function listLearnerRows(ctx: Ctx, clientId: bigint, query: LearnerList): Promise<Page<LearnerRow>> {
  const where = new Conditions(seen(ctx.actor)).id('l.client_id', clientId).is('l.status', query.status, 'learner_status');
  return listPage<LearnerRow>(ctx, LIST, query, where);
}

/** One learner of a client, if the actor may see them. */
export async function findLearnerRow(ctx: Ctx, clientId: bigint, id: bigint): Promise<LearnerRow | undefined> {
  const where = new Conditions(seen(ctx.actor)).id('l.client_id', clientId).id('l.id', id);
  const text = `SELECT ${LIST.select} FROM ${LIST.from} WHERE ${where.sql}`;
  const [row] = await prepared<LearnerRow>(ctx.pool, text, where.values);
  return row;
}
