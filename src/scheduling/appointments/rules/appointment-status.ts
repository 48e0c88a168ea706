/** Which status may follow which, and who may say so. Pure. */
import { Permission } from '../../../access/permissions.js';

/** As in the document. */
export type AppointmentStatus = 'SCHEDULED' | 'CONFIRMED' | 'COMPLETED' | 'CANCELLED' | 'NOSHOW';

/** Statuses that take nobody's time: what they stood for is free again. */
const FREE: readonly AppointmentStatus[] = ['CANCELLED', 'NOSHOW'];

const EDIT = Permission.EDIT_APPOINTMENT;
const REOPEN = Permission.REOPEN_APPOINTMENT;

/** The allowed moves, each with the permission that it needs. */
export const MOVES: Readonly<Record<AppointmentStatus, Partial<Record<AppointmentStatus, Permission>>>> = {
  SCHEDULED: { CONFIRMED: EDIT, COMPLETED: EDIT, CANCELLED: EDIT, NOSHOW: EDIT },
  CONFIRMED: { SCHEDULED: EDIT, COMPLETED: EDIT, CANCELLED: EDIT, NOSHOW: EDIT },
  // What is over stays over, unless somebody who answers for it says otherwise.
  COMPLETED: { CONFIRMED: REOPEN, NOSHOW: REOPEN },
  CANCELLED: { SCHEDULED: REOPEN },
  NOSHOW: { SCHEDULED: REOPEN, COMPLETED: REOPEN },
};

/** Whether an appointment of that status takes its people's and its room's time. */
export const isLive = (status: AppointmentStatus): boolean => !FREE.includes(status);

/** Whether its time, place and people may still change: not of what is over. */
export const isOpen = (status: AppointmentStatus): boolean => status === 'SCHEDULED' || status === 'CONFIRMED';

/** Whether that status can only be true of an appointment that has begun. */
export const needsStart = (status: AppointmentStatus): boolean => status === 'COMPLETED' || status === 'NOSHOW';

/**
 * Whether a cancellation comes late.
 * @param hours how long before the start it should come at the latest; 0: never late before the start
 */
export function isLateCancellation(start: Date, cancelled: Date, hours: number): boolean {
  return cancelled.getTime() > start.getTime() - hours * 3_600_000;
}
