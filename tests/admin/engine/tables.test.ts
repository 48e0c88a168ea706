/** Every table in the panel, by an administrator: the list, the form, the record's page, a change, a deletion. */
import { TABLES } from '../../../admin/words/kinds.js';
import { withApp } from '../../support/app.js';
import { rulesOf } from '../../../src/records/registry.js';
import { add, changeFor, columnsInForm, formFor, reasonFor, WRITABLE } from '../support/form-values.js';
import { faultOf, panelOf, type Panel } from '../support/panel.js';

describe('an administrator in the panel', () => {
  const app = withApp();
  let panel: Panel;

  beforeAll(async () => {
    panel = await panelOf(app, 'ADMIN');
  }, 60_000);

  it.each(TABLES.map((table) => table.model))('lists %s', async (model) => {
    const answer = await panel.list(model);
    expect(faultOf(answer)).toBe('');
    expect(answer.meta.total).toBeGreaterThanOrEqual(0);
  });

  it.each(WRITABLE.map((table) => table.model))('adds, lists, shows, changes and deletes a %s', async (model) => {
    const form = await formFor(panel, model);
    const added = await panel.create(model, form);
    expect(faultOf(added)).toBe('');
    const id = String(added.record.id);

    const shown = await panel.show(model, id);
    expect(faultOf(shown)).toBe('');
    expect(shown.record.title).not.toBe('');
    for (const [name, value] of Object.entries(form)) {
      if (name !== 'newPassword')
        expect({ [name]: shown.record.params[name] }).toEqual({
          [name]: value === 'true' || value === 'false' ? value === 'true' : value,
        });
    }
    const listed = await panel.list(model, { perPage: '100', sortBy: 'id', direction: 'desc' });
    expect(listed.records.map((record) => record.id)).toContain(id);

    const change = changeFor(model);
    let present = id;
    if (change) {
      const changed = await panel.edit(model, id, {
        [change.name]: change.value,
        ...reasonFor(model),
        ...(typeof shown.record.params.updatedAt === 'string' && { updatedAt: shown.record.params.updatedAt }),
      });
      expect(faultOf(changed)).toBe('');
      present = String(changed.record.id);
      const value = (await panel.show(model, present)).record.params[change.name];
      expect(String(value)).toBe(change.value);
    }

    const removed = await panel.remove(model, present, rulesOf(model).correctable ? { reason: 'Not what happened.' } : {});
    expect(faultOf(removed)).toBe('');
    const after = await panel.show(model, present);
    if (removed.notice?.message.startsWith('Deleted')) expect(after.notice?.type).toBe('error');
    else expect(faultOf(after)).toBe('');
  });

  it.each(WRITABLE.map((table) => table.model))('deletes several %s at once', async (model) => {
    const ids = [await add(panel, model), await add(panel, model)];
    const page = await panel.get(`resources/${model}/bulk/bulkDelete?recordIds=${ids.join(',')}`);
    expect(page.records.map((record) => record.id).sort()).toEqual([...ids].sort());
    const answer = await panel.bulkRemove(model, ids, rulesOf(model).correctable ? { reason: 'Not what happened.' } : {});
    expect(faultOf(answer)).toBe('');
    expect(answer.notice?.message).toMatch(/^2 (deleted|archived|deactivated|struck out|reversed|released|ended)/);
  });

  it.each(WRITABLE.map((table) => table.model))('puts no line break into a %s where one line is meant', async (model) => {
    const form = await formFor(panel, model);
    const lines = columnsInForm(model).filter((field) => field.kind === 'text' && !field.secret);
    for (const { name } of lines) {
      const answer = await panel.create(model, { ...form, [name]: 'First\nSecond' });
      expect({ name, fault: faultOf(answer) !== '', at: Object.keys(answer.record.errors) }).toEqual({
        name,
        fault: true,
        at: expect.arrayContaining([name]),
      });
    }
  });

  it('cannot change an audit event', async () => {
    const [event] = (await panel.list('AuditEvent')).records;
    expect(event?.recordActions.map((action) => action.name)).toEqual(['show']);
    for (const answer of [
      await panel.edit('AuditEvent', event?.id ?? '', { action: 'READ' }),
      await panel.remove('AuditEvent', event?.id ?? ''),
    ]) {
      expect(answer.notice?.type).toBe('error');
    }
    expect((await panel.show('AuditEvent', event?.id ?? '')).record.params.action).toBe(event?.params.action);
  });
});
