/** The pages of billing: its home, its reports, whether all is right, and the end of a month. What they show and do goes through the API. */
import type { AdminPage } from 'adminjs';
import { Permission } from '../../src/access/permissions.js';
import { requirePermission } from '../../src/access/policy.js';
import { ctxIn } from '../http/session.js';

const pageFor = (component: string, icon: string, permission: Permission): AdminPage => ({
  component,
  icon,
  handler: (_request: unknown, _response: unknown, context: Parameters<typeof ctxIn>[0]): Promise<object> => {
    requirePermission(ctxIn(context).actor, permission);
    return Promise.resolve({});
  },
});

export const billingPage = pageFor('BillingHome', 'CreditCard', Permission.VIEW_FINANCIAL_REPORT);
export const reportsPage = pageFor('BillingReports', 'BarChart2', Permission.VIEW_FINANCIAL_REPORT);
export const reconciliationPage = pageFor('ReconciliationPage', 'CheckSquare', Permission.VIEW_FINANCIAL_REPORT);
export const closeMonthPage = pageFor('CloseMonth', 'Lock', Permission.CLOSE_BILLING_PERIOD);
