/** What the calendar page is told before it draws anything, and who has it at all. */
import type { CalendarFacts } from '../../../admin/pages/calendar-page.js';
import type { UserRole } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { createUser } from '../../support/users.js';
import { panelOf } from '../support/panel.js';

describe('the calendar page', () => {
  const app = withApp();

  const factsFor = async (role: UserRole): Promise<CalendarFacts> => {
    const panel = await panelOf(app, role);
    const { status, text } = await panel.get('pages/calendar');
    expect(status).toBe(200);
    return JSON.parse(text) as CalendarFacts;
  };

  it('tells each role what it may do there', async () => {
    expect((await factsFor('ADMIN')).can).toEqual({
      create: true,
      edit: true,
      reopen: true,
      doubleBook: true,
      waitlist: true,
      clients: true,
      notes: true,
      all: true,
    });
    expect((await factsFor('STAFF')).can).toMatchObject({ doubleBook: true, reopen: true });
    expect((await factsFor('RECEPTIONIST')).can).toMatchObject({
      create: true,
      edit: true,
      waitlist: true,
      doubleBook: false,
      reopen: false,
      notes: false,
    });
    expect((await factsFor('THERAPIST')).can).toMatchObject({
      create: true,
      edit: true,
      waitlist: false,
      doubleBook: false,
      all: false,
    });
  });

  it('names the people, rooms, locations and equipment that are in use, and nothing else of them', async () => {
    const location = await build.aLocation(app.prisma, { name: 'Harbour Street', timezone: 'America/New_York' });
    await build.aRoom(app.prisma, { name: 'Blue room', locationId: location.id });
    await build.aRoom(app.prisma, { name: 'Old room', isActive: false });
    await build.anEquipment(app.prisma, { name: 'Therapy ball', quantity: 3 });
    await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera', role: 'THERAPIST', email: 'sam@secret.example' });
    const facts = await factsFor('RECEPTIONIST');
    expect(facts.places).toContainEqual({ id: String(location.id), name: 'Harbour Street', timezone: 'America/New_York' });
    expect(facts.rooms.map(({ name }) => name)).toContain('Blue room');
    expect(facts.rooms.map(({ name }) => name)).not.toContain('Old room');
    expect(facts.things).toContainEqual(expect.objectContaining({ name: 'Therapy ball', quantity: 3 }));
    expect(facts.people).toContainEqual(expect.objectContaining({ name: 'Sam Rivera', therapist: true }));
    expect(JSON.stringify(facts)).not.toContain('@');
  });

  it('shows the clock of the person, else of the practice', async () => {
    const user = await createUser(app, 'STAFF', { timezone: 'America/Vancouver' });
    const panel = await panelOf(app, 'STAFF', user);
    expect((JSON.parse((await panel.get('pages/calendar')).text) as CalendarFacts).zone).toBe('America/Vancouver');
  });

  it('is not there for those who may not see appointments', async () => {
    const user = await createUser(app, 'RECEPTIONIST');
    await build.aUserPermission(app.prisma, 'VIEW_APPOINTMENT', { userId: user.id, granted: false });
    const panel = await panelOf(app, 'RECEPTIONIST', user);
    expect((await panel.get('pages/calendar')).status).toBe(403);
    const page = await panel.user.call('get', '/admin');
    expect(page.text).toContain('"pages":[]');
    const others = await panelOf(app, 'RECEPTIONIST');
    expect((await others.user.call('get', '/admin')).text).toContain('"name":"calendar"');
  });
});
