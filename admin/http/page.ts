/** The panel's HTML: the frame around the application. AdminJS's own asks other hosts for fonts and trusts what it prints. */
import type AdminJS from 'adminjs';
import { initializeStore } from 'adminjs';
import { Permission } from '../../src/access/permissions.js';
import { head, scriptJson } from './head.js';
import { compact, EXPAND } from './page-state.js';
import { ctxOfUser, type PanelUser } from './session.js';
import { THEMES } from '../theme.js';
import { GROUPS } from '../words/tables.js';

const states = new Map<string, string>();
const MOST_STATES = 50;

/** What an actor may do at all: pages for people with the same answer differ in their names alone. */
function mayDo(user: PanelUser): string {
  const actor = ctxOfUser(user)?.actor;
  return Object.values(Permission)
    .map((permission) => (actor?.can(permission) ? '1' : '0'))
    .join('');
}

/** What each page is for. */
const PAGES: Readonly<Record<string, Permission>> = {
  calendar: Permission.VIEW_APPOINTMENT,
  cancellations: Permission.VIEW_APPOINTMENT,
  'month-end': Permission.EDIT_BILLING,
  billing: Permission.VIEW_FINANCIAL_REPORT,
  reports: Permission.VIEW_FINANCIAL_REPORT,
  'close-month': Permission.CLOSE_BILLING_PERIOD,
  reconciliation: Permission.VIEW_FINANCIAL_REPORT,
  jobs: Permission.MANAGE_JOB,
};

function mayOpen(user: PanelUser, page: string): boolean {
  const permission = PAGES[page];
  return permission !== undefined && Boolean(ctxOfUser(user)?.actor.can(permission));
}

/** Whether a table is in somebody's menu by subject: what is looked at now and then is for those who may do something of it. */
function inMenu(user: PanelUser, model: string): boolean {
  const seldom = GROUPS.find((group) => group.seldom?.models.includes(model))?.seldom;
  const actor = ctxOfUser(user)?.actor;
  return !seldom || seldom.for.some((permission) => actor?.can(permission));
}

/** AdminJS's state without the person, as JSON. A tenth of a second to make, so it is kept for the next one who may do the same. */
async function stateFor(admin: AdminJS, user: PanelUser): Promise<string> {
  const key = mayDo(user);
  const known = states.get(key);
  if (known !== undefined) return known;
  const { session, ...state } = (await initializeStore(admin, user)).getState() as unknown as Record<string, unknown>;
  const json = scriptJson({
    ...state,
    pages: (state.pages as { name: string }[]).filter(({ name }) => mayOpen(user, name)),
    resources: compact(
      (state.resources as Parameters<typeof compact>[0]).map((one) =>
        inMenu(user, one.id) ? one : { ...one, navigation: null },
      ),
    ),
  });
  if (states.size >= MOST_STATES) states.clear();
  states.set(key, json);
  return json;
}

const THEMES_JSON = scriptJson(THEMES);

/** The application's page, the same for every address below /admin: the rest happens in the browser. */
export async function applicationPage(admin: AdminJS, user: PanelUser, nonce: string): Promise<string> {
  const state = await stateFor(admin, user);
  const bundle = (name: string): string => `<script src="/admin/frontend/assets/${name}.bundle.js"></script>`;
  return `<!DOCTYPE html>
<html lang="en" data-wish="${user.colorScheme === 'dark' || user.colorScheme === 'light' ? user.colorScheme : 'system'}">
<head>
${head('Therapy CRM', nonce)}
<script nonce="${nonce}">
window.REDUX_STATE = ${state};
window.REDUX_STATE.session = ${scriptJson(user)};
(${EXPAND})(window.REDUX_STATE);
window.THEME = ${THEMES_JSON}[document.documentElement.dataset.scheme];
if (document.documentElement.dataset.scheme === 'dark') window.REDUX_STATE.branding.logo = '/admin/assets/logo-dark.svg';
window.THEME_COMPONENTS = {};
window.AdminJS = { Components: {} };
</script>
${['global', 'design-system', 'app', 'components'].map(bundle).join('\n')}
</head>
<body>
<div id="app"></div>
<script nonce="${nonce}">createRoot(document.getElementById('app')).render(AdminJS.Application);</script>
</body>
</html>`;
}
