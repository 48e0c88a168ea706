import { IsOptional, Matches } from 'class-validator';
import { ToArray, ToBigInt } from '../ids';
import { IsBigInt } from '../is-bigint';

export class ConflictsDto {
  /** `start/end`. */
  @ToArray()
  @Matches(/^[^/]{20,29}\/[^/]{20,29}$/, { each: true })
  at: string[];

  @IsOptional()
  @ToBigInt()
  @IsBigInt()
  staffId?: bigint;

  @IsOptional()
  @ToBigInt()
  @IsBigInt()
  roomId?: bigint;

  @IsOptional()
  @ToBigInt()
  @IsBigInt()
  learnerId?: bigint;
}
