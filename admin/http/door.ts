/** In and out of the panel. The session is the product's own: the same that the API has, carried by the cookie. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { changePassword, forgotPassword, resetPassword, verifyEmail } from '../../src/people/auth/auth.service.js';
import { authenticate } from '../../src/people/auth/passport.js';
import { carrySession, dropSession } from '../../src/people/auth/session.js';
import { signOut } from '../../src/people/auth/sign-in.service.js';
import { ctxOfAdmin } from '../../src/http/context.js';
import { AppError, forbidden } from '../../src/kernel/errors.js';
import { doorPage, type DoorPage } from './door-pages.js';

const PASSWORD_HINT = 'At least 15 characters; a short sentence is easy to remember.';

/** Where to go after the sign-in: an address of the panel, never another site's. */
export function safeNext(sent: unknown): string {
  return typeof sent === 'string' && /^\/admin(\/(?!\/)[\w\-./%&=?~+]*)?$/.test(sent) && !/^\/admin\/(login|logout)/.test(sent)
    ? sent
    : '/admin';
}

/** What a page may load and run: ours alone. Set for every page below /admin. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // The components write their styles at run time.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const hostOf = (address: string | undefined): string | undefined =>
  address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;

/**
 * Forms here work without a session, so the product's own check, which is about cookies, does not see them: a sign-in that
 * another site sends would leave its victim working in the attacker's account.
 */
const onlyFromHere: RequestHandler = (request, _response, next) => {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const own: unknown[] = [request.get('host') ?? 'no host', hostOf(request.deps.config.publicUrl)];
  const elsewhere =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && !own.includes(hostOf(origin) ?? 'no origin'));
  next(
    request.method === 'POST' && elsewhere ? forbidden('This request comes from another site.', 'request.cross_site') : undefined,
  );
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const body = (request: Request): Record<string, unknown> => (request.body as Record<string, unknown> | undefined) ?? {};

function send(response: Response, page: DoorPage, status = 200): void {
  const nonce = response.locals.nonce as string;
  response.status(status).set('Cache-Control', 'no-store').type('html').send(doorPage(page, nonce));
}

/** The faults of a refused try, in sentences; an error that is no refusal passes on. */
function faultsOf(error: unknown): string[] {
  if (!(error instanceof AppError) || error.status >= 500) throw error;
  const told = (error.errors ?? []).map((fault) => fault.message);
  return told.length > 0 ? told : [error.detail];
}

