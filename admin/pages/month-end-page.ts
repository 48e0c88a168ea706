/** The page of the month's end. What it shows and does goes through the API. */
import type { AdminPage } from 'adminjs';
import { today } from '../../src/billing/ledger/posting.service.js';
import { fromDate } from '../../src/kernel/time.js';
import { outgoingChannels } from '../../src/mail/channels.queries.js';
import { ctxIn, zoneIn } from '../http/session.js';
import { calendarFacts } from './calendar-page.js';

export const monthEndPage: AdminPage = {
  component: 'MonthEnd',
  icon: 'FilePlus',
  handler: async (_request: unknown, _response: unknown, context: Parameters<typeof ctxIn>[0]) => {
    const ctx = ctxIn(context);
    const { places } = await calendarFacts(ctx, zoneIn(context));
    // Writing to the families is offered only where mails go out, as at the sending of one invoice.
    const mails = (await outgoingChannels(ctx.pool)).has('EMAIL');
    return { places, today: fromDate(await today(ctx)), mails };
  },
};
