/** Exports of the panel: any list, as it is filtered and ordered, of what its reader may see, and no more of it than the list tells. */
import { TABLES } from '../../../admin/words/kinds.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { readCsv } from '../../support/csv.js';
import type { Panel } from '../support/panel.js';
import { panelOf } from '../support/panel.js';

describe("the panel's exports", () => {
  const app = withApp();
  let admin: Panel;

  const path = (table: string, query: Record<string, string> = {}): string =>
    `/admin/exports/${table}?${new URLSearchParams({ format: 'csv', ...query }).toString()}`;
  async function rowsOf(panel: Panel, table: string, query?: Record<string, string>): Promise<Record<string, string>[]> {
    const answer = await panel.user.get(path(table, query)).expect(200);
    return readCsv(answer.text);
  }

  beforeAll(async () => {
    await build.thePractice(app.prisma);
    admin = await panelOf(app, 'ADMIN');
    const client = await build.aClient(app.prisma, { firstName: 'Ada', lastName: 'Export', notes: 'Clinical remark' });
    await build.anAppointment(app.prisma, { clientId: client.id, title: '=1+1', startTime: new Date('2030-01-14T15:00:00Z') });
    await build.anAppointment(app.prisma, {
      clientId: client.id,
      title: 'Play',
      startTime: new Date('2030-07-15T14:00:00Z'),
      status: 'CONFIRMED',
    });
    await build.aFunding(app.prisma, { clientId: client.id });
    await build.aCommunication(app.prisma, {
      clientId: client.id,
      content: 'Said in confidence',
      securityClassification: 'CONFIDENTIAL',
    });
    await build.aWaitlistEntry(app.prisma, { clientId: client.id });
    await build.someWorkingHours(app.prisma);
    await build.aCalendarFeed(app.prisma);
    await build.anOffer(app.prisma);
  }, 60_000);

  it('have each row of every list', async () => {
    const faults: string[] = [];
    // Each is an export; an administrator has sixty in a quarter of an hour.
    const another = await panelOf(app, 'ADMIN');
    for (const [index, { model }] of TABLES.entries()) {
      const panel = index % 2 === 0 ? admin : another;
      const { meta } = await panel.list(model, { perPage: '200' });
      const rows = await rowsOf(panel, model);
      // Exports and reads themselves are audited meanwhile.
      if (model !== 'AuditEvent' && rows.length !== meta.total) faults.push(`${model}: ${rows.length} of ${meta.total}`);
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it('obey filter and order, and name what a row refers to', async () => {
    const panel = await panelOf(app, 'ADMIN');
    const rows = await rowsOf(panel, 'Appointment', { 'filters.status': 'CONFIRMED' });
    expect(rows.map((row) => [row.Title, row.Client, row.Status])).toEqual([['Play', 'Export, Ada', 'Confirmed']]);
    expect(Number(rows[0]?.['Client no.'])).toBeGreaterThan(0);
    const all = await rowsOf(panel, 'Appointment', {
      sortBy: 'startTime',
      direction: 'asc',
      'filters.startTime~~from': '2030-01-01',
      'filters.startTime~~to': '2030-02-01',
    });
    expect(all.map((row) => row.Title)).toEqual(["'=1+1"]);
    expect(all[0]?.['Start (UTC)']).toBe('2030-01-14T15:00:00+00:00');
    const [funding] = await rowsOf(panel, 'ClientFunding');
    expect(funding?.['Total amount']).toBe('1000.00');
    const event = await app.prisma.auditEvent.findFirstOrThrow({
      where: { action: 'EXPORT', recordType: 'Appointment' },
      orderBy: { id: 'desc' },
    });
    expect(event.actorId).toBe(panel.user.user.id);
    expect(event.after).toMatchObject({ format: 'csv', rows: 1, filters: { sort: 'startTime asc' } });
  });

  it('refuse what a list refuses', async () => {
    const panel = await panelOf(app, 'ADMIN');
    for (const query of [
      { format: 'pdf' },
      { 'filters.password': 'x' },
      { 'filters.status': 'NO_SUCH' },
      { sortBy: 'nothing' },
      { 'filters.__proto__': 'x' },
    ] as Record<string, string>[])
      expect([query, (await panel.user.get(path('User', query))).status]).toEqual([query, 400]);
    await panel.user.get(path('Nothing')).expect(404);
    await panel.user.get(path('UserSession')).expect(404);
    expect((await app.request.get(path('Client'))).status).toBe(303);
    const desk = await panelOf(app, 'RECEPTIONIST');
    await desk.user.get(path('RolePermission')).expect(403);
    await desk.user.get(path('User', { 'filters.email': 'example' })).expect(403);
  });

  it('hold nothing that the list hides', async () => {
    const desk = await panelOf(app, 'RECEPTIONIST');
    const clients = await desk.user.get(path('Client')).expect(200);
    expect(clients.text).toContain('Export');
    expect(clients.text).not.toContain('Clinical remark');
    expect(readCsv(clients.text)[0]).not.toHaveProperty('Notes');
    const users = await desk.user.get(path('User')).expect(200);
    expect(users.text).not.toContain('@example.org');
    expect((await desk.user.get(path('Communication')).expect(200)).text).not.toContain('Said in confidence');
    const panel = await panelOf(app, 'ADMIN');
    expect((await panel.user.get(path('Communication')).expect(200)).text).not.toContain('Said in confidence');
    const secrets = [
      await panel.user.get(path('User')),
      await panel.user.get(path('CalendarFeed')),
      await panel.user.get(path('WaitlistOffer')),
    ];
    for (const { text } of secrets) expect(text).not.toMatch(/\$2[aby]\$|none \d/);
    const therapist = await panelOf(app, 'THERAPIST');
    expect(await rowsOf(therapist, 'Client')).toEqual([]);
    expect(await rowsOf(therapist, 'CalendarFeed')).toEqual([]);
  });

  it('come as Excel, too', async () => {
    const panel = await panelOf(app, 'ADMIN');
    const answer = await panel.user.get(path('Client', { format: 'xlsx' })).expect(200);
    expect(answer.get('content-disposition')).toMatch(/^attachment; filename="Clients \d{4}-\d\d-\d\d\.xlsx"$/);
    expect(answer.get('cache-control')).toBe('no-store');
  });
});
