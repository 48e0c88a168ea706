/** Who may be the same person as somebody who is entered: only of those whom the actor may see. */
import { Permission } from '../../access/permissions.js';
import { clientConditions, learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { takeTurns } from '../../database/row-locks.js';
import { practiceCountry } from '../../access/practice-country.js';
import { phoneKey, toPhoneNumber, writingsOf } from '../../kernel/phones.js';
import { Binding } from '../../database/binding.js';
import type { PossibleDuplicate } from './clients.dto.js';

/** Who is entered. */
export interface Person {
  /** Of the record itself, where it is there already. */
  id?: bigint;
  firstName: string;
  lastName: string;
  email?: string | null;
  phone?: string | null;
}

const MOST = 10;
/** Names of which this much is the same, by their trigrams, are nearly the same. */
const ALIKE = 0.7;

/** A condition that finds candidates by an index, and the one that decides. */
interface Likeness {
  reason: string;
  candidates: string;
  same: string;
  /** How much is the same, where that differs; 1 is all. */
  degree?: string;
}

const fold = (value: string): string => `(SELECT search_fold(${value}::text))`;

/** The same name in either order, or nearly the same. @param table its alias, with `search`, `first_name` and `last_name` */
function likeName(table: string, person: Person, { bind }: Binding): Likeness {
  const name = fold(bind(`${person.firstName} ${person.lastName}`));
  const theirs = (first: string, last: string): string =>
    `similarity(search_fold(${table}.${first} || ' ' || ${table}.${last}), ${name})`;
  const degree = `GREATEST(${theirs('first_name', 'last_name')}, ${theirs('last_name', 'first_name')})`;
  return { reason: 'name', candidates: `${name} <% ${table}.search`, same: `${degree} >= ${ALIKE}`, degree };
}

/** The same number, however it is written; undefined for none that can be compared. */
async function likePhone(ctx: Ctx, table: string, phone: string, { bind }: Binding): Promise<Likeness | undefined> {
  const country = await practiceCountry(ctx);
  const number = toPhoneNumber(phone, country);
  const keys = (number ? writingsOf(number, country) : [phoneKey(phone)]).filter((key) => key.length >= 5);
  if (keys.length === 0) return undefined;
  const same = `phone_key(${table}.phone) = ANY(${bind(keys)}::text[])`;
  return { reason: 'phone', candidates: same, same };
}

function likeEmail(table: string, email: string, { bind }: Binding): Likeness {
  const value = bind(email);
  return {
    reason: 'email',
    candidates: `${table}.search LIKE (SELECT '%' || search_fold(${value}::text) || '%')`,
    same: `lower(${table}.email) = lower(${value}::text)`,
  };
}

/** @param scope conditions that leave those whom the actor may see */
async function look(
  ctx: Ctx,
  table: string,
  alias: string,
  likenesses: readonly (Likeness | undefined)[],
  scope: readonly string[],
  binding: Binding,
  self: bigint | undefined,
): Promise<PossibleDuplicate[]> {
  const all = likenesses.filter((one) => one !== undefined);
  const reasons = all.map(({ reason, same }) => `CASE WHEN ${same} THEN '${reason}' END`).join(', ');
  const order = [
    `cardinality(array_remove(ARRAY[${reasons}], NULL)) DESC`,
    ...all.flatMap(({ degree }) => (degree ? [`${degree} DESC`] : [])),
    `${alias}.id`,
  ];
  const text = `SELECT ${alias}.id::text, ${alias}.first_name || ' ' || ${alias}.last_name AS name, array_remove(ARRAY[${reasons}], NULL) AS reasons
    FROM ${table} ${alias} WHERE (${all.map(({ candidates, same }) => `(${candidates} AND ${same})`).join(' OR ')})
      AND ${[`${alias}.id IS DISTINCT FROM ${binding.bind(self === undefined ? null : String(self))}::bigint`, ...scope].join(' AND ')}
    ORDER BY ${order.join(', ')} LIMIT ${MOST}`;
  return prepared<PossibleDuplicate & Record<string, unknown>>(ctx.pool, text, binding.values);
}

/**
 * Two who add somebody alike at the same moment take turns, so that the second is told of the first's. To be called in the transaction
 * that adds, before it looks.
 */
export async function takeTurnsAlike(ctx: Ctx, kind: 'client' | 'learner', person: Person): Promise<void> {
  const { firstName, lastName, email, phone } = person;
  const name = [firstName, lastName].map((part) => part.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase());
  const keys = [name.sort().join(' '), email?.toLowerCase(), phone && phoneKey(phone)].filter((key) => key);
  await takeTurns(
    ctx.pool,
    keys.map((key) => `${kind} like ${key}`),
  );
}

/** Clients with the same phone or e-mail, or nearly the same name. At most ten, those with most in common first, then the likest names. */
export async function clientsLike(ctx: Ctx, person: Person): Promise<PossibleDuplicate[]> {
  const binding = new Binding();
  const likenesses = [
    likeName('c', person, binding),
    person.phone ? await likePhone(ctx, 'c', person.phone, binding) : undefined,
    person.email ? likeEmail('c', person.email, binding) : undefined,
  ];
  const scope = clientConditions(ctx.actor, Permission.VIEW_CLIENT, 'c.id', binding);
  return look(ctx, 'clients', 'c', likenesses, scope, binding, person.id);
}

/** Learners of nearly the same name: of this client, or born on the same day. */
export async function learnersLike(
  ctx: Ctx,
  clientId: bigint,
  person: Person & { dateOfBirth?: Date | null },
): Promise<PossibleDuplicate[]> {
  const binding = new Binding();
  const born = binding.bind(person.dateOfBirth?.toISOString() ?? null);
  const scope = [
    `(l.client_id = ${binding.bind(String(clientId))}::bigint OR l.date_of_birth = ${born}::timestamp)`,
    ...learnerConditions(ctx.actor, Permission.VIEW_CLIENT, { client: 'l.client_id', learner: 'l.id' }, binding),
  ];
  return look(ctx, 'learners', 'l', [likeName('l', person, binding)], scope, binding, person.id);
}

/** Caregivers of this client with the same phone or e-mail, or nearly the same name. With another client they may care for that one too. */
export async function caregiversLike(ctx: Ctx, clientId: bigint, person: Person): Promise<PossibleDuplicate[]> {
  const binding = new Binding();
  const likenesses = [
    likeName('g', person, binding),
    person.phone ? await likePhone(ctx, 'g', person.phone, binding) : undefined,
    person.email ? likeEmail('g', person.email, binding) : undefined,
  ];
  const scope = [
    `g.client_id = ${binding.bind(String(clientId))}::bigint`,
    ...clientConditions(ctx.actor, Permission.VIEW_CLIENT, 'g.client_id', binding, 'one'),
  ];
  return look(ctx, 'caregivers', 'g', likenesses, scope, binding, person.id);
}
