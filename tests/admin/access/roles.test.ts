/** What a role may not do is neither shown in the panel nor answered by it, and no secret leaves it. */
import { withApp } from '../../support/app.js';
import { aClient, anAppointment, aDocument } from '../../support/builders.js';
import { ROLES } from '../../support/users.js';
import { TABLES } from '../../../admin/words/kinds.js';
import { recordAccess } from '../../../src/records/records.access.js';
import { ROLE_PERMISSIONS } from '../../../src/access/permissions.js';
import { makeActor } from '../../../src/access/actor.js';
import type { UserRole } from '../../../src/generated/prisma/index.js';
import { panelOf, type Panel } from '../support/panel.js';

interface State {
  resources: {
    resources: {
      id: string;
      href: string | null;
      properties: object;
      listProperties: string[];
      showProperties: string[];
      editProperties: string[];
      resourceActions: { name: string }[];
    }[];
  };
}

const actorOf = (role: UserRole) =>
  makeActor({
    id: 1n,
    kind: 'user',
    email: '',
    name: '',
    role,
    permissions: ROLE_PERMISSIONS[role],
    recordRules: [],
    mustChangePassword: false,
    theme: 'system',
    timezone: null,
  });

describe('roles in the panel', () => {
  const app = withApp();
  const panels = {} as Record<UserRole, Panel>;

  beforeAll(async () => {
    for (const role of ROLES) panels[role] = await panelOf(app, role);
  }, 60_000);

  const pageOf = async (role: UserRole): Promise<State['resources']['resources']> => {
    const { text } = await panels[role].user.get('/admin');
    const json = /window\.REDUX_STATE = (.*);\n/.exec(text)?.[1] ?? '{}';
    return (JSON.parse(json) as State).resources.resources;
  };

  it.each(ROLES)('%s sees the tables that they may see, and no column of the others', async (role) => {
    const actor = actorOf(role);
    const resources = await pageOf(role);
    for (const { model } of TABLES) {
      const resource = resources.find((one) => one.id === model);
      const may = recordAccess(actor, model);
      expect({ model, shown: Boolean(resource?.href) }).toEqual({ model, shown: may.view });
      expect({ model, add: resource?.resourceActions.some((action) => action.name === 'new') ?? false }).toEqual({
        model,
        add: may.create,
      });
      if (!may.view) expect(resource?.listProperties).toEqual([]);
    }
  });

  it.each(ROLES)('%s is answered where they may see, and refused where not', async (role) => {
    const actor = actorOf(role);
    for (const { model } of TABLES) {
      const may = recordAccess(actor, model);
      const list = await panels[role].list(model);
      expect({ model, status: list.status }).toEqual({ model, status: 200 });
      expect({ model, refused: list.notice?.type === 'error' }).toEqual({ model, refused: !may.view });
      const search = await panels[role].search(model, 'a');
      if (!may.view) expect(search.records).toEqual([]);
      const create = await panels[role].create(model, { nothing: 'x' });
      if (!may.create) expect({ model, notice: create.notice?.message }).toEqual({ model, notice: 'forbiddenError' });
    }
  });

  it('a receptionist gets no clinical notes: not in the page, not in the record, not by a filter, not by a write', async () => {
    const client = await aClient(app.prisma, { notes: 'a clinical secret' });
    const panel = panels.RECEPTIONIST;
    const resource = (await pageOf('RECEPTIONIST')).find((one) => one.id === 'Client');
    expect(resource?.showProperties).not.toContain('notes');
    expect(resource?.editProperties).not.toContain('notes');
    for (const answer of [await panel.show('Client', String(client.id)), await panel.list('Client')])
      expect(answer.text).not.toContain('a clinical secret');
    expect((await panel.list('Client', { 'filters.notes': 'clinical' })).notice?.type).toBe('error');
    expect((await panel.edit('Client', String(client.id), { notes: 'overwritten' })).notice?.type).toBe('error');
    expect((await app.prisma.client.findUniqueOrThrow({ where: { id: client.id } })).notes).toBe('a clinical secret');
  });

  it('a receptionist cannot delete a client behind the hidden button, alone or in bulk', async () => {
    const client = await aClient(app.prisma);
    const panel = panels.RECEPTIONIST;
    const shown = await panel.show('Client', String(client.id));
    expect(shown.record.recordActions.map((action) => action.name).sort()).toEqual([
      'edit',
      'recordPayment',
      'show',
      'statement',
    ]);
    expect(shown.record.bulkActions).toEqual([]);
    expect((await panel.remove('Client', String(client.id))).notice?.type).toBe('error');
    expect((await panel.bulkRemove('Client', [String(client.id)])).notice?.type).toBe('error');
    expect(await app.prisma.client.count({ where: { id: client.id } })).toBe(1);
  });

  it('a therapist sees their caseload, in lists, searches, references and by address', async () => {
    const panel = panels.THERAPIST;
    const mine = await aClient(app.prisma, { therapistId: BigInt(panel.user.id), lastName: 'Mine' });
    const other = await aClient(app.prisma, { lastName: 'Otherwise' });
    const document = await aDocument(app.prisma, { clientId: other.id });
    await anAppointment(app.prisma, { clientId: other.id });
    expect((await panel.list('Client')).records.map((record) => record.id)).toEqual([String(mine.id)]);
    expect((await panel.list('Client')).meta.total).toBe(1);
    expect((await panel.search('Client', 'otherwise')).records).toEqual([]);
    expect((await panel.list('Appointment')).records).toEqual([]);
    for (const answer of [await panel.show('Client', String(other.id)), await panel.show('Document', String(document.id))]) {
      expect(answer.record?.params ?? {}).toEqual({});
      expect(answer.notice?.type).toBe('error');
    }
  });

  it('nobody gets a secret: not of users, nor of what refers to users', async () => {
    await app.prisma.user.updateMany({
      data: { passwordResetToken: 'tok-reset-0000', emailVerificationToken: 'tok-verify-0000' },
    });
    const panel = panels.ADMIN;
    const user = panel.user.id;
    const answers = [
      await panel.list('User'),
      await panel.show('User', user),
      await panel.search('User', 'a'),
      await panel.list('AuthLog'),
      await panel.list('AuditEvent'),
      await panel.edit('User', user, { phone: '123', newPassword: 'short' }),
      await panel.list('User', { 'filters.password': 'a' }),
      await panel.list('User', { sortBy: 'password' }),
    ];
    for (const { text } of answers) {
      expect(text).not.toMatch(/\$2[aby]\$/);
      expect(text).not.toMatch(/tok-reset|tok-verify|"(password|newPassword)":"/);
    }
    expect(answers.at(-1)?.notice?.type).toBe('error');
    expect(answers.at(-2)?.notice?.type).toBe('error');
  });
});
