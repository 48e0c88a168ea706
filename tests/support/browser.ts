/** A real browser for tests: it reaches the server under test and nothing else, and says what it was asked to reach. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core';
import { chromium } from './chromium.js';
import { fromRoot } from './paths.js';

const ARGUMENTS = [
  // No other host has an address. (Refusing requests one by one would switch off the browser's cache: each page would load all again.)
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
  '--hide-scrollbars',
];
const SCREENSHOTS = fromRoot('tests', 'screenshots');
const VIEWPORT = { width: 1280, height: 800 };
/** Schemes that stay inside the browser. */
const INSIDE = /^(data|blob|about):/;

export interface TestBrowserOptions {
  /** The server under test, `http://127.0.0.1:41234`. Relative addresses in `page.goto` start there. */
  baseUrl: string;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  /** BCP 47; `en-US`. */
  locale?: string;
}

/** How a page looks at the product. */
export type Look = Pick<TestBrowserOptions, 'colorScheme' | 'viewport'>;

export interface TestBrowser {
  page: Page;
  context: BrowserContext;
  /** Requests to other places than the server under test, kept here. Other hosts are not reached. A test expects `[]`. */
  outside: string[];
  /** Uncaught errors of the page, its console's errors, and what the security policy stopped. */
  errors: string[];
  /** Writes tests/screenshots/<name>.png and gives its path. */
  screenshot(name: string, options?: { fullPage?: boolean }): Promise<string>;
  /**
   * The same browser with a new page, nobody signed in, and nothing noted: what it has loaded stays in its cache, so that this takes a
   * tenth of the time of another browser.
   */
  again(look?: Look): Promise<TestBrowser>;
  close(): Promise<void>;
}

async function launch(): Promise<Browser> {
  const { executable, env, envWithLibraries } = await chromium();
  const start = (environment: Record<string, string>): Promise<Browser> =>
    playwright.launch({ executablePath: executable, headless: true, args: ARGUMENTS, env: environment });
  try {
    return await start(env);
  } catch (error) {
    if (String(error).includes('shared librar')) return start(envWithLibraries);
    // On a busy machine it crashes now and then before there is a page: that is nothing of the product's.
    if (/signal=SIG(SEGV|TRAP|ABRT)/.test(String(error))) return start(env);
    throw error;
  }
}

function consoleError(message: ConsoleMessage): string | undefined {
  return message.type() === 'error' ? `${message.text()} (${message.location().url})` : undefined;
}

/** Opens a browser with one page. Close it in `afterAll`. */
export async function browser(options: TestBrowserOptions): Promise<TestBrowser> {
  const { origin } = new URL(options.baseUrl);
  const outside: string[] = [];
  const errors: string[] = [];
  const running = await launch();
  const context = await running.newContext({
    baseURL: options.baseUrl,
    colorScheme: options.colorScheme ?? 'light',
    viewport: options.viewport ?? VIEWPORT,
    locale: options.locale ?? 'en-US',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  // The tests' own functions that run in the page call this, to keep their names.
  await context.addInitScript('globalThis.__name = (called) => called');
  // What the security policy stops is no error of the console where the script goes on without it.
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      console.error(`stopped by the security policy: ${violatedDirective} ${blockedURI} in ${sourceFile}`);
    });
  });
  context.on('request', (request) => {
    const url = request.url();
    if (!INSIDE.test(url) && new URL(url).origin !== origin) outside.push(url);
  });
  const withPage = async (): Promise<TestBrowser> => {
    const page = await context.newPage();
    page.on('websocket', (socket) => {
      if (new URL(socket.url()).host !== new URL(origin).host) outside.push(socket.url());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      const text = consoleError(message);
      if (text !== undefined) errors.push(text);
    });
    return {
      page,
      context,
      outside,
      errors,
      screenshot: async (name, { fullPage = false } = {}) => {
        mkdirSync(SCREENSHOTS, { recursive: true });
        const path = join(SCREENSHOTS, `${name}.png`);
        await page.screenshot({ path, fullPage });
        return path;
      },
      again: async ({ viewport = VIEWPORT, colorScheme = 'light' } = {}) => {
        await page.evaluate(() => [localStorage, sessionStorage].forEach((kept) => kept.clear())).catch(() => undefined);
        await page.close();
        await context.clearCookies();
        outside.length = 0;
        errors.length = 0;
        const next = await withPage();
        await next.page.setViewportSize(viewport);
        await next.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        return next;
      },
      close: () => running.close(),
    };
  };
  return withPage();
}

/** One browser for the file (or `describe`) that calls it. `open` gives each test a page, as `again` does. */
export function withBrowser(app: { readonly baseUrl: string }): { open(look?: Look): Promise<TestBrowser> } {
  let opened: TestBrowser | undefined;
  afterAll(() => opened?.close());
  return {
    open: async (look) => {
      opened = await (opened ?? (await browser({ baseUrl: app.baseUrl }))).again(look);
      return opened;
    },
  };
}
