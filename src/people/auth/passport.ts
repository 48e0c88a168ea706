import type { RequestHandler } from 'express';
import type express from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import type { Ctx } from '../../access/context.js';
import { ctxOf } from '../../http/context.js';
import { malformed } from '../../kernel/errors.js';
import { type SignedIn, signIn } from './sign-in.service.js';

const passport = new Passport();

passport.use(
  new Strategy({ usernameField: 'email', passReqToCallback: true, session: false }, (request, email, password, done) => {
    signIn(request.ctxForSignIn ?? ctxOf(request), { email, password }).then(
      (signedIn) => done(null, signedIn),
      (error: unknown) => done(error),
    );
  }),
);

declare module 'express-serve-static-core' {
  interface Request {
    /** The panel's sign-in page comes through another door than the API. */
    ctxForSignIn?: Ctx;
  }
}

/** Whether the body holds both. Throws 400 for what is no text. */
function hasCredentials(request: express.Request): boolean {
  const { email, password } = (request.body ?? {}) as Record<string, unknown>;
  const sent = [email, password].filter((value) => value !== undefined && value !== null && value !== '');
  if (sent.some((value) => typeof value !== 'string' || value.includes('\0') || !value.isWellFormed()))
    throw malformed('The e-mail address and the password must be text.');
  return sent.length === 2;
}

/**
 * Signs in the user behind the request's body `{ email, password }`, by passport-local; null for an empty one. Throws what
 * signIn throws, 400 for credentials that are no text.
 */
export async function authenticate(request: express.Request, response: express.Response): Promise<SignedIn | null> {
  // Seen to before passport-local, which would look into the query too: addresses end up in logs and histories.
  if (!hasCredentials(request)) return null;
  return new Promise((resolve, reject) => {
    const handler = passport.authenticate('local', { session: false }, (error: unknown, found: SignedIn | false | null) => {
      if (error) reject(error instanceof Error ? error : new Error('sign-in failed', { cause: error }));
      else resolve(found === false ? null : (found ?? null));
    }) as RequestHandler;
    void handler(request, response, (error: unknown) =>
      reject(error instanceof Error ? error : new Error('sign-in failed', { cause: error })),
    );
  });
}
