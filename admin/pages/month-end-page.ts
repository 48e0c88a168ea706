/** The page of the month's end. What it shows and does goes through the API. */
import type { AdminPage } from 'adminjs';
import { today } from '../../src/billing/ledger/posting.service.js';
import { fromDate } from '../../src/kernel/time.js';
import { ctxIn, zoneIn } from '../http/session.js';
import { calendarFacts } from './calendar-page.js';

export const monthEndPage: AdminPage = {
  component: 'MonthEnd',
  icon: 'FilePlus',
  handler: async (_request: unknown, _response: unknown, context: Parameters<typeof ctxIn>[0]) => {
    const ctx = ctxIn(context);
    const { places } = await calendarFacts(ctx, zoneIn(context));
    return { places, today: fromDate(await today(ctx)) };
  },
};
