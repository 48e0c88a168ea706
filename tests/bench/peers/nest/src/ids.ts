import { BadRequestException, Injectable, PipeTransform } from '@nestjs/common';
import { Transform } from 'class-transformer';

const ID = /^[1-9][0-9]{0,17}$/;

/** An id in a path. */
@Injectable()
export class ParseIdPipe implements PipeTransform<string, bigint> {
  transform(value: string): bigint {
    if (!ID.test(value)) throw new BadRequestException('An id is a whole number.');
    return BigInt(value);
  }
}

/** An id in a query or a body: a bigint where it is one, else left as it is for the validator to refuse. */
export const ToBigInt = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' && ID.test(value) ? BigInt(value) : value));

/** `?status=A&status=B` and `?status=A` alike. */
export const ToArray = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === undefined || Array.isArray(value) ? value : [value]));
