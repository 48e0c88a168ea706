/** Who pays what a client is billed: policies and funding sources, in order. Invoices that were made keep theirs. */
import { Permission } from '../../access/permissions.js';
import { requireClient, requireClientOf, requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import type { Page } from '../../database/lists.js';
import { takeTurn } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { ClientPayer } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import { insteadOf } from '../rules/instead-of.js';
import { isTooMuch } from '../rules/payers.js';
import type { ClientPayerChanges, ClientPayerList, NewClientPayer } from './client-payers.input.js';
import { type ClientPayerRow, findClientPayerRow, listClientPayerRows } from './client-payers.queries.js';
import { requirePart } from './parts.js';

/** More than that pay nobody's bills. */
const MOST = 20;

/** Throws 403. */
export async function listClientPayers(ctx: Ctx, query: ClientPayerList): Promise<Page<ClientPayerRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listClientPayerRows(ctx, query);
}

/** Throws 403, 404. */
export async function getClientPayer(ctx: Ctx, id: bigint): Promise<ClientPayerRow> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findClientPayerRow(ctx, id);
  if (!row) throw notFound('client payer');
  return row;
}

type Given = Pick<ClientPayer, 'clientId' | 'insuranceId' | 'fundingId' | 'percent' | 'upTo' | 'validFrom' | 'validTo'>;

/** All payers of one client take turns: their parts are counted together. */
const takeTurnOf = (tx: Ctx, clientId: bigint): Promise<void> => takeTurn(tx.db, `payers of ${clientId}`);

async function requireGiven(tx: Ctx, given: Given, except: bigint | null): Promise<void> {
  await requirePart(tx, given.clientId, given);
  const { validFrom, validTo } = given;
  if (validFrom && validTo && validTo < validFrom)
    throw unprocessable('client_payer.dates', 'It ends on or after the day on which it begins.', 'validTo');
  const others = (await tx.db.clientPayer.findMany({ where: { clientId: given.clientId }, take: MOST + 1 })).filter(
    (one) =>
      one.id !== except &&
      (!one.validTo || !validFrom || one.validTo >= validFrom) &&
      (!validTo || !one.validFrom || one.validFrom <= validTo),
  );
  if (others.length >= MOST) throw conflict('client_payer.too_many', `There are ${MOST} of them already.`);
  if (isTooMuch([given, ...others]))
    throw unprocessable('client_payer.too_much', 'Together they would pay more than all of it.', 'percent');
}

/** Throws 403, 404 (no such client), 409, 422. */
export async function createClientPayer(ctx: Ctx, input: NewClientPayer): Promise<ClientPayer> {
  const { clientId } = input;
  await requireClient(ctx, Permission.EDIT_BILLING, clientId);
  return inTransaction(ctx, async (tx) => {
    await takeTurnOf(tx, clientId);
    const { insuranceId = null, fundingId = null, percent = null, upTo = null, validFrom = null, validTo = null } = input;
    const given = { clientId, insuranceId, fundingId, percent, upTo, validFrom, validTo };
    await requireGiven(tx, given, null);
    const { _max } = await tx.db.clientPayer.aggregate({ where: { clientId }, _max: { position: true } });
    const position = input.position ?? Math.min(99, (_max.position ?? 0) + 1);
    const by = { createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() };
    const row = await tx.db.clientPayer.create({ data: { ...given, ...by, position } });
    await audit(tx, { action: 'CREATE', recordType: 'ClientPayer', recordId: row.id, clientId, after: row });
    await emit(tx, 'client_payer.created', { id: row.id, clientId });
    return row;
  });
}

const kept = (clientId: bigint): Audited<ClientPayer> => ({
  recordType: 'ClientPayer',
  what: 'client payer',
  clientId,
  find: (db, id) => db.clientPayer.findUnique({ where: { id } }),
});

async function requireClientPayer(tx: Ctx, id: bigint): Promise<ClientPayer> {
  requirePermission(tx.actor, Permission.EDIT_BILLING);
  const row = await tx.db.clientPayer.findUnique({ where: { id } });
  if (!row) throw notFound('client payer');
  await requireClientOf(tx, Permission.EDIT_BILLING, row.clientId, 'client payer');
  return row;
}

/** Changes the fields that are sent; a sum takes the place of per cent, a policy that of a funding source, and the other way round. Throws 403, 404, 409, 412, 422. */
export async function updateClientPayer(ctx: Ctx, id: bigint, sent: ClientPayerChanges, match?: Match): Promise<void> {
  const changes = insteadOf(insteadOf(sent, 'percent', 'upTo'), 'insuranceId', 'fundingId');
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireClientPayer(tx, id);
    await takeTurnOf(tx, clientId);
    const change = await changing(tx, kept(clientId), id, match, async (before) => {
      await requireGiven(tx, { ...before, ...changes }, id);
      return tx.db.clientPayer.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'client_payer.updated', { id, clientId, ...change });
  });
}

/** Throws 403, 404, 412. */
export async function deleteClientPayer(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireClientPayer(tx, id);
    await removing(tx, kept(clientId), id, match, () => tx.db.clientPayer.delete({ where: { id } }));
    await emit(tx, 'client_payer.deleted', { id, clientId });
  });
}
