import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import type { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Binding } from '../../database/binding.js';
import { Conditions } from '../../database/conditions.js';
import type { Agreement, AuthorizationKind } from './rules/drawing.js';

export interface AuthorizationRow {
  id: string;
  clientId: string;
  learnerId: string | null;
  learnerName: string | null;
  fundingId: string | null;
  insuranceId: string | null;
  payerName: string;
  number: string;
  validFrom: string;
  validTo: string;
  kind: AuthorizationKind;
  amount: string;
  reserved: string;
  used: string;
  serviceCodes: string[];
  /** Of the practice, `2026-03-08`: by it the state is told. */
  today: string;
  note: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** A client's at most: the list is whole on one page. */
export const MOST_AUTHORIZATIONS = 100;

/** A client's that the actor may see: those for a learner out of sight are not among them. @param id that one alone */
export function authorizationRows(
  ctx: Ctx,
  permission: Permission,
  today: string,
  clientId: bigint,
  id?: bigint,
): Promise<AuthorizationRow[]> {
  const columns = { client: 'a.client_id', learner: 'a.learner_id' };
  const where = new Conditions((binding) => learnerConditions(ctx.actor, permission, columns, binding))
    .id('a.client_id', clientId)
    .id('a.id', id);
  return prepared<AuthorizationRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT a.id::text, a.client_id::text AS "clientId", a.learner_id::text AS "learnerId", l.first_name || ' ' || l.last_name AS "learnerName",
       a.funding_id::text AS "fundingId", a.insurance_id::text AS "insuranceId", coalesce(g.name, v.name) AS "payerName", a.number,
       a.valid_from::text AS "validFrom", a.valid_to::text AS "validTo", a.kind::text, a.amount, a.reserved, a.used, a.service_codes AS "serviceCodes",
       ${where.binding.bind(today)}::text AS today, a.note, a.created_at AS "createdAt", a.updated_at AS "updatedAt"
     FROM service_authorizations a LEFT JOIN learners l ON l.id = a.learner_id
     LEFT JOIN client_funding f ON f.id = a.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id
     LEFT JOIN client_insurance p ON p.id = a.insurance_id LEFT JOIN insurance_providers v ON v.id = p.insurance_provider_id
     WHERE ${where.sql} ORDER BY a.valid_to DESC, a.id DESC LIMIT ${MOST_AUTHORIZATIONS}`,
    where.values,
  );
}

export interface UseRow {
  appointmentId: string;
  learnerId: string | null;
  learnerName: string | null;
  startTime: Date;
  /** `2026-03-08`, by the clock of its place. */
  day: string;
  quantity: string;
  state: 'RESERVED' | 'USED';
}

/** What draws on it, as far as the actor may see whose part it is. */
export function useRows(ctx: Ctx, permission: Permission, authorizationId: bigint, most: number): Promise<UseRow[]> {
  const columns = { client: 'u.client_id', learner: 'u.learner_id' };
  const where = new Conditions((binding) => learnerConditions(ctx.actor, permission, columns, binding)).id(
    'u.authorization_id',
    authorizationId,
  );
  return prepared<UseRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT u.appointment_id::text AS "appointmentId", u.learner_id::text AS "learnerId", l.first_name || ' ' || l.last_name AS "learnerName",
       a.start_time AS "startTime", (a.start_time AT TIME ZONE 'UTC' AT TIME ZONE coalesce(p.timezone, (SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC'))::date::text AS day,
       u.quantity, u.state::text
     FROM authorization_uses u JOIN appointments a ON a.id = u.appointment_id LEFT JOIN learners l ON l.id = u.learner_id
     LEFT JOIN practice_locations p ON p.id = a.location_id
     WHERE ${where.sql} ORDER BY a.start_time, u.id LIMIT ${where.binding.bind(most)}`,
    where.values,
  );
}

/** Which of these codes name a service. */
export async function knownCodes(ctx: Ctx, codes: readonly string[]): Promise<Set<string>> {
  const rows = await prepared<{ code: string }>(ctx.pool, 'SELECT code FROM service_codes WHERE code = ANY($1::text[])', [codes]);
  return new Set(rows.map(({ code }) => code));
}

interface AgreementRow extends Record<string, unknown>, Omit<Agreement, 'amount'> {
  amount: string;
}

const AGREEMENT = `id::text, number, client_id::text AS "clientId", learner_id::text AS "learnerId", valid_from::text AS "validFrom", valid_to::text AS "validTo",
  kind::text, amount, service_codes AS "serviceCodes"`;

