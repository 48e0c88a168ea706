/** The panel's own API as its pages call it, in the name of one user. */
import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.js';
import { signedInByCookie, type CookieHolder } from '../../support/users.js';
import type { User, UserRole } from '../../../src/generated/prisma/index.js';

export interface PanelRecord {
  id: string;
  title: string;
  params: Record<string, unknown>;
  populated: Record<string, { title: string; params: Record<string, unknown> }>;
  errors: Record<string, { message: string }>;
  baseError: { message: string } | null;
  recordActions: { name: string }[];
  bulkActions: { name: string }[];
}

export interface PanelAnswer {
  status: number;
  record: PanelRecord;
  records: PanelRecord[];
  notice?: { message: string; type: 'success' | 'error' };
  redirectUrl?: string;
  meta: { total: number; perPage: number; page: number };
  /** All of it, for searches. */
  text: string;
}

export interface Panel {
  user: CookieHolder;
  list(table: string, query?: Record<string, string>): Promise<PanelAnswer>;
  search(table: string, words: string): Promise<PanelAnswer>;
  show(table: string, id: string): Promise<PanelAnswer>;
  create(table: string, fields: Record<string, string>): Promise<PanelAnswer>;
  edit(table: string, id: string, fields: Record<string, string>): Promise<PanelAnswer>;
  remove(table: string, id: string, answers?: Record<string, string>): Promise<PanelAnswer>;
  bulkRemove(table: string, ids: string[], answers?: Record<string, string>): Promise<PanelAnswer>;
  get(path: string): Promise<PanelAnswer>;
  post(path: string, fields: Record<string, string>): Promise<PanelAnswer>;
}

const answer = (response: Response): PanelAnswer => ({
  ...(response.body as Omit<PanelAnswer, 'status' | 'text'>),
  status: response.status,
  text: response.text,
});

/** A user of the role, signed in to the panel. */
export async function panelOf(app: TestApp, role: UserRole, given?: User): Promise<Panel> {
  const user = await signedInByCookie(app, role, given);
  const get = async (path: string): Promise<PanelAnswer> => answer(await user.call('get', `/admin/api/${path}`));
  const post = async (path: string, fields: Record<string, string>): Promise<PanelAnswer> => {
    const request = user.call('post', `/admin/api/${path}`);
    // A form of the panel is multipart, also an empty one.
    for (const [name, value] of Object.entries(fields)) void request.field(name, value);
    return answer(await (Object.keys(fields).length > 0 ? request : request.type('form').send('')));
  };
  const at = (table: string, id: string, action: string): string =>
    `resources/${table}/records/${encodeURIComponent(id)}/${action}`;
  return {
    user,
    get,
    post,
    list: (table, query = {}) => get(`resources/${table}/actions/list?${new URLSearchParams(query).toString()}`),
    search: (table, words) => get(`resources/${table}/actions/search/${encodeURIComponent(words)}`),
    show: (table, id) => get(at(table, id, 'show')),
    create: (table, fields) => post(`resources/${table}/actions/new`, fields),
    edit: (table, id, fields) => post(at(table, id, 'edit'), fields),
    remove: (table, id, answers = {}) => post(at(table, id, 'delete'), answers),
    bulkRemove: (table, ids, answers = {}) =>
      post(`resources/${table}/bulk/bulkDelete?recordIds=${encodeURIComponent(ids.join(','))}`, answers),
  };
}

/** What went wrong with a write, in one line; empty if nothing did. */
export function faultOf(given: PanelAnswer): string {
  if (given.status !== 200) return `${given.status} ${given.text.slice(0, 300)}`;
  const errors = Object.entries(given.record?.errors ?? {}).map(([path, error]) => `${path}: ${error.message}`);
  return given.notice?.type === 'error' || errors.length > 0 ? [given.notice?.message, ...errors].join(' | ') : '';
}
