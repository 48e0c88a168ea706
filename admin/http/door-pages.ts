/** The pages in front of the panel: sign-in, new passwords, confirmations. Plain HTML forms that work without JavaScript. */
import { head } from './head.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

export interface DoorInput {
  name: string;
  label: string;
  type: 'email' | 'password' | 'hidden';
  value?: string;
  /** What the browser's password manager should know it as. */
  autocomplete?: string;
  hint?: string;
}

export interface DoorPage {
  title: string;
  text?: string;
  /** What went wrong with the last try; each in a sentence. */
  faults?: string[];
  /** What went well. */
  notice?: string;
  form?: { action: string; inputs: DoorInput[]; button: string };
  links?: { href: string; text: string }[];
}

function input({ name, label, type, value, autocomplete, hint }: DoorInput, first: boolean): string {
  const attributes = [
    `name="${name}"`,
    `type="${type}"`,
    value === undefined ? '' : `value="${escapeHtml(value)}"`,
    autocomplete ? `autocomplete="${autocomplete}"` : '',
    type === 'hidden' ? '' : `class="crm-input" required${first ? ' autofocus' : ''}`,
  ];
  const field = `<input ${attributes.filter(Boolean).join(' ')}>`;
  return type === 'hidden'
    ? field
    : `<label>${escapeHtml(label)}${hint ? `<span class="crm-hint">${escapeHtml(hint)}</span>` : ''}${field}</label>`;
}

/** One of the pages, whole. */
export function doorPage(page: DoorPage, nonce: string): string {
  const { title, text, faults = [], notice, form, links = [] } = page;
  const alert = faults.length > 0 ? `<div class="crm-alert" role="alert">${faults.map(escapeHtml).join('<br>')}</div>` : '';
  const said = notice ? `<div class="crm-alert ok" role="status">${escapeHtml(notice)}</div>` : '';
  const shown = form?.inputs.findIndex((one) => one.type !== 'hidden' && !one.value) ?? -1;
  const fields = form?.inputs.map((one, index) => input(one, index === shown)).join('\n') ?? '';
  const inside = `<picture><img class="logo" src="/admin/assets/logo.svg" alt="Therapy CRM" width="152" height="32"></picture>
<h1>${escapeHtml(title)}</h1>
${text ? `<p>${escapeHtml(text)}</p>` : ''}${said}${alert}
${fields}
${form ? `<button type="submit">${escapeHtml(form.button)}</button>` : ''}
${links.map(({ href, text: words }) => `<a class="crm-plain" href="${href}">${escapeHtml(words)}</a>`).join('')}`;
  const box = form ? `<form method="post" action="${form.action}">${inside}</form>` : `<div class="box">${inside}</div>`;
  return `<!DOCTYPE html>
<html lang="en" data-wish="system">
<head>
${head(`${escapeHtml(title)} – Therapy CRM`, nonce)}
</head>
<body>
<main class="crm-door">
${box}
</main>
<script nonce="${nonce}">if (document.documentElement.dataset.scheme === 'dark') document.querySelector('img.logo').src = '/admin/assets/logo-dark.svg';</script>
</body>
</html>`;
}