function signInPage(email: string, next: string, more: Partial<DoorPage> = {}): DoorPage {
  return {
    title: 'Sign in',
    text: 'to your practice',
    form: {
      action: '/admin/login',
      button: 'Sign in',
      inputs: [
        { name: 'next', label: '', type: 'hidden', value: next },
        { name: 'email', label: 'E-mail', type: 'email', value: email || undefined, autocomplete: 'username' },
        { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
      ],
    },
    links: [{ href: '/admin/forgot-password', text: 'Forgot your password?' }],
    ...more,
  };
}

function passwordPage(must: boolean, more: Partial<DoorPage> = {}): DoorPage {
  return {
    title: 'New password',
    text: must ? 'Before you go on, choose a password of your own.' : 'Your other sessions end when you change it.',
    form: {
      action: '/admin/password',
      button: 'Change the password',
      inputs: [
        { name: 'currentPassword', label: 'Present password', type: 'password', autocomplete: 'current-password' },
        { name: 'newPassword', label: 'New password', type: 'password', autocomplete: 'new-password', hint: PASSWORD_HINT },
      ],
    },
    ...more,
  };
}

const toSignIn = [{ href: '/admin/login', text: 'Back to the sign-in' }];

function forgotPage(more: Partial<DoorPage> = {}): DoorPage {
  return {
    title: 'Forgot your password?',
    text: 'We send you a link with which you can set a new one.',
    form: {
      action: '/admin/forgot-password',
      button: 'Send the link',
      inputs: [{ name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username' }],
    },
    links: toSignIn,
    ...more,
  };
}

function resetPage(token: string, more: Partial<DoorPage> = {}): DoorPage {
  return {
    title: 'New password',
    form: {
      action: '/admin/reset-password',
      button: 'Set the password',
      inputs: [
        { name: 'token', label: '', type: 'hidden', value: token },
        { name: 'newPassword', label: 'New password', type: 'password', autocomplete: 'new-password', hint: PASSWORD_HINT },
      ],
    },
    links: toSignIn,
    ...more,
  };
}

async function postSignIn(request: Request, response: Response): Promise<void> {
  const { email, next } = body(request);
  try {
    request.ctxForSignIn = ctxOfAdmin(request);
    const signedIn = await authenticate(request, response);
    if (!signedIn) throw new AppError(401, 'auth.failed', 'Give your e-mail address and your password.');
    carrySession(request, signedIn.session);
    response.redirect(303, safeNext(next));
  } catch (error) {
    const faults = faultsOf(error);
    const { status, retryAfterSeconds } = error as AppError;
    if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
    send(response, signInPage(text(email), safeNext(next), { faults }), status);
  }
}

async function postPassword(request: Request, response: Response): Promise<void> {
  const { currentPassword, newPassword } = body(request);
  if (!request.actor) return response.redirect(303, '/admin/login');
  try {
    await changePassword(ctxOfAdmin(request), text(currentPassword), text(newPassword));
    response.redirect(303, '/admin');
  } catch (error) {
    send(response, passwordPage(request.actor.mustChangePassword, { faults: faultsOf(error) }), (error as AppError).status);
  }
}

async function postSignOut(request: Request, response: Response): Promise<void> {
  if (request.actor) {
    await signOut(ctxOfAdmin(request), request.session.signedInAt);
    dropSession(request);
  }
  response.redirect(303, '/admin/login');
}

async function postForgot(request: Request, response: Response): Promise<void> {
  try {
    await forgotPassword(ctxOfAdmin(request), text(body(request).email));
    send(response, {
      title: 'Look into your mail',
      text: 'If there is an account with that address, a link is on its way. It is good for an hour.',
      links: toSignIn,
    });
  } catch (error) {
    send(response, forgotPage({ faults: faultsOf(error) }), (error as AppError).status);
  }
}

async function postReset(request: Request, response: Response): Promise<void> {
  const { token, newPassword } = body(request);
  try {
    await resetPassword(ctxOfAdmin(request), text(token), text(newPassword));
    send(response, {
      title: 'That worked',
      text: 'Sign in with your new password.',
      links: [{ href: '/admin/login', text: 'To the sign-in' }],
    });
  } catch (error) {
    send(response, resetPage(text(token), { faults: faultsOf(error) }), (error as AppError).status);
  }
}

async function postVerify(request: Request, response: Response): Promise<void> {
  try {
    await verifyEmail(ctxOfAdmin(request), text(body(request).token));
    send(response, {
      title: 'Thank you',
      text: 'Your address is confirmed.',
      links: [{ href: '/admin/login', text: 'To the sign-in' }],
    });
  } catch (error) {
    send(response, { title: 'That did not work', faults: faultsOf(error), links: toSignIn }, (error as AppError).status);
  }
}

/** The addresses in front of the panel, below /admin. */
export function doorRouter(): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 20 });
  const json = express.json({ limit: '20kb' });
  router.get('/login', (request, response) => {
    const next = safeNext(request.query.next);
    if (request.actor) response.redirect(303, next);
    else send(response, signInPage('', next));
  });
  router.post('/login', onlyFromHere, form, json, postSignIn);
  // By POST alone: no other page can sign somebody out by a link or an image.
  router.post('/logout', postSignOut);
  router.get('/password', (request, response) => {
    if (request.actor)
      send(
        response,
        passwordPage(
          request.actor.mustChangePassword,
          request.actor.mustChangePassword ? {} : { links: [{ href: '/admin', text: 'Back' }] },
        ),
      );
    else response.redirect(303, '/admin/login?next=/admin/password');
  });
  router.post('/password', onlyFromHere, form, json, postPassword);
  router.get('/forgot-password', (_request, response) => send(response, forgotPage()));
  router.post('/forgot-password', onlyFromHere, form, json, postForgot);
  router.get('/reset-password', (request, response) => send(response, resetPage(text(request.query.token))));
  router.post('/reset-password', onlyFromHere, form, json, postReset);
  // A question first: programs that look into mail open links, and the link works once.
  router.get('/verify-email', (request, response) =>
    send(response, {
      title: 'Confirm your address',
      form: {
        action: '/admin/verify-email',
        button: 'Confirm',
        inputs: [{ name: 'token', label: '', type: 'hidden', value: text(request.query.token) }],
      },
    }),
  );
  router.post('/verify-email', onlyFromHere, form, json, postVerify);
  return router;
}
