/** The pages of billing: its home, and its reports. What they show comes from the API. */
import type { AdminPage } from 'adminjs';
import { Permission } from '../../src/access/permissions.js';
import { requirePermission } from '../../src/access/policy.js';
import { ctxIn } from '../http/session.js';

const handler = (_request: unknown, _response: unknown, context: Parameters<typeof ctxIn>[0]): Promise<object> => {
  requirePermission(ctxIn(context).actor, Permission.VIEW_FINANCIAL_REPORT);
  return Promise.resolve({});
};

export const billingPage: AdminPage = { component: 'BillingHome', icon: 'CreditCard', handler };
export const reportsPage: AdminPage = { component: 'BillingReports', icon: 'BarChart2', handler };
