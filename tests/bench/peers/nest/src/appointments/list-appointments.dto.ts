import { AppointmentStatus } from '../../generated';
import { Type } from 'class-transformer';
import { IsDate, IsEnum, IsInt, IsOptional, Max, Min } from 'class-validator';
import { ToArray, ToBigInt } from '../ids';
import { IsBigInt } from '../is-bigint';

export class ListAppointmentsDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;

  /** The last id of the page before. */
  @IsOptional()
  @ToBigInt()
  @IsBigInt()
  cursor?: bigint;

  @IsOptional()
  @ToArray()
  @IsEnum(AppointmentStatus, { each: true })
  status?: AppointmentStatus[];

  @IsOptional()
  @ToBigInt()
  @IsBigInt()
  therapistId?: bigint;

  @IsOptional()
  @ToBigInt()
  @IsBigInt()
  locationId?: bigint;

  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;
}
