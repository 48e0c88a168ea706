/** The AdminJS instance: all tables, the home page, our name. Loaded when somebody first opens the panel: it takes seconds. */
import AdminJS, { Router } from 'adminjs';
import { homeFigures } from '../src/analytics/home.queries.js';
import type { Response } from 'express';
import { LOCALE } from './locale.js';
import { optionsFor } from './options.js';
import { PanelResource } from './resource.js';
import { GROUPS } from './resources/index.js';
import { ctxIn, type PanelUser } from './session.js';

export { refusalOf } from './errors.js';
export { applicationPage } from './page.js';

type Controller = Record<string, ((request: object, response: Response) => Promise<unknown>) | undefined>;

interface Route {
  method: string;
  /** `/api/resources/{resourceId}/actions/{action}` */
  path: string;
  action: string;
  Controller: new (options: { admin: AdminJS }, user: PanelUser) => Controller;
}

/** The addresses of AdminJS's own API, without the deprecated ones, and the class that answers there. */
export const API_ROUTES = (Router.routes as unknown as Route[]).filter(
  (route) => route.path.startsWith('/api/') && route.action !== 'search',
);
export const ApiController = API_ROUTES[0]?.Controller as Route['Controller'];

/** Builds the panel. It holds no session and no connection, so one serves every request. */
export function buildPanel(): AdminJS {
  const resources = GROUPS.flatMap((group) =>
    group.tables.map((table) => ({
      resource: new PanelResource({ model: table.model, titleSort: table.titleSort }),
      options: optionsFor(table, group),
    })),
  );
  return new AdminJS({
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
    branding: {
      companyName: 'Therapy CRM',
      logo: '/admin/assets/logo.svg',
      favicon: '/admin/assets/favicon.svg',
      withMadeWithLove: false,
    },
    version: { admin: false },
  });
}
