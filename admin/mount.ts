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
import multer from 'multer';
import { noteRefusal } from '../src/audit/audit-refusals.js';
import { practiceZone } from '../src/practice/zone.js';
import { ctxOfAdmin, type AppDeps } from '../src/context.js';
import { AppError } from '../src/shared/errors.js';
import { contentSecurityPolicy, doorRouter } from './door.js';
import { doorPage } from './door-pages.js';
import type * as panelModule from './index.js';
import { panelUser } from './session.js';
import { staticRouter } from './static.js';

type Built = typeof panelModule & { admin: ReturnType<typeof panelModule.buildPanel> };
type Panel = Built & { routes: express.Router };

let loading: Promise<Panel> | undefined;

/** AdminJS and everything that imports it: seconds of work, so not before somebody needs it. */
function panel(): Promise<Panel> {
  loading ??= import('./index.js').then((module) => {
    const built = { ...module, admin: module.buildPanel() };
    return { ...built, routes: apiRoutes(built) };
  });
  return loading;
}

const zipped = promisify<string, object, Buffer>(gzip);

const MEGABYTE = 1_048_576;
const readForm = multer({ limits: { fieldSize: MEGABYTE, fields: 500, files: 0, parts: 500, headerPairs: 100 } }).none();
const BIGGEST_FORM = 2 * MEGABYTE;

const tooLarge = (): AppError => new AppError(413, 'request.too_large', 'This is more than a form can hold.');

const refuseHugeForms: RequestHandler = (request, _response, next) => {
  next(Number(request.get('content-length') ?? 0) > BIGGEST_FORM ? tooLarge() : undefined);
};

const withNonce: RequestHandler = (_request, response, next) => {
  const nonce = randomBytes(16).toString('base64');
  response.locals.nonce = nonce;
  response.set('Content-Security-Policy', contentSecurityPolicy(nonce));
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

const PROTOTYPE = /(^|[.[\]])(__proto__|constructor|prototype)($|[.[\]])/;

/** Names that reach a prototype: AdminJS takes dots in names for paths. */
function reachesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => PROTOTYPE.test(name) || reachesPrototype(inner));
}

const refuseOddNames: RequestHandler = (request, _response, next) => {
  next(
    reachesPrototype(request.body) || reachesPrototype(request.query)
      ? new AppError(400, 'request.malformed', 'This request names something that is not a field.')
      : undefined,
  );
};

/** The address without its query and without the words that a picker looks for, which AdminJS has in the path. */
const addressOf = (request: Request): string =>
  (request.originalUrl.split('?')[0] ?? '').replace(/(\/actions\/search)\/.*$/s, '$1');

/**
 * What AdminJS's router looks for in a request: the person, afresh for each request and where nothing stores them, and the
 * form, read and bounded by us, so that its own reader, which takes uploads to disk, has nothing left to do.
 */
const forRouter: RequestHandler = async (request, _response, next) => {
  const ctx = ctxOfAdmin(request);
  const value = panelUser(ctx, await practiceZone(ctx));
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
    const reading = method === 'POST' ? [refuseHugeForms, readForm] : [];
    const handlers = [known, ...reading, refuseOddNames, forRouter, noteRefusals(found), adminRoutes];
    if (method === 'POST') router.post(address, ...handlers);
    else router.get(address, ...handlers);
  }
  return router;
}

/** AdminJS says what went wrong by its errors' statusCode, multer by codes. */
function asAppError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof multer.MulterError)
    return error.code.startsWith('LIMIT_') ? tooLarge() : new AppError(400, 'request.malformed', 'This form can’t be read.');
  const { name, statusCode, baseMessage } = error as { name?: string; statusCode?: number; baseMessage?: string };
  if (statusCode === 404) return new AppError(404, 'record.not_found', 'There is no such record.');
  if (statusCode === 403) return new AppError(403, 'permission.denied', baseMessage ?? 'You may not do this.');
  if (statusCode === 400 && name) return new AppError(400, 'request.malformed', baseMessage ?? 'This request can’t be read.');
  if (error instanceof Error && /^(Malformed|Unexpected end of form|Multipart:)/.test(error.message))
    return new AppError(400, 'request.malformed', 'This form can’t be read.');
  return error;
}

/** Pages get a page; the panel's API gets what the product's API gets. */
const onError: ErrorRequestHandler = async (thrown: unknown, request: Request, response: Response, next: NextFunction) => {
  const error = asAppError(thrown);
  if (!(error instanceof AppError) || error.status >= 500 || response.headersSent || request.path.startsWith('/api/'))
    return next(error);
  if (error.status === 403 && request.actor)
    await noteRefusal(ctxOfAdmin(request), request.method, addressOf(request), error.code);
  const page = { title: 'That did not work', faults: [error.detail], links: [{ href: '/admin', text: 'To the home page' }] };
  response
    .status(error.status)
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
    const user = panelUser(ctxOfAdmin(request), await practiceZone(ctxOfAdmin(request)));
    const known = knows(found, { resourceId: request.params.resourceId });
    const html = await found.applicationPage(found.admin, user, response.locals.nonce as string);
    response
      .status(known ? 200 : 404)
      .type('html')
      .vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip') !== 'gzip') return void response.send(html);
    response.set('Content-Encoding', 'gzip').send(await zipped(html, { level: 1 }));
  };
  router.get('/exports/:resourceId', refuseOddNames, forRouter, async (request, response, next) => {
    const found = await panel();
    if (knows(found, { resourceId: request.params.resourceId })) await found.answerListExport(found.admin, request, response);
    else next(notThere());
  });
  router.get(['/', '/resources/:resourceId', '/resources/:resourceId/*rest', '/pages/*rest'], page);
  router.use((_request: Request, _response: Response, next: NextFunction) => next(notThere()));
  router.use(onError);
  app.use('/admin', router);
  if (deps?.config.production) {
    setTimeout(() => {
      panel().catch((error: unknown) => deps.log.error({ err: error }, 'the admin panel could not be loaded'));
    }, 250).unref();
  }
  return Promise.resolve({ warm: async () => void (await panel()) });
}
