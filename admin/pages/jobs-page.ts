/** The page of the jobs. What it shows comes from the API. */
import type { AdminPage } from 'adminjs';
import { Permission } from '../../src/access/permissions.js';
import { requirePermission } from '../../src/access/policy.js';
import { ctxIn } from '../http/session.js';

export const jobsPage: AdminPage = {
  component: 'Jobs',
  icon: 'Activity',
  handler: (_request: unknown, _response: unknown, context: Parameters<typeof ctxIn>[0]) => {
    requirePermission(ctxIn(context).actor, Permission.MANAGE_JOB);
    return Promise.resolve({});
  },
};
