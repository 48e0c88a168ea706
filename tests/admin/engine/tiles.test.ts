/** A figure of the home page leads to a list of exactly what it counts. */
import { tilesOf } from '../../../admin/pages/home-tiles.js';
import type { HomeFigures } from '../../../src/insight/home/home.queries.js';
import { formatsOf, USUAL_FORMATS } from '../../../src/kernel/formats.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { createUser } from '../../support/users.js';
import { panelOf } from '../support/panel.js';

/** Friday, 20 November 2026, 18:00 in New York: in UTC it is the same day, in Auckland the next. */
const NOW = new Date('2026-11-20T23:00:00.000Z');
const day = (text: string): Date => new Date(`${text}T00:00:00.000Z`);

describe('the tiles of the home page', () => {
  const app = withApp({ now: () => NOW });

  beforeAll(async () => {
    const practice = await build.thePractice(app.prisma);
    await app.prisma.practice.update({ where: { id: practice.id }, data: { timezone: 'America/New_York' } });
  });

  it.each(['ADMIN', 'THERAPIST', 'STAFF', 'RECEPTIONIST'] as const)(
    'count what their lists show, for %s with a clock of their own',
    async (role) => {
      const user = await createUser(app, role, { timezone: 'Pacific/Auckland' });
      const colleague = await createUser(app, 'THERAPIST');
      const mine = await build.aClient(app.prisma, { therapistId: user.id, createdAt: new Date('2026-11-01T03:59:00.000Z') });
      const other = await build.aClient(app.prisma, {
        therapistId: colleague.id,
        createdAt: new Date('2026-11-01T04:00:00.000Z'),
      });
      await build.aClient(app.prisma, { therapistId: user.id, status: 'INACTIVE', createdAt: NOW });
      const at = (start: string, more: object = {}) =>
        build.anAppointment(app.prisma, { startTime: new Date(start), clientId: mine.id, therapistId: user.id, ...more });
      // The first and the last moment of the day in New York, and those beside it.
      await at('2026-11-20T04:00:00.000Z');
      await at('2026-11-20T05:00:00.000Z');
      await at('2026-11-21T04:00:00.000Z');
      await at('2026-11-21T05:00:00.000Z');
      await at('2026-11-20T15:00:00.000Z', { status: 'CANCELLED', cancellationReason: 'Ill.' });
      await at('2026-11-20T16:00:00.000Z', { clientId: other.id, therapistId: colleague.id, status: 'NOSHOW' });
      await build.aWaitlistEntry(app.prisma, { clientId: mine.id });
      await build.aCommunication(app.prisma, { clientId: mine.id, isRead: false });
      await build.aCommunication(app.prisma, { clientId: mine.id, isRead: false, securityClassification: 'RESTRICTED' });
      for (const [status, dueDate] of [
        ['SENT', '2026-11-19'],
        ['SENT', '2026-11-20'],
        ['OVERDUE', '2026-10-01'],
        ['DRAFT', '2026-10-01'],
      ] as const) {
        const appointment = await build.anAppointment(app.prisma, { clientId: mine.id, therapistId: user.id });
        const { id } = await build.aBill(app.prisma, { clientId: mine.id, appointmentId: appointment.id });
        const dates = { issueDate: day('2026-09-01'), dueDate: day(dueDate) };
        if (status === 'SENT' || status === 'OVERDUE') await build.send(app.prisma, id, { status, ...dates });
        else await app.prisma.invoice.update({ where: { id }, data: { status, ...dates } });
      }
      const panel = await panelOf(app, role, user);
      const figures = (await panel.get('dashboard')) as unknown as HomeFigures;
      const tiles = tilesOf(figures, formatsOf(USUAL_FORMATS));
      expect(tiles.length).toBeGreaterThan(3);
      const listed = await Promise.all(
        tiles.map(async ({ label, table, filters }) => {
          const named = Object.entries(filters).map(([name, value]) => [`filters.${name}`, value]);
          return { label, total: (await panel.list(table, Object.fromEntries(named) as Record<string, string>)).meta.total };
        }),
      );
      const counted = tiles.map(({ label, figure, table }) => {
        if (table !== 'Invoice') return { label, total: Number(figure) };
        return { label, total: label.startsWith('of it') ? figures.overdueInvoices?.count : figures.openInvoices?.count };
      });
      expect(listed).toEqual(counted);
    },
    60_000,
  );
});
