/** Which status may follow which, and who may say so. Pure. */
import type { AppointmentStatus } from '../../../generated/requests/appointments.js';
import type { Permission } from '../../../access/permissions.js';

export type { AppointmentStatus };

/** Statuses that take nobody's time: what they stood for is free again. */
const FREE: readonly AppointmentStatus[] = ['CANCELLED', 'NOSHOW'];

// By their names: the panel's page reads this table without the catalogue.
const EDIT = 'EDIT_APPOINTMENT' as Permission.EDIT_APPOINTMENT;
const REOPEN = 'REOPEN_APPOINTMENT' as Permission.REOPEN_APPOINTMENT;

/** The allowed moves, each with the permission that it needs. */
export const MOVES: Readonly<Record<AppointmentStatus, Partial<Record<AppointmentStatus, Permission>>>> = {
  SCHEDULED: { CONFIRMED: EDIT, COMPLETED: EDIT, CANCELLED: EDIT, NOSHOW: EDIT },
  CONFIRMED: { SCHEDULED: EDIT, COMPLETED: EDIT, CANCELLED: EDIT, NOSHOW: EDIT },
  // What is over stays over, unless somebody who answers for it says otherwise.
  COMPLETED: { CONFIRMED: REOPEN, NOSHOW: REOPEN },
  CANCELLED: { SCHEDULED: REOPEN },
  NOSHOW: { SCHEDULED: REOPEN, COMPLETED: REOPEN },
};

/** In the order in which they are listed. */
export const STATUSES = Object.keys(MOVES) as AppointmentStatus[];

/** Whether an appointment of that status takes its people's and its room's time. */
export const isLive = (status: AppointmentStatus): boolean => !FREE.includes(status);

/** Statuses in which its time, place and people may still change: not of what is over. */
export const OPEN = ['SCHEDULED', 'CONFIRMED'] as const satisfies readonly AppointmentStatus[];
export const isOpen = (status: AppointmentStatus): boolean => OPEN.some((one) => one === status);

/** From where one may go to that status. */
export const movesTo = (to: AppointmentStatus): AppointmentStatus[] => STATUSES.filter((from) => MOVES[from][to] !== undefined);

/** Which of these moves can be true now: before the start nothing has taken place, after it nothing is left to confirm. */
export const canBeNow = (to: AppointmentStatus, hasBegun: boolean): boolean => needsStart(to) === hasBegun;

/** The open status that one which is over goes back to: the nearest to what it was. */
export const reopened = (status: AppointmentStatus): (typeof OPEN)[number] =>
  (isOpen(status) ? undefined : OPEN.find((to) => MOVES[status][to] !== undefined)) ?? 'SCHEDULED';

/** Whether that status can only be true of an appointment that has begun. */
export const needsStart = (status: AppointmentStatus): boolean => status === 'COMPLETED' || status === 'NOSHOW';

/**
 * Whether a cancellation comes late.
 * @param hours how long before the start it should come at the latest; 0: never late before the start
 */
export function isLateCancellation(start: Date, cancelled: Date, hours: number): boolean {
  return cancelled.getTime() > start.getTime() - hours * 3_600_000;
}
