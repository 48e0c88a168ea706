import { ClientStatus, Priority } from '../../generated';
import { Type } from 'class-transformer';
import { IsEnum, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { ToArray, ToBigInt } from '../ids';
import { IsBigInt } from '../is-bigint';

export class ListClientsDto {
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
  @IsIn(['lastName', '-createdAt'])
  sort: 'lastName' | '-createdAt' = 'lastName';

  @IsOptional()
  @ToArray()
  @IsEnum(ClientStatus, { each: true })
  status?: ClientStatus[];

  @IsOptional()
  @IsEnum(Priority)
  priority?: Priority;

  @IsOptional()
  @ToBigInt()
  @IsBigInt()
  therapistId?: bigint;
}
