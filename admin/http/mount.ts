/**
 * The panel below /admin: door, files, pages and AdminJS's own API, behind the product's one session. Mounted before
 * express.json(): it reads its forms itself.
 */
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { noteRefusal } from '../../src/http/audit-refusals.js';
import { practiceHabits } from '../../src/access/practice-zone.js';
import type { AppDeps } from '../../src/access/context.js';
import { ctxOfAdmin } from '../../src/http/context.js';
import { AppError } from '../../src/kernel/errors.js';
import { asAppError } from '../../src/http/problem.js';
import { safeError } from '../../src/kernel/safe-error.js';
import { contentSecurityPolicy, doorRouter } from './door.js';
import { doorPage } from './door-pages.js';
import { refuseOddParameters, withForm } from './form.js';
import type * as panelModule from '../index.js';
import { panelUser } from './session.js';
import { staticRouter } from './static.js';

type Built = typeof panelModule & { admin: ReturnType<typeof panelModule.buildPanel> };
type Panel = Built & { routes: express.Router };

let loading: Promise<Panel> | undefined;

/** AdminJS and everything that imports it: seconds of work, so not before somebody needs it. */
function panel(): Promise<Panel> {
  loading ??= import('../index.js').then((module) => {
    const built = { ...module, admin: module.buildPanel() };
    return { ...built, routes: apiRoutes(built) };
  });
  return loading;
}

const zipped = promisify<string, object, Buffer>(gzip);

function giveNonce(response: Response): void {
  const nonce = randomBytes(16).toString('base64');
  response.locals.nonce = nonce;
  response.set('Content-Security-Policy', contentSecurityPolicy(nonce));
}

const withNonce: RequestHandler = (_request, response, next) => {
  giveNonce(response);
  next();
};

/** Only the signed-in pass; who must change their password does that first. */
const onlySignedIn: RequestHandler = (request, response, next) => {
  const { actor } = request;
  response.set('Cache-Control', 'no-store');
  if (actor?.kind !== 'user') {
    const next_ =
      request.originalUrl.startsWith('/admin/api/') || request.originalUrl === '/admin'
        ? ''
        : `?next=${encodeURIComponent(request.originalUrl)}`;
    response.redirect(303, `/admin/login${next_}`);
  } else if (actor.mustChangePassword) response.redirect(303, '/admin/password');
  else next();
};

/** Kinds, actions and pages that there are; AdminJS would stumble over others. */
function knows(found: Built, params: Record<string, string | string[] | undefined>): boolean {
  const { resourceId, action, recordId, pageName } = params;
  if (typeof pageName === 'string') return Object.hasOwn(found.admin.options.pages ?? {}, pageName);
  if (typeof resourceId !== 'string') return true;
  const resource = found.admin.resources.find((one) => one.id() === resourceId);
  if (!resource) return false;
  if (typeof action !== 'string') return true;
  const { actions } = resource.decorate();
  const known = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!known) return false;
  return typeof recordId === 'string' ? known.isRecordType() : known.isResourceType() || known.isBulkType();
}

const notThere = (): AppError => new AppError(404, 'page.not_found', 'There is no such page.');

/** The address without its query and without the words that a picker looks for, which AdminJS has in the path. */
const addressOf = (request: Request): string =>
  (request.originalUrl.split('?')[0] ?? '').replace(/(\/actions\/search)\/.*$/s, '$1');

/**
 * What AdminJS's router looks for in a request: the person, afresh for each request and where nothing stores them, and the
 * form, read and bounded by us, so that its own reader, which takes uploads to disk, has nothing left to do.
 */
const forRouter: RequestHandler = async (request, _response, next) => {
  const ctx = ctxOfAdmin(request);
  const value = panelUser(ctx, await practiceHabits(ctx));
  Object.defineProperty(request.session, 'adminUser', { value, enumerable: false, configurable: true });
  Object.assign(request, { fields: request.body as unknown, express_formidable: { parsed: true } });
  next();
};

/** AdminJS tells a refusal in an answer like any other. The audit trail hears of it before the answer goes out. */
function noteRefusals(found: Built): RequestHandler {
  return (request, response, next) => {
    const ctx = ctxOfAdmin(request);
    const send = response.send.bind(response);
    response.send = (answer) => {
      response.send = send;
      const refusal = found.refusalOf(ctx, answer);
      if (!refusal) return send(answer);
      noteRefusal(ctx, request.method, addressOf(request), refusal).then(() => send(answer), next);
      return response;
    };
    next();
  };
}

