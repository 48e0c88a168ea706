import type { Actor } from '../../access/actor.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { countryFor } from '../../access/practice-country.js';
import { type Searched, searchedList } from '../../database/searched-list.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { LanguageCode } from '../../generated/requests/users.js';
import type { ClientStatus, Priority } from '../../generated/requests/clients.js';
import type { ClientList } from './clients.input.js';

export interface ClientRow {
  id: string;
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string;
  address: string | null;
  status: ClientStatus;
  priority: Priority;
  notes: string | null;
  therapistId: string | null;
  therapistName: string | null;
  preferredLanguage: LanguageCode;
  requiresInterpreter: boolean;
  interpreterNotes: string | null;
  /** `1984-06-02` */
  dateOfBirth: string | null;
  paymentTermsDays: number | null;
  createdAt: Date;
  updatedAt: Date;
  createdBy: string | null;
  updatedBy: string | null;
}

const SELECT = `c.id::text, c.first_name AS "firstName", c.last_name AS "lastName", c.email, c.phone, c.address, c.status::text, c.priority::text,
  c.notes, c.therapist_id::text AS "therapistId", t.first_name || ' ' || t.last_name AS "therapistName",
  c.preferred_language::text AS "preferredLanguage", c.requires_interpreter AS "requiresInterpreter", c.interpreter_notes AS "interpreterNotes",
  c.date_of_birth::text AS "dateOfBirth", c.payment_terms_days AS "paymentTermsDays", c.created_at AS "createdAt", c.updated_at AS "updatedAt", c.created_by::text AS "createdBy", c.updated_by::text AS "updatedBy"`;
const THERAPIST = 'LEFT JOIN users t ON t.id = c.therapist_id';
const FROM = `clients c ${THERAPIST}`;

const LIST: ListDefinition = {
  select: SELECT,
  from: FROM,
  id: 'c.id',
  updatedAt: 'c.updated_at',
  sorts: {
    lastName: { sql: 'person_key(c.last_name, c.first_name)', type: 'text' },
    createdAt: { sql: 'c.created_at', type: 'timestamp' },
  },
  defaultSort: 'lastName',
};

const SEARCHED: Searched = {
  table: 'clients c',
  alias: 'c',
  joins: THERAPIST,
  text: 'c.search',
  key: 'person_key(c.last_name, c.first_name)',
};

const seen =
  (actor: Actor, reads: 'one' | 'many' = 'many'): Scope =>
  (binding) =>
    clientConditions(actor, Permission.VIEW_CLIENT, 'c.id', binding, reads);

/** The clients that match and that the actor may see. */
export async function listClientRows(ctx: Ctx, query: ClientList): Promise<Page<ClientRow>> {
  const where = new Conditions(seen(ctx.actor))
    .among('c.status', query.status, 'client_status')
    .is('c.priority', query.priority, 'priority')
    .id('c.therapist_id', query.therapistId)
    .is('c.preferred_language', query.preferredLanguage, 'language_code')
    .is('c.requires_interpreter', query.requiresInterpreter)
    .instant('c.created_at', '>=', query.createdFrom)
    .instant('c.created_at', '<', query.createdTo);
  const searched = searchedList(LIST, query, where, SEARCHED, await countryFor(ctx, query.q));
  return listPage<ClientRow>(ctx, searched.list, searched.query, where);
}

/** The client of that id, if the actor may see it. */
export async function findClientRow(ctx: Ctx, id: bigint): Promise<ClientRow | undefined> {
  const where = new Conditions(seen(ctx.actor, 'one')).id('c.id', id);
  const [row] = await prepared<ClientRow>(ctx.pool, `SELECT ${SELECT} FROM ${FROM} WHERE ${where.sql}`, where.values);
  return row;
}
