import { Type } from 'class-transformer';
import { IsDate, IsNotEmpty, IsOptional, IsString, MaxLength, MinDate } from 'class-validator';
import { ToBigInt } from '../ids';
import { IsBigInt } from '../is-bigint';

export class CreateAppointmentDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title: string;

  @ToBigInt()
  @IsBigInt()
  clientId: bigint;

  @IsOptional()
  @ToBigInt()
  @IsBigInt()
  learnerId?: bigint;

  @ToBigInt()
  @IsBigInt()
  therapistId: bigint;

  @IsOptional()
  @ToBigInt()
  @IsBigInt()
  roomId?: bigint;

  @Type(() => Date)
  @IsDate()
  @MinDate(() => new Date())
  startTime: Date;

  @Type(() => Date)
  @IsDate()
  endTime: Date;
}