const agreementOf = (row: AgreementRow): Agreement => ({ ...row, amount: new Decimal(row.amount) });

/** All that payers agreed to for these clients and those of these learners, and whether the actor may know of each. */
export async function agreementsFor(
  ctx: Ctx,
  permissions: readonly Permission[],
  { clientIds, learnerIds }: { clientIds: readonly bigint[]; learnerIds: readonly bigint[] },
): Promise<(Agreement & { visible: boolean })[]> {
  const binding = new Binding();
  const columns = { client: 'a.client_id', learner: 'a.learner_id' };
  const seen = permissions.map((permission) => {
    const conditions = learnerConditions(ctx.actor, permission, columns, binding);
    return conditions.length === 0 ? 'true' : `(${conditions.join(' AND ')})`;
  });
  const rows = await prepared<AgreementRow & { visible: boolean }>(
    ctx.pool,
    `SELECT ${AGREEMENT}, (${seen.join(' OR ')}) AS visible FROM service_authorizations a
     WHERE client_id = ANY(${binding.ids(clientIds)}) OR client_id IN (SELECT client_id FROM learners WHERE id = ANY(${binding.ids(learnerIds)}))`,
    binding.values,
  );
  return rows.map((row) => ({ ...agreementOf(row), visible: row.visible }));
}

/** All that payers agreed to for these clients, held until the transaction ends, in one order for everybody: nobody else draws on them meanwhile. */
export async function holdAgreements(tx: Ctx, clientIds: readonly bigint[]): Promise<Agreement[]> {
  const rows = await prepared<AgreementRow>(
    tx.pool,
    `SELECT ${AGREEMENT} FROM service_authorizations WHERE client_id = ANY($1::text[]::bigint[]) ORDER BY id FOR UPDATE`,
    [clientIds.map(String)],
  );
  return rows.map(agreementOf);
}

/** Those who have an authorization among whom these appointments are about, or were when they drew on one. One statement. */
export async function authorizedClients(tx: Ctx, appointmentIds: readonly bigint[]): Promise<bigint[]> {
  const rows = await prepared<{ id: string }>(
    tx.pool,
    `WITH named AS MATERIALIZED (SELECT id FROM unnest($1::text[]::bigint[]) AS id)
     SELECT DISTINCT x.id::text FROM (
       SELECT a.client_id AS id FROM appointments a JOIN named n ON n.id = a.id
       UNION SELECT e.client_id FROM appointment_group_participants g JOIN named n ON n.id = g.appointment_id JOIN learners e ON e.id = g.learner_id
       UNION SELECT u.client_id FROM authorization_uses u JOIN named n ON n.id = u.appointment_id) x
     WHERE EXISTS (SELECT FROM service_authorizations s WHERE s.client_id = x.id)`,
    [appointmentIds.map(String)],
  );
  return rows.map(({ id }) => BigInt(id));
}

/** Those of these clients who have an authorization, and a package that may pay in its place. One statement. */
export async function prepaidClients(tx: Ctx, clientIds: readonly bigint[]): Promise<bigint[]> {
  const rows = await prepared<{ id: string }>(
    tx.pool,
    `SELECT DISTINCT s.client_id::text AS id FROM service_authorizations s WHERE s.client_id = ANY($1::text[]::bigint[])
       AND EXISTS (SELECT FROM client_packages k WHERE k.client_id = s.client_id)`,
    [clientIds.map(String)],
  );
  return rows.map(({ id }) => BigInt(id));
}

/**
 * Holds whom and what a new authorization would be drawn on by: who books, or changes a visit, for this client is over before what is there is
 * counted, or sees the authorization.
 */
export async function holdBookings(tx: Ctx, clientId: bigint): Promise<void> {
  const values = [String(clientId)];
  await prepared(tx.pool, 'SELECT 1 FROM clients WHERE id = $1::text::bigint FOR UPDATE', values);
  await prepared(tx.pool, 'SELECT 1 FROM learners WHERE client_id = $1::text::bigint ORDER BY id FOR UPDATE', values);
  await prepared(
    tx.pool,
    `SELECT 1 FROM appointments WHERE client_id = $1::text::bigint OR id IN (
       SELECT g.appointment_id FROM appointment_group_participants g JOIN learners e ON e.id = g.learner_id WHERE e.client_id = $1::text::bigint)
     ORDER BY id FOR UPDATE`,
    values,
  );
}
