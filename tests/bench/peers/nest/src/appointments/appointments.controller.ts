import { BadRequestException, Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CurrentUser } from '../auth/jwt.strategy';
import { Roles, User } from '../auth/roles.decorator';
import { AppointmentDto, AppointmentsService } from './appointments.service';
import { ConflictsDto } from './conflicts.dto';
import { Conflict, ConflictsService } from './conflicts.service';
import { CreateAppointmentDto } from './create-appointment.dto';
import { ListAppointmentsDto } from './list-appointments.dto';

@Controller('appointments')
@Roles('ADMIN', 'STAFF', 'RECEPTIONIST')
export class AppointmentsController {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly conflicts: ConflictsService,
  ) {}

  @Get()
  list(@Query() query: ListAppointmentsDto): Promise<{ items: AppointmentDto[]; nextCursor: string | null }> {
    return this.appointments.list(query);
  }

  @Get('conflicts')
  async check(@Query() query: ConflictsDto): Promise<{ free: boolean; conflicts: Conflict[] }> {
    const conflicts: Conflict[] = [];
    for (const [plan, text] of query.at.entries()) {
      const [start, end] = text.split('/').map((part) => new Date(part));
      if (!start || !end || !(start < end)) throw new BadRequestException('A plan begins before it ends.');
      conflicts.push(...(await this.conflicts.find(plan, { ...query, start, end })));
    }
    return { free: conflicts.length === 0, conflicts };
  }

  @Post()
  create(@Body() body: CreateAppointmentDto, @User() user: CurrentUser): Promise<AppointmentDto> {
    if (body.endTime <= body.startTime) throw new BadRequestException('An appointment begins before it ends.');
    return this.appointments.create(body, user);
  }
}