/** AdminJS's own routes, at those of its addresses that the panel answers. */
function apiRoutes(found: Built): express.Router {
  const router = express.Router();
  const adminRoutes = found.buildRouter(found.admin) as RequestHandler;
  const known: RequestHandler = (request, _response, next) => next(knows(found, request.params) ? undefined : notThere());
  for (const { method, path } of found.API_ROUTES) {
    const address = path.replace(/\{(\w+)\}/g, ':$1');
    const reading = method === 'POST' ? [withForm] : [];
    const handlers = [known, refuseOddParameters, ...reading, forRouter, noteRefusals(found), adminRoutes];
    if (method === 'POST') router.post(address, ...handlers);
    else router.get(address, ...handlers);
  }
  return router;
}

/** AdminJS says what went wrong by its errors' statusCode. */
function asRefusal(error: unknown): unknown {
  const known = asAppError(error);
  if (known) return known;
  const { name, statusCode, baseMessage } = error as { name?: string; statusCode?: number; baseMessage?: string };
  if (statusCode === 404) return new AppError(404, 'record.not_found', 'There is no such record.');
  if (statusCode === 403) return new AppError(403, 'permission.denied', baseMessage ?? 'You may not do this.');
  if (statusCode === 400 && name) return new AppError(400, 'request.malformed', baseMessage ?? 'This request can’t be read.');
  return error;
}

/** Pages get a page; the panel's API gets what the product's API gets. */
const onError: ErrorRequestHandler = async (thrown: unknown, request: Request, response: Response, next: NextFunction) => {
  const error = asRefusal(thrown);
  const known = error instanceof AppError && (error.status < 500 || error.status === 503);
  if (!known || response.headersSent || request.path.startsWith('/api/')) return next(error);
  if (error.status === 403 && request.actor)
    await noteRefusal(ctxOfAdmin(request), request.method, addressOf(request), error.code);
  if (error.status === 503) request.deps.log.error({ err: safeError(error.cause), requestId: request.requestId }, error.code);
  if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(Math.ceil(error.retryAfterSeconds)));
  const page = { title: 'That did not work', faults: [error.detail], links: [{ href: '/admin', text: 'To the home page' }] };
  // What failed before the panel's own middleware has no nonce yet.
  if (response.locals.nonce === undefined) giveNonce(response);
  response
    .status(error.status)
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(doorPage(page, response.locals.nonce as string));
};

/**
 * Mounts the panel. Cheap: AdminJS is loaded at the first request for it, or with `deps`, in production, soon after the
 * start, so that nobody waits for it.
 */
export function mountAdmin(app: Express, deps?: AppDeps): Promise<{ warm: () => Promise<void> }> {
  const router = express.Router();
  router.use(withNonce, staticRouter(), doorRouter(), onlySignedIn);
  router.use(async (request, response, next) => (await panel()).routes(request, response, next));
  const page: RequestHandler = async (request, response) => {
    const found = await panel();
    const user = panelUser(ctxOfAdmin(request), await practiceHabits(ctxOfAdmin(request)));
    const known = knows(found, { resourceId: request.params.resourceId });
    const html = await found.applicationPage(found.admin, user, response.locals.nonce as string);
    response
      .status(known ? 200 : 404)
      .type('html')
      .vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip') !== 'gzip') return void response.send(html);
    response.set('Content-Encoding', 'gzip').send(await zipped(html, { level: 1 }));
  };
  router.get('/exports/:resourceId', refuseOddParameters, forRouter, async (request, response, next) => {
    const found = await panel();
    if (knows(found, { resourceId: request.params.resourceId })) await found.answerListExport(found.admin, request, response);
    else next(notThere());
  });
  router.get(['/', '/resources/:resourceId', '/resources/:resourceId/*rest', '/pages/*rest'], page);
  router.use((_request: Request, _response: Response, next: NextFunction) => next(notThere()));
  // Also for what fails on the way here: the session, while the database is away.
  app.use('/admin', router, onError);
  if (deps?.config.production) {
    setTimeout(() => {
      panel().catch((error: unknown) => deps.log.error({ err: error }, 'the admin panel could not be loaded'));
    }, 250).unref();
  }
  return Promise.resolve({ warm: async () => void (await panel()) });
}
