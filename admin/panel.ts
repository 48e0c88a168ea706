/** The AdminJS instance: all tables, the home page, our name. Loaded when somebody first opens the panel: it takes seconds. */
import AdminJS from 'adminjs';
import { homeFigures } from '../src/analytics/home.queries.js';
import { LOCALE } from './locale.js';
import { optionsFor } from './options.js';
import { PanelResource } from './resource.js';
import { GROUPS } from './resources/index.js';
import { ctxIn } from './session.js';

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
    branding: { companyName: 'Therapy CRM', logo: '/admin/assets/logo.svg', favicon: '/admin/assets/favicon.svg', withMadeWithLove: false },
    version: { admin: false },
  });
}
