/** Filtering, sorting, counting, searching and exporting by a field is reading it: what a list does not show, none of them tells. */
import type { Response } from 'supertest';
import { TABLES } from '../../../admin/words/kinds.js';
import { fieldsOf, type PanelField } from '../../../admin/words/fields.js';
import type { Actor } from '../../../src/access/actor.js';
import { loadActor } from '../../../src/people/sessions/session.queries.js';
import { fieldAccess, recordAccess, unlistedFields } from '../../../src/records/records.access.js';
import type { ModelName } from '../../../src/database/data-model.js';
import { withApp } from '../../support/app.js';
import { aMessage } from '../../support/messages.js';
import * as build from '../../support/builders.js';
import { operationsOf, readSpec } from '../../support/openapi.js';
import { ROLES } from '../../support/users.js';
import { panelOf, type Panel } from '../support/panel.js';

const closedFields = (actor: Actor, model: ModelName): PanelField[] => {
  const closed = new Set([...fieldAccess(actor, model).hidden, ...unlistedFields(model)]);
  return [...fieldsOf(model).values()].filter(({ name }) => closed.has(name));
};

/** What a person would type into the filter of that column. */
function sample({ kind, values }: PanelField): string {
  if (kind === 'boolean') return 'true';
  if (kind === 'date' || kind === 'datetime') return '2030-01-01';
  if (kind === 'enum') return values?.[0] ?? '';
  return kind === 'text' || kind === 'longtext' || kind === 'list' ? 'a' : '1';
}

/** Words that stand in one field each, and nowhere else. */
const PLACES: [model: ModelName, field: string, word: string][] = [
  ['Communication', 'content', 'quellwort'],
  ['Communication', 'notes', 'randwort'],
  ['OutboxMessage', 'body', 'briefwort'],
  ['OutboxMessage', 'subject', 'betreffwort'],
  ['TimeOff', 'reason', 'grundwort'],
  ['Client', 'notes', 'klientwort'],
  ['Learner', 'notes', 'kindwort'],
  ['Appointment', 'notes', 'terminwort'],
  ['User', 'email', 'adresswort'],
];

describe.each(ROLES)('what is closed to the role %s', (role) => {
  const app = withApp();
  let panel: Panel;
  let actor: Actor;

  const exported = (from: Panel, table: string, query: Record<string, string> = {}): Promise<Response> =>
    from.user.get(`/admin/exports/${table}?${new URLSearchParams({ format: 'csv', ...query }).toString()}`);

  beforeAll(async () => {
    const db = app.prisma;
    await build.thePractice(db);
    panel = await panelOf(app, role);
    actor = (await loadActor(app.database.pool, BigInt(panel.user.id))) as Actor;
    const therapistId = role === 'THERAPIST' ? actor.id : undefined;
    const client = await build.aClient(db, { notes: 'klientwort', ...(therapistId && { therapistId }) });
    const learner = await build.aLearner(db, { clientId: client.id, notes: 'kindwort' });
    await build.anAppointment(db, { clientId: client.id, learnerId: learner.id, notes: 'terminwort' });
    const communication = { content: 'quellwort', notes: 'randwort', securityClassification: 'CONFIDENTIAL' as const };
    await build.aCommunication(db, { clientId: client.id, ...communication });
    await build.someTimeOff(db, { reason: 'grundwort' });
    await build.aUser(db, { email: 'adresswort@practice.example' });
    await aMessage(app, {
      ...{ kind: 'REMINDER', channel: 'EMAIL', language: 'EN', address: 'x@practice.example', dedupeKey: 'closed' },
      ...{ clientId: client.id, subject: 'betreffwort', body: 'briefwort' },
    });
  }, 60_000);

  const tables = () => TABLES.filter(({ model }) => recordAccess(actor, model).view);

  it('is no filter and no order, of a list, its count or its export', async () => {
    const told: string[] = [];
    for (const { model } of tables()) {
      const fields = closedFields(actor, model).filter(({ kind }) => kind !== 'json');
      // Exports are rationed, so each table gets a reader of its own.
      const reader = fields.length ? await panelOf(app, role) : panel;
      for (const field of fields) {
        const filter = { [`filters.${field.name}`]: sample(field) };
        for (const [what, answer] of [
          ['filter', await reader.list(model, filter)],
          ['order', await reader.list(model, { sortBy: field.name, direction: 'asc' })],
        ] as const)
          if (answer.notice?.type !== 'error') told.push(`${what} ${model}.${field.name}`);
        const { status } = await exported(reader, model, filter);
        if (status < 400 || status >= 500) told.push(`export ${model}.${field.name}: ${status}`);
      }
    }
    expect(told).toEqual([]);
  }, 120_000);

  it('is found by no search, counted by none, and in no file', async () => {
    const told: string[] = [];
    for (const [model, field, word] of PLACES) {
      if (!recordAccess(actor, model).view || !closedFields(actor, model).some(({ name }) => name === field)) continue;
      const found = await panel.search(model, word);
      if ((found.records ?? []).length) told.push(`search ${model}.${field}`);
      const list = await panel.list(model, { 'filters.displayName': word });
      if ((list.records ?? []).length || (list.meta?.total ?? 0) > 0) told.push(`words ${model}.${field}`);
      for (const query of [{}, { 'filters.displayName': word }] as Record<string, string>[])
        if ((await exported(panel, model, query)).text.includes(word)) told.push(`export ${model}.${field}`);
      if ((await panel.list(model)).text.includes(word)) told.push(`list ${model}.${field}`);
    }
    expect(told).toEqual([]);
  });

  it('is told by no list of the API, whatever it is asked for', async () => {
    const told: string[] = [];
    for (const operation of operationsOf(readSpec())) {
      if (operation.method !== 'get' || operation.path.includes('{')) continue;
      const names = (operation.parameters ?? []).flatMap((one) => (one.in === 'query' ? [one.name] : []));
      if (!names.includes('q')) continue;
      for (const [model, field, word] of PLACES) {
        if (recordAccess(actor, model).view && !closedFields(actor, model).some(({ name }) => name === field)) continue;
        const answer = await panel.user.get(`${operation.path}?q=${word}${names.includes('count') ? '&count=true' : ''}`);
        const { items = [], total = 0 } = answer.body as { items?: unknown[]; total?: number };
        if (answer.status < 400 && (items.length > 0 || total > 0)) told.push(`${operation.path}: ${model}.${field}`);
      }
    }
    expect(told).toEqual([]);
  });
});
