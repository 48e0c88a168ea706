import { ConflictException, Injectable, ServiceUnavailableException, UnprocessableEntityException } from '@nestjs/common';
import { Prisma } from '../../generated';
import type { CurrentUser } from '../auth/jwt.strategy';
import { PrismaService } from '../prisma.service';
import { CreateAppointmentDto } from './create-appointment.dto';
import { ListAppointmentsDto } from './list-appointments.dto';
import { live, overlapping } from './overlap';

const person = { select: { firstName: true, lastName: true } } as const;
const include = {
  client: person,
  learner: person,
  therapist: person,
  room: { select: { name: true } },
  practiceLocation: { select: { name: true, timezone: true } },
  staff: { select: { userId: true, role: true, user: person }, orderBy: { userId: 'asc' } },
  equipment: {
    select: { equipmentId: true, quantity: true, notes: true, equipment: { select: { name: true } } },
    orderBy: { equipmentId: 'asc' },
  },
  _count: { select: { participants: true } },
} satisfies Prisma.AppointmentInclude;
type AppointmentRow = Prisma.AppointmentGetPayload<{ include: typeof include }>;

const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string => `${firstName} ${lastName}`;

export type AppointmentDto = ReturnType<typeof toDto>;

function toDto(row: AppointmentRow) {
  const { client, learner, therapist, room, practiceLocation, staff, equipment, _count, ...appointment } = row;
  return {
    ...appointment,
    clientName: fullName(client),
    learnerName: learner && fullName(learner),
    therapistName: fullName(therapist),
    locationName: practiceLocation?.name ?? null,
    timezone: practiceLocation?.timezone ?? 'UTC',
    roomName: room?.name ?? null,
    participantCount: _count.participants,
    staff: staff.map(({ userId, role, user }) => ({ userId, name: fullName(user), role })),
    equipment: equipment.map(({ equipment: { name }, ...one }) => ({
      equipmentId: one.equipmentId,
      name,
      quantity: one.quantity,
      notes: one.notes,
    })),
  };
}

/** Of a transaction that lost to another at the same time. */
const LOST = 'P2034';
/** Of a reference to a row that is not there. */
const NO_SUCH_ROW = 'P2003';
const TRIES = 5;

const isolationLevel =
  process.env.BOOKING_ISOLATION === 'Serializable'
    ? Prisma.TransactionIsolationLevel.Serializable
    : Prisma.TransactionIsolationLevel.ReadCommitted;

const codeOf = (error: unknown): string | undefined => {
  if (error instanceof Prisma.PrismaClientKnownRequestError) return error.code;
  // What fails at the COMMIT comes from the driver adapter as it is.
  const { kind } = ((error as { cause?: unknown }).cause ?? {}) as { kind?: string };
  return kind === 'TransactionWriteConflict' ? LOST : undefined;
};

@Injectable()
export class AppointmentsService {
  constructor(private readonly prisma: PrismaService) {}

  async list(query: ListAppointmentsDto): Promise<{ items: AppointmentDto[]; nextCursor: string | null }> {
    const { limit, cursor, status, therapistId, locationId, from, to } = query;
    const rows = await this.prisma.appointment.findMany({
      where: {
        therapistId,
        locationId,
        status: status && { in: status },
        ...(from && to ? overlapping(from, to) : { endTime: from && { gt: from }, startTime: to && { lt: to } }),
      },
      orderBy: [{ startTime: 'asc' }, { id: 'asc' }],
      take: limit + 1,
      ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      include,
    });
    const items = rows.slice(0, limit).map(toDto);
    return { items, nextCursor: rows.length > limit ? String(items[limit - 1]?.id) : null };
  }

  /** Books where nothing is in the way. Throws 409 where something is. */
  async create(input: CreateAppointmentDto, user: CurrentUser): Promise<AppointmentDto> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.prisma.$transaction((tx) => this.book(tx, input, user), { isolationLevel });
      } catch (error) {
        const code = codeOf(error);
        if (code === NO_SUCH_ROW) throw new UnprocessableEntityException('Client, therapist or room is not there.');
        if (code !== LOST) throw error;
        if (attempt === TRIES) throw new ServiceUnavailableException('Too many book at the same time. Try again.');
        await new Promise((done) => setTimeout(done, Math.random() * 20 * attempt));
      }
    }
  }

  private async book(tx: Prisma.TransactionClient, input: CreateAppointmentDto, user: CurrentUser): Promise<AppointmentDto> {
    const time = overlapping(input.startTime, input.endTime);
    const { therapistId, roomId, learnerId } = input;
    const taken = await tx.appointment.findFirst({
      where: {
        OR: [
          { therapistId, ...time },
          ...(roomId === undefined ? [] : [{ roomId, ...time }]),
          ...(learnerId === undefined ? [] : [{ learnerId, ...time }]),
        ],
        ...live,
      },
      select: { id: true },
    });
    if (taken) throw new ConflictException('Somebody or something is taken at that time.');
    const room = roomId === undefined ? null : await tx.therapyRoom.findUnique({ where: { id: roomId } });
    const created = await tx.appointment.create({
      data: { ...input, locationId: room?.locationId, createdBy: user.id, updatedBy: user.id },
      include,
    });
    return toDto(created);
  }
}
