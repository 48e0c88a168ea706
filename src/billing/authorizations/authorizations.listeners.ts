/** What becomes of appointments reserves, uses and releases what payers agreed to: in the same transaction, so that both always agree. */
import type { Ctx } from '../../access/context.js';
import { type Happening, on } from '../../events/listeners.js';
import { authorizedClients } from './authorizations.queries.js';
import { settleDraws } from './drawing.service.js';

const idsOf = (happenings: readonly Happening<unknown>[]): bigint[] => happenings.map(({ id }) => BigInt(id));

/** Those about appointments that are there. */
async function settle(tx: Ctx, happenings: readonly Happening<unknown>[]): Promise<void> {
  await settleDraws(tx, await authorizedClients(tx, idsOf(happenings)));
}

const clientsOf = (happenings: readonly Happening<unknown>[]): bigint[] => [
  ...new Set(happenings.flatMap(({ clientId }) => (clientId === null ? [] : [clientId]))),
];

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
];
