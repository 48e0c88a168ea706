import type { RequestHandler } from 'express';
import type express from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import { ctxOf, type Ctx } from '../context.js';
import type { User } from '../users/users.service.js';
import { signIn } from './auth.service.js';

const passport = new Passport();

passport.use(
  new Strategy({ usernameField: 'email', passReqToCallback: true, session: false }, (request, email, password, done) => {
    signIn(request.ctxForSignIn ?? ctxOf(request), { email, password }).then(
      (user) => done(null, user as unknown as Express.User),
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

/** The user behind the request's body `{ email, password }`, by passport-local. Throws what signIn throws, 401 for an empty one. */
export function authenticate(request: express.Request, response: express.Response): Promise<User | null> {
  return new Promise((resolve, reject) => {
    const handler = passport.authenticate('local', { session: false }, (error: unknown, user: User | false | null) => {
      if (error) reject(error instanceof Error ? error : new Error('sign-in failed'));
      else resolve(user === false ? null : (user ?? null));
    }) as RequestHandler;
    void handler(request, response, (error: unknown) => reject(error instanceof Error ? error : new Error('sign-in failed')));
  });
}
