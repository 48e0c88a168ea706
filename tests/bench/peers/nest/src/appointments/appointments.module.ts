import { Module } from '@nestjs/common';
import { AppointmentsController } from './appointments.controller';
import { AppointmentsService } from './appointments.service';
import { ConflictsService } from './conflicts.service';

@Module({ controllers: [AppointmentsController], providers: [AppointmentsService, ConflictsService] })
export class AppointmentsModule {}
