/**
 * The public page behind a pay link. It carries no script and nothing from elsewhere; its secret is in no log, no referrer and no search engine.
 * It is HTML, and so no operation of the API.
 */
import express, { type Request, type RequestHandler, type Response } from 'express';
import { ctxOf } from '../../http/context.js';
import { escaped, PLAIN_SOURCES, plainPage } from '../../http/plain-page.js';
import { AppError } from '../../kernel/errors.js';
import { startCardPayment } from './card-payments.service.js';
import { type PayPage, readPayPage, wordsOf } from './pay-page.service.js';
import { PAY_LANGUAGES, PAY_WORDS, type PayLanguage, payLanguage } from './pay-page-words.js';
import { ProcessorError } from './processor-error.js';

const html = (language: PayLanguage, title: string, body: string): string => plainPage(language.toLowerCase(), title, body);

function bodyOf(page: PayPage, fault?: string): string {
  const words = PAY_WORDS[page.language];
  const others = PAY_LANGUAGES.filter((one) => one !== page.language)
    .map((one) => `<a href="?lang=${one}" lang="${one.toLowerCase()}" hreflang="${one.toLowerCase()}">${PAY_WORDS[one].name}</a>`)
    .join(' ');
  const said = page.paid === 'ARRIVED' ? words.thanks : page.paid === 'WAITING' ? words.waiting : undefined;
  const pay =
    page.amount === null
      ? `<p role="status">${words.nothing}</p>`
      : `<form method="post" action="?lang=${page.language}"><button>${escaped(words.pay.replace('{amount}', page.amount))}</button></form><p>${words.card}</p>`;
  // A number is not broken at its hyphens, however narrow the screen.
  const invoice = escaped(words.invoice).replace('{number}', () => `<span class="number">${escaped(page.number)}</span>`);
  return `<h1>${escaped(page.practice)}</h1><dl><dt>${words.title}</dt><dd>${invoice}</dd>
${page.amount === null ? '' : `<dt>${words.open}</dt><dd class="amount">${escaped(page.amount)}</dd>`}</dl>
${said === undefined ? '' : `<p role="status">${said}</p>`}${fault === undefined ? '' : `<p role="alert">${fault}</p>`}
${page.paid === 'WAITING' ? '' : pay}<nav>${others}</nav>`;
}

/** The language that a browser prefers, where no link says one. */
const preferred = (request: Request): PayLanguage =>
  payLanguage(request.query.lang, String(request.acceptsLanguages('en', 'fr', 'es') || 'en').toUpperCase());

function refused(request: Request, response: Response, error: unknown): boolean {
  if (!(error instanceof AppError) || (error.status !== 404 && error.status !== 429)) return false;
  const language = preferred(request);
  const { gone, goneWhy, busy } = PAY_WORDS[language];
  if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(Math.ceil(error.retryAfterSeconds)));
  const body = error.status === 429 ? `<h1>${busy}</h1>` : `<h1>${gone}</h1><p>${goneWhy}</p>`;
  response.status(error.status).send(html(language, gone, body));
  return true;
}

const tokenOf = (request: Request): string => String(request.params.token).slice(0, 200);

const guarded: RequestHandler = (request, response, next) => {
  const processor = request.deps.config.stripe?.url;
  response.set({
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
    'Referrer-Policy': 'no-referrer',
    // The button leads to the processor's page, whose host may be the practice's own.
    'Content-Security-Policy': `${PLAIN_SOURCES}; form-action 'self' https: ${processor ?? ''}; frame-ancestors 'none'; base-uri 'none'`,
  });
  response.type('html');
  next();
};

const show: RequestHandler = async (request, response, next) => {
  try {
    const page = await readPayPage(ctxOf(request), tokenOf(request), { lang: request.query.lang, paid: request.query.paid });
    response.send(html(page.language, escaped(page.practice), bodyOf(page)));
  } catch (error) {
    if (!refused(request, response, error)) next(error);
  }
};

const pay: RequestHandler = async (request, response, next) => {
  const asked = { lang: request.query.lang, paid: undefined };
  try {
    const ctx = ctxOf(request);
    const { language } = await readPayPage(ctx, tokenOf(request), asked);
    const url = await startCardPayment(ctx, tokenOf(request), wordsOf(language));
    response.redirect(303, url ?? `?lang=${language}`);
  } catch (error) {
    if (refused(request, response, error)) return;
    if (!(error instanceof ProcessorError)) return next(error);
    const ctx = ctxOf(request);
    ctx.log.warn({ kind: error.kind, reason: error.reason }, 'the processor of cards made no page');
    readPayPage(ctx, tokenOf(request), asked).then(
      (page) =>
        response
          .status(503)
          .set('Retry-After', '60')
          .send(html(page.language, escaped(page.practice), bodyOf(page, PAY_WORDS[page.language].again))),
      next,
    );
  }
};

/** The pages under /pay. */
export function payPages(): express.Router {
  const router = express.Router();
  router.route('/:token').all(guarded).get(show).post(pay);
  return router;
}
