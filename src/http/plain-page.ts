/** Pages that the server writes itself for a browser, without scripts and with nothing from elsewhere: a pay link's, and what a refused file says. */
import { createHash } from 'node:crypto';

const STYLE = `body{margin:0;background:#f4f5f7;color:#1c2430;font:17px/1.5 system-ui,sans-serif}
main{box-sizing:border-box;max-width:30rem;margin:8vh auto;padding:2rem;background:#fff;border-radius:12px}
h1{margin:0 0 1rem;font-size:1.25rem}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1.5rem;margin:0 0 1.5rem}
dd{margin:0;text-align:right;font-variant-numeric:tabular-nums}.number{white-space:nowrap}dd.amount{font-size:1.5rem;font-weight:600}
button{width:100%;padding:.9rem;border:0;border-radius:8px;background:#1d4ed8;color:#fff;font:inherit;font-weight:600;cursor:pointer}
button:focus-visible,a:focus-visible{outline:3px solid #f59e0b;outline-offset:2px}
p{margin:1rem 0 0}nav{margin-top:1.5rem;font-size:.9rem}nav a{color:#1d4ed8;margin-right:1rem}`;

/** What such a page may load, for its Content-Security-Policy: its own style. */
export const PLAIN_SOURCES = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Text as HTML. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A whole page. @param language `en` @param title and body: whatever is in them was escaped */
export const plainPage = (language: string, title: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title>
<style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
