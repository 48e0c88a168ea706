import { Injectable, NotFoundException } from '@nestjs/common';
import { Prisma } from '../../generated';
import { PrismaService } from '../prisma.service';
import { ListClientsDto } from './list-clients.dto';

const include = { therapist: { select: { firstName: true, lastName: true } } } satisfies Prisma.ClientInclude;
type ClientRow = Prisma.ClientGetPayload<{ include: typeof include }>;
export type ClientDto = Omit<ClientRow, 'therapist'> & { therapistName: string | null };

const toDto = ({ therapist, ...client }: ClientRow): ClientDto => ({
  ...client,
  therapistName: therapist && `${therapist.firstName} ${therapist.lastName}`,
});

const ORDERS: Record<ListClientsDto['sort'], Prisma.ClientOrderByWithRelationInput[]> = {
  lastName: [{ lastName: 'asc' }, { firstName: 'asc' }, { id: 'asc' }],
  '-createdAt': [{ createdAt: 'desc' }, { id: 'desc' }],
};

@Injectable()
export class ClientsService {
  constructor(private readonly prisma: PrismaService) {}

  async one(id: bigint): Promise<ClientDto> {
    const client = await this.prisma.client.findUnique({ where: { id }, include });
    if (!client) throw new NotFoundException('There is no such client.');
    return toDto(client);
  }

  async list(query: ListClientsDto): Promise<{ items: ClientDto[]; nextCursor: string | null }> {
    const { limit, cursor, sort, status, priority, therapistId } = query;
    const rows = await this.prisma.client.findMany({
      where: {
        // One value as an equality: the index then gives the rows in the order of the list.
        status: status?.length === 1 ? status[0] : status && { in: status },
        priority,
        therapistId,
      },
      orderBy: ORDERS[sort],
      take: limit + 1,
      ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      include,
    });
    const items = rows.slice(0, limit).map(toDto);
    return { items, nextCursor: rows.length > limit ? String(items[limit - 1]?.id) : null };
  }
}
