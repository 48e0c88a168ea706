/** What becomes of appointments reserves, uses and releases what payers agreed to: in the same transaction, so that both always agree. */
import type { Ctx } from '../../access/context.js';
import { type Happening, on } from '../../events/listeners.js';
import { authorizedClients, prepaidClients } from './authorizations.queries.js';
import { settleDraws } from './drawing.service.js';

const idsOf = (happenings: readonly Happening<unknown>[]): bigint[] => happenings.map(({ id }) => BigInt(id));

/** Those about appointments that are there. */
async function settle(tx: Ctx, happenings: readonly Happening<unknown>[]): Promise<void> {
  await settleDraws(tx, await authorizedClients(tx, idsOf(happenings)));
}

const clientsOf = (happenings: readonly Happening<unknown>[]): bigint[] => [
  ...new Set(happenings.flatMap(({ clientId }) => (clientId === null ? [] : [clientId]))),
];

/** A visit is paid by a package or an authorization, never by both: lines that use a package came, changed, or went. */
const settlePrepaid = async (tx: Ctx, billed: readonly Happening<unknown>[]): Promise<void> =>
  settleDraws(tx, await prepaidClients(tx, clientsOf(billed)));

export const authorizationListeners = [
  on('appointment.booked', 'IN_TRANSACTION', settle),
  on('appointment.moved', 'IN_TRANSACTION', settle),
  on('appointment.updated', 'IN_TRANSACTION', settle),
  on('appointment.completed', 'IN_TRANSACTION', settle),
  on('appointment.missed', 'IN_TRANSACTION', settle),
  on('appointment.cancelled', 'IN_TRANSACTION', settle),
  on('appointment.reopened', 'IN_TRANSACTION', settle),
  on('appointment.participant_added', 'IN_TRANSACTION', settle),
  on('appointment.participant_removed', 'IN_TRANSACTION', settle),
  on('appointment.deleted', 'IN_TRANSACTION', async (tx, gone) => {
    const ids = idsOf(gone);
    await settleDraws(tx, await authorizedClients(tx, ids), ids);
  }),
  on('visit_waiver.created', 'IN_TRANSACTION', (tx, waived) => settleDraws(tx, clientsOf(waived))),
  on('visit_waiver.deleted', 'IN_TRANSACTION', (tx, waived) => settleDraws(tx, clientsOf(waived))),
  on('invoice.created', 'IN_TRANSACTION', settlePrepaid),
  on('invoice.updated', 'IN_TRANSACTION', settlePrepaid),
  on('invoice.deleted', 'IN_TRANSACTION', settlePrepaid),
  on('invoice.credited', 'IN_TRANSACTION', settlePrepaid),
];
