import { AppointmentStatus, Prisma } from '../../generated';

const DAY = 86_400_000;

/**
 * What lies between two instants. No appointment is longer than a day: with the look back the index on the start finds it, instead of
 * reading all that ever began before.
 */
export const overlapping = (start: Date, end: Date): Prisma.AppointmentWhereInput => ({
  startTime: { gt: new Date(start.getTime() - DAY), lt: end },
  endTime: { gt: start },
});

/** Those that take up somebody's time. */
export const live: Prisma.AppointmentWhereInput = {
  status: { notIn: [AppointmentStatus.CANCELLED, AppointmentStatus.NOSHOW] },
};
