/** A message of the outbox that a person wants to go out after all. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { requeueMessage } from './outbox.queries.js';
import { findRecord } from '../../records/records.reads.js';
import { conflict } from '../../kernel/errors.js';
import { wakeJob } from '../../jobs/wake.js';

/** Queues a message again that failed or was kept. Throws 403, 404 for one that the actor may not see, 409 for one in another state. */
export async function sendAgain(ctx: Ctx, id: bigint): Promise<void> {
  requirePermission(ctx.actor, Permission.VIEW_OUTBOX);
  await inTransaction(ctx, async (tx) => {
    const { clientId, status } = await findRecord(tx, 'OutboxMessage', String(id));
    if (!(await requeueMessage(tx, id)))
      throw conflict('message.status', 'Only a message that failed or was kept can be sent again.');
    await audit(tx, {
      action: 'UPDATE',
      recordType: 'OutboxMessage',
      recordId: id,
      clientId: typeof clientId === 'bigint' ? clientId : null,
      before: { status },
      after: { status: 'QUEUED' },
    });
    await wakeJob(tx, 'send-outbox');
  });
}
