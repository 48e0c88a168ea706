import { buildMessage, ValidateBy, ValidationOptions } from 'class-validator';

export const IsBigInt = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isBigInt',
      validator: {
        validate: (value: unknown) => typeof value === 'bigint',
        defaultMessage: buildMessage((each) => `${each}$property must be an id`, options),
      },
    },
    options,
  );
