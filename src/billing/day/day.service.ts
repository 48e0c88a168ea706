/** What a new day changes in billing, by the clock of the practice. */
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { turnFunding } from '../../clients/funding/funding.service.js';
import { turnPolicies } from '../../clients/policies/insurance.service.js';
import { emit } from '../../events/emit.js';
import { forbidden } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { tellCovers } from '../coverage/notices.service.js';
import { today } from '../ledger/posting.service.js';
import { refreshRates } from '../services/service-codes.queries.js';
import { becomeOverdue } from './day.queries.js';

/** Invoices at once: each has its audit event. */
const AT_ONCE = 500;

/**
 * Marks overdue what is late, brings the documented rates in line with those of today, ends funding that is over or used up, begins policy years, and tells staff what cover ends soon. It may run twice and in two processes: a row that
 * is as it should be is left alone. Gives how many it changed. Throws 403 but for the server itself.
 */
export async function turnDay(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself turns the day.');
  const day = fromDate(await today(ctx));
  let changed = await inTransaction(ctx, (tx) => refreshRates(tx, day));
  changed += await turnFunding(ctx, day, signal);
  changed += await turnPolicies(ctx, day, signal);
  changed += await tellCovers(ctx, day, signal);
  for (;;) {
    const late = await inTransaction(ctx, async (tx) => {
      const rows = await becomeOverdue(tx, day, AT_ONCE);
      for (const { id, clientId } of rows) {
        const of = { recordType: 'Invoice' as const, recordId: id, clientId };
        await audit(tx, { action: 'UPDATE', ...of, before: { status: 'SENT' }, after: { status: 'OVERDUE' } });
      }
      await emit(
        tx,
        'invoice.overdue',
        rows.map(({ id, clientId }) => ({ id, clientId })),
      );
      return rows.length;
    });
    changed += late;
    if (late < AT_ONCE || signal?.aborted) return changed;
  }
}
