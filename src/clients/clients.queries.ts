import type { Ctx } from '../context.js';
import { prepared } from '../database/client.js';
import { Permission } from '../access/permissions.js';
import { clientConditions } from '../access/policy.js';
import { Binding, containsPattern, listPage, type ListDefinition, type Page } from '../shared/pagination.js';
import { toId } from '../shared/ids.js';
import { toInstant } from '../shared/time.js';
import type { LanguageCode } from '../users/users.dto.js';
import type { ClientListQuery, ClientStatus, PossibleDuplicate, Priority } from './clients.dto.js';

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
  createdAt: Date;
  updatedAt: Date;
  createdBy: string | null;
  updatedBy: string | null;
}

const SELECT = `c.id::text, c.first_name AS "firstName", c.last_name AS "lastName", c.email, c.phone, c.address, c.status::text, c.priority::text,
  c.notes, c.therapist_id::text AS "therapistId", t.first_name || ' ' || t.last_name AS "therapistName",
  c.preferred_language::text AS "preferredLanguage", c.requires_interpreter AS "requiresInterpreter", c.interpreter_notes AS "interpreterNotes",
  c.created_at AS "createdAt", c.updated_at AS "updatedAt", c.created_by::text AS "createdBy", c.updated_by::text AS "updatedBy"`;
const FROM = 'clients c LEFT JOIN users t ON t.id = c.therapist_id';

const LIST: ListDefinition = {
  select: SELECT,
  from: FROM,
  id: 'c.id',
  sorts: {
    lastName: { sql: 'person_key(c.last_name, c.first_name)', type: 'text' },
    createdAt: { sql: 'c.created_at', type: 'timestamp' },
    updatedAt: { sql: 'c.updated_at', type: 'timestamp' },
  },
  defaultSort: 'lastName',
};

/** The clients that match and that the actor may see. Throws 400 for a filter that can't be read. */
export async function listClientRows(ctx: Ctx, query: ClientListQuery): Promise<Page<ClientRow>> {
  const binding = new Binding();
  const { bind } = binding;
  const where = clientConditions(ctx.actor, Permission.VIEW_CLIENT, 'c.id', binding);
  // One status alone is found in the order of the list; several are not.
  if (query.status?.length === 1) where.push(`c.status = ${bind(query.status[0])}::client_status`);
  else if (query.status?.length) where.push(`c.status = ANY(${bind(query.status)}::client_status[])`);
  if (query.priority) where.push(`c.priority = ${bind(query.priority)}::priority`);
  if (query.therapistId) where.push(`c.therapist_id = ${bind(String(toId(query.therapistId, 'therapistId')))}::bigint`);
  if (query.preferredLanguage) where.push(`c.preferred_language = ${bind(query.preferredLanguage)}::language_code`);
  if (query.requiresInterpreter !== undefined) where.push(`c.requires_interpreter = ${bind(query.requiresInterpreter)}`);
  if (query.createdFrom)
    where.push(`c.created_at >= ${bind(toInstant(query.createdFrom, 'createdFrom').toISOString())}::timestamp`);
  if (query.createdTo) where.push(`c.created_at < ${bind(toInstant(query.createdTo, 'createdTo').toISOString())}::timestamp`);
  if (query.q?.trim()) where.push(searchCondition(query.q, bind));
  return listPage<ClientRow>(ctx.pool, LIST, query, where, binding);
}

const SEARCHED = 'person_search(c.first_name, c.last_name, c.email, c.phone)';

/**
 * Each word somewhere in name, e-mail or phone; or the whole text close to a part of them by trigrams, which forgives a
 * slip of the pen. A phone number is compared by its digits.
 */
function searchCondition(q: string, bind: (value: unknown) => string): string {
  const digits = q.replace(/[^0-9]/g, '');
  if (digits.length >= 4 && /^[0-9 ()+./-]+$/.test(q)) return `${SEARCHED} LIKE ${bind(containsPattern(digits))}`;
  const words = q.trim().split(/\s+/).slice(0, 8);
  const each = words.map((word) => `${SEARCHED} LIKE fold(${bind(containsPattern(word))})`).join(' AND ');
  return `((${each}) OR fold(${bind(q.trim())}) <% ${SEARCHED})`;
}

/** The client of that id, if the actor may see it. */
export async function findClientRow(ctx: Ctx, id: bigint): Promise<ClientRow | undefined> {
  const binding = new Binding();
  const where = [
    `c.id = ${binding.bind(String(id))}::bigint`,
    ...clientConditions(ctx.actor, Permission.VIEW_CLIENT, 'c.id', binding, 'one'),
  ];
  const [row] = await prepared<ClientRow>(ctx.pool, `SELECT ${SELECT} FROM ${FROM} WHERE ${where.join(' AND ')}`, binding.values);
  return row;
}

/**
 * Clients that may be the same person, of those that the actor may see: the same phone or e-mail, or a name that is nearly
 * the same. At most ten.
 */
export async function findDuplicates(
  ctx: Ctx,
  person: { id?: string; firstName: string; lastName: string; email?: string | null; phone: string },
): Promise<PossibleDuplicate[]> {
  const binding = new Binding();
  const { bind } = binding;
  const name = bind(`${person.firstName} ${person.lastName}`);
  const phone = bind(person.phone.replace(/[^0-9]/g, ''));
  const email = bind((person.email ?? '').toLowerCase());
  const id = bind(person.id ?? null);
  const sameName = `similarity(fold(c.first_name || ' ' || c.last_name), fold(${name})) >= 0.7`;
  const samePhone = `(length(${phone}) >= 7 AND regexp_replace(c.phone, '[^0-9]', '', 'g') = ${phone})`;
  const sameEmail = `(${email} <> '' AND lower(c.email) = ${email})`;
  const scope = clientConditions(ctx.actor, Permission.VIEW_CLIENT, 'c.id', binding)
    .map((condition) => ` AND ${condition}`)
    .join('');
  // The index finds candidates by trigrams; what is alike is decided on those few.
  const candidates = [
    `fold(${name}) <% ${SEARCHED}`,
    `(length(${phone}) >= 7 AND ${SEARCHED} LIKE '%' || ${phone} || '%')`,
    `(${email} <> '' AND ${SEARCHED} LIKE '%' || replace(replace(replace(${email}, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')`,
  ];
  const text = `SELECT c.id::text, c.first_name || ' ' || c.last_name AS name,
      array_remove(ARRAY[CASE WHEN ${sameName} THEN 'name' END, CASE WHEN ${samePhone} THEN 'phone' END, CASE WHEN ${sameEmail} THEN 'email' END], NULL) AS reasons
    FROM clients c WHERE (${candidates.join(' OR ')}) AND (${sameName} OR ${samePhone} OR ${sameEmail})
      AND c.id IS DISTINCT FROM ${id}::bigint${scope} ORDER BY c.id LIMIT 10`;
  return prepared<PossibleDuplicate & Record<string, unknown>>(ctx.pool, text, binding.values);
}
