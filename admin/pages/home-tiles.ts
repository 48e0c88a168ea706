/** The figures of the home page with the lists that they lead to: each list shows exactly what its figure counts. Pure. */
import type { HomeFigures } from '../../src/insight/home/home.queries.js';
import type { Formats } from '../../src/kernel/formats.js';
import { STATUSES } from '../../src/scheduling/appointments/rules/appointment-status.js';

export interface Tile {
  figure: string;
  label: string;
  table: string;
  /** As the list's address has them. */
  filters: Readonly<Record<string, string>>;
  bad?: boolean;
}

const NOT_CANCELLED = STATUSES.filter((status) => status !== 'CANCELLED').join(',');
const OPEN = { status: 'SENT,OVERDUE', 'balance~~from': '0.01' };

/** The tiles for those figures that the person may know. */
export function tilesOf(figures: HomeFigures, formats: Formats): Tile[] {
  const { me, dayStart, dayEnd, monthStart, openInvoices, overdueInvoices } = figures;
  const mine = figures.myAppointmentsToday !== null;
  const todays = { 'startTime~~from': dayStart, 'startTime~~to': dayEnd, status: NOT_CANCELLED };
  const counted = (count: number | null, label: string, table: string, filters: Tile['filters']): Tile[] =>
    count === null ? [] : [{ figure: formats.number(count), label, table, filters }];
  return [
    ...(mine
      ? counted(figures.myAppointmentsToday, 'my appointments today', 'Appointment', { ...todays, therapistId: me })
      : counted(figures.appointmentsToday, 'appointments today', 'Appointment', todays)),
    ...counted(figures.myCaseload, 'clients in my care', 'Client', { status: 'ACTIVE', therapistId: me }),
    ...(mine ? [] : counted(figures.activeClients, 'active clients', 'Client', { status: 'ACTIVE' })),
    ...counted(figures.newClientsThisMonth, 'new clients this month', 'Client', { 'createdAt~~from': monthStart }),
    ...counted(figures.waiting, 'on the waitlist', 'WaitlistEntry', { status: 'WAITING' }),
    ...counted(figures.unread, 'unread communications', 'Communication', { isRead: 'false' }),
    ...(openInvoices
      ? [
          {
            figure: formats.money(openInvoices.amount),
            label: `open in ${openInvoices.count} invoices`,
            table: 'Invoice',
            filters: OPEN,
          },
        ]
      : []),
    ...(overdueInvoices
      ? [
          {
            figure: formats.money(overdueInvoices.amount),
            label: `of it overdue (${overdueInvoices.count})`,
            table: 'Invoice',
            filters: { status: 'OVERDUE', 'balance~~from': '0.01' },
            bad: overdueInvoices.count > 0,
          },
        ]
      : []),
  ];
}
