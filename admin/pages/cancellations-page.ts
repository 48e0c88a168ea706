/** The page of cancellations. What it shows comes from the API. */
import type { AdminPage } from 'adminjs';
import { calendarFacts } from './calendar-page.js';
import { ctxIn, zoneIn } from '../http/session.js';

export const cancellationsPage: AdminPage = {
  component: 'Cancellations',
  icon: 'XCircle',
  handler: async (_request: unknown, _response: unknown, context: Parameters<typeof ctxIn>[0]) => {
    const { people, places } = await calendarFacts(ctxIn(context), zoneIn(context));
    return { people: people.filter(({ therapist }) => therapist), places };
  },
};
