/** The AdminJS instance: all tables, the home page, our name. Loaded when somebody first opens the panel: it takes seconds. */
import AdminJS, { Router } from 'adminjs';
import { homeFigures } from '../src/insight/home/home.queries.js';
import { billingPage, closeMonthPage, reconciliationPage, reportsPage } from './pages/billing-pages.js';
import { calendarPage } from './pages/calendar-page.js';
import { cancellationsPage } from './pages/cancellations-page.js';
import { monthEndPage } from './pages/month-end-page.js';
import { jobsPage } from './pages/jobs-page.js';
import { LOCALE } from './words/locale.js';
import { optionsFor } from './engine/options.js';
import { PrismaResource } from './engine/prisma-resource.js';
import { GROUPS } from './words/tables.js';
import { ctxIn } from './http/session.js';

export { buildRouter } from '@adminjs/express';
export { refusalOf } from './engine/errors.js';
export { answerListExport } from './engine/exports.js';
export { applicationPage } from './http/page.js';

/** The addresses of AdminJS's own API that the panel answers: all but the search, which hands out whole records. */
export const API_ROUTES = Router.routes.filter((route) => route.path.startsWith('/api/') && route.action !== 'search');

/** Builds the panel. It holds no session and no connection, so one serves every request. */
export function buildPanel(): AdminJS {
  const resources = GROUPS.flatMap((group) =>
    group.tables.map((table) => ({
      resource: new PrismaResource(table.model, table.titleSort, table.list.includes('displayName')),
      options: optionsFor(table, group),
    })),
  );
  const admin = new AdminJS({
    rootPath: '/admin',
    loginPath: '/admin/login',
    logoutPath: '/admin/logout',
    resources,
    locale: LOCALE,
    settings: { defaultPerPage: 25 },
    dashboard: {
      component: 'Home',
      handler: (_request: unknown, _response: unknown, context: Parameters<typeof ctxIn>[0]) => homeFigures(ctxIn(context)),
    },
    pages: {
      calendar: calendarPage,
      cancellations: cancellationsPage,
      'month-end': monthEndPage,
      billing: billingPage,
      reports: reportsPage,
      'close-month': closeMonthPage,
      reconciliation: reconciliationPage,
      jobs: jobsPage,
    },
    branding: {
      companyName: 'Therapy CRM',
      logo: '/admin/assets/logo.svg',
      favicon: '/admin/assets/favicon.svg',
      withMadeWithLove: false,
    },
    version: { admin: false },
  });
  // The router would bundle the components at each start; ours are bundled when the product is built.
  admin.initialize = () => Promise.resolve();
  return admin;
}
