/** The Express app. The order is law: headers → session → /admin → json → API → docs → 404 → errors. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import swaggerUi from 'swagger-ui-express';
import './house.js';
import { mountAdmin } from '../admin/http/mount.js';
import { auditRefusals } from './http/audit-refusals.js';
import { bearerToken, sessions } from './people/auth/session.js';
import type { AppDeps } from './access/context.js';
import { ctxOf } from './http/context.js';
import { refusedDelete } from './database/errors.js';
import { RegisterRoutes } from './generated/routes.js';
import { measureRequests } from './health/measure-requests.js';
import { byArea } from './http/by-area.js';
import { payPages } from './billing/cards/pay-page.js';
import { seesWritten } from './records/written.js';
import { inUse } from './records/in-use.js';
import { compressed } from './http/compressed.js';
import { crossOrigin } from './http/cors.js';
import { fixedHeaders } from './http/fixed-headers.js';
import { loggedPath } from './http/logged-path.js';
import { inTurn } from './http/in-turn.js';
import { apiGuards, sameOrigin } from './http/http-guards.js';
import { replayAnswer } from './http/idempotency.js';
import { quickJson } from './http/quick-json.js';
import { publishedSpec } from './http/published-spec.js';
import { safeError } from './kernel/safe-error.js';
import { sessionLimit } from './http/session-limit.js';
import { makeShapesStrict } from './http/strict-shape.js';
import { operationGuard, type SpecPaths } from './http/operation-guards.js';
import { notFoundHandler, problemHandler } from './http/problem.js';

const SPEC_FILE = new URL('../openapi/openapi.json', import.meta.url);

/** A refused delete says what stands in its way. */
const explainInUse: ErrorRequestHandler = (error: unknown, request, _response, next) => {
  if (!refusedDelete(error)) return next(error);
  inUse(ctxOf(request), error).then(
    (explained) => next(explained ?? error),
    () => next(error),
  );
};

/** Builds the app. Nothing listens yet. */
export async function createApp(deps: AppDeps): Promise<express.Express> {
  const app = express();
  app.set('trust proxy', deps.config.trustProxy);
  app.set('etag', false);
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  quickJson(app);

  const identify: RequestHandler = (request, response, next) => {
    request.deps = deps;
    const given = request.get('x-request-id');
    request.requestId = given && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
    response.setHeader('X-Request-Id', request.requestId);
    next();
  };
  const safeHeaders = fixedHeaders(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        // The panel's and the docs' pages carry inline scripts of their own; nothing may come from, or go to, another host.
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", "'unsafe-inline'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
        },
      },
      strictTransportSecurity: deps.config.publicUrl?.startsWith('https:') ?? false,
      crossOriginEmbedderPolicy: false,
      xFrameOptions: { action: 'deny' },
    }),
  );
  const everyRequest = pinoHttp({
    logger: deps.log,
    genReqId: (request) => (request as express.Request).requestId,
    // The path alone, without secrets: a query may hold what was searched for. No headers, no bodies.
    serializers: {
      req: (request: { id: string; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: loggedPath(request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      err: safeError,
    },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'debug'),
  });
  const logRequests: RequestHandler = (request, response, next) => {
    if (deps.log.isLevelEnabled('debug')) return everyRequest(request, response, next);
    // Only faults of ours are to be logged: nothing is made ready for the others.
    response.on('finish', () => {
      if (response.statusCode < 500) return;
      const req = { id: request.requestId, method: request.method, path: loggedPath(request.originalUrl) };
      deps.log.error({ req, res: { status: response.statusCode } }, 'request errored');
    });
    next();
  };

  const probes = ['/api/health', '/api/health/database'];
  const session = sessions(deps);
  // The probes must answer while the database is away; they need nobody to be signed in.
  const withSession: RequestHandler = (request, response, next) =>
    probes.includes(request.path) ? next() : session(request, response, next);
  const isApi = (request: express.Request): boolean => /^\/api(\/|$)/i.test(request.path);
  const forApi = inTurn(crossOrigin(deps.config.corsOrigins), compressed());
  const beforeApi: RequestHandler = (request, response, next) => (isApi(request) ? forApi(request, response, next) : next());
  const specification = publishedSpec(readFileSync(SPEC_FILE, 'utf8'));
  app.use(inTurn(identify, safeHeaders, logRequests, measureRequests, beforeApi, specification, bearerToken, withSession));

  app.use('/admin', sameOrigin);
  await mountAdmin(app, deps);

  const notCached: RequestHandler = (_request, response, next) => {
    // Patient data stay out of every cache on the way.
    response.setHeader('Cache-Control', 'no-store');
    next();
  };
  const spec = JSON.parse(readFileSync(SPEC_FILE, 'utf8')) as SpecPaths & swaggerUi.JsonObject;
  makeShapesStrict();
  const routes = byArea(RegisterRoutes, (verb, path) => operationGuard(spec, verb, path));
  const api = inTurn(notCached, sessionLimit(deps.config.requestsPerMinute), ...apiGuards, routes);
  app.use((request, response, next) => (isApi(request) ? api(request, response, next) : next()));

  app.use(
    '/api/docs',
    swaggerUi.serve,
    swaggerUi.setup(spec, { customSiteTitle: 'Therapy CRM API', customCss: '.topbar { display: none }' }),
  );
  app.use('/pay', payPages());
  app.get('/', (_request, response) => response.redirect('/admin'));

  app.use(notFoundHandler);
  app.use(
    replayAnswer((request, records) => seesWritten(ctxOf(request), records)),
    auditRefusals,
    explainInUse,
    problemHandler,
  );
  return app;
}
