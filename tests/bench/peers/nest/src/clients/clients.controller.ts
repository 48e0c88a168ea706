import { Controller, Get, Param, Query } from '@nestjs/common';
import { Roles } from '../auth/roles.decorator';
import { ParseIdPipe } from '../ids';
import { ClientDto, ClientsService } from './clients.service';
import { ListClientsDto } from './list-clients.dto';

@Controller('clients')
@Roles('ADMIN', 'STAFF', 'RECEPTIONIST')
export class ClientsController {
  constructor(private readonly clients: ClientsService) {}

  @Get()
  list(@Query() query: ListClientsDto): Promise<{ items: ClientDto[]; nextCursor: string | null }> {
    return this.clients.list(query);
  }

  @Get(':id')
  one(@Param('id', ParseIdPipe) id: bigint): Promise<ClientDto> {
    return this.clients.one(id);
  }
}
