import { Injectable } from '@nestjs/common';
import { Prisma } from '../../generated';
import { PrismaService } from '../prisma.service';
import { live, overlapping } from './overlap';

export interface Plan {
  start: Date;
  end: Date;
  staffId?: bigint;
  roomId?: bigint;
  learnerId?: bigint;
}

export interface Conflict {
  plan: number;
  resource: 'STAFF' | 'ROOM' | 'LEARNER';
  resourceId: bigint;
  name: string;
  startTime: Date;
  endTime: Date;
  appointmentId: bigint;
  title: string;
}

const person = { select: { firstName: true, lastName: true } } as const;
const fields = {
  id: true,
  title: true,
  startTime: true,
  endTime: true,
  therapistId: true,
  roomId: true,
  learnerId: true,
  therapist: person,
  learner: person,
  room: { select: { name: true } },
} satisfies Prisma.AppointmentSelect;

const fullName = (one: { firstName: string; lastName: string } | null): string => (one ? `${one.firstName} ${one.lastName}` : '');

@Injectable()
export class ConflictsService {
  constructor(private readonly prisma: PrismaService) {}

  /** What is in the way of the same people and room, in the order of time. */
  async find(plan: number, { start, end, staffId, roomId, learnerId }: Plan): Promise<Conflict[]> {
    const time = overlapping(start, end);
    const appointment = { ...time, ...live };
    // Each branch with the times, so that each has an index of its own.
    const ways: Prisma.AppointmentWhereInput[] = [];
    if (staffId !== undefined) ways.push({ therapistId: staffId, ...time });
    if (roomId !== undefined) ways.push({ roomId, ...time });
    if (learnerId !== undefined) ways.push({ learnerId, ...time });
    const [found, assisted, groups] = await Promise.all([
      ways.length > 0 ? this.prisma.appointment.findMany({ where: { OR: ways, ...live }, select: fields }) : [],
      staffId === undefined
        ? []
        : this.prisma.appointmentStaff.findMany({
            where: { userId: staffId, appointment },
            select: { user: person, appointment: { select: fields } },
          }),
      learnerId === undefined
        ? []
        : this.prisma.appointmentGroupParticipant.findMany({
            where: { learnerId, appointment },
            select: { learner: person, appointment: { select: fields } },
          }),
    ]);
    const conflicts = new Map<string, Conflict>();
    type Found = (typeof found)[number];
    const add = (resource: Conflict['resource'], resourceId: bigint, name: string, one: Found): void => {
      const { id: appointmentId, title, startTime, endTime } = one;
      conflicts.set(`${resource} ${appointmentId}`, {
        plan,
        resource,
        resourceId,
        name,
        startTime,
        endTime,
        appointmentId,
        title,
      });
    };
    for (const one of found) {
      if (staffId !== undefined && one.therapistId === staffId) add('STAFF', staffId, fullName(one.therapist), one);
      if (roomId !== undefined && one.roomId === roomId) add('ROOM', roomId, one.room?.name ?? '', one);
      if (learnerId !== undefined && one.learnerId === learnerId) add('LEARNER', learnerId, fullName(one.learner), one);
    }
    if (staffId !== undefined) for (const one of assisted) add('STAFF', staffId, fullName(one.user), one.appointment);
    if (learnerId !== undefined) for (const one of groups) add('LEARNER', learnerId, fullName(one.learner), one.appointment);
    return [...conflicts.values()].sort(
      (a, b) => a.startTime.getTime() - b.startTime.getTime() || a.resource.localeCompare(b.resource),
    );
  }
}
