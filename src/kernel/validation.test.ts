import { z } from 'zod';
import type { AppError } from './errors.js';
import { check } from './validation.js';

/** The faults of `value`, as people read them. */
function faults(schema: z.ZodType, value: unknown): Record<string, string> {
  try {
    check(schema, value);
    return {};
  } catch (error) {
    return Object.fromEntries(((error as AppError).errors ?? []).map(({ path, message }) => [path, message]));
  }
}

describe('what is not right is told in words for people', () => {
  const schema = z.strictObject({
    status: z.enum(['ACTIVE', 'ARCHIVED']),
    name: z.string(),
    missing: z.string(),
    code: z.string().max(1),
    count: z.int(),
    most: z.number().max(3),
    above: z.number().gt(0),
    tags: z.array(z.string()).min(1),
    list: z.array(z.string()).max(2),
    day: z.iso.date(),
    either: z.union([z.string(), z.number()]),
    own: z.string().max(2, 'must be a short code'),
  });
  const wrong = {
    status: 'secret',
    name: 5,
    code: 'ab',
    count: 1.5,
    most: 4,
    above: 0,
    tags: [],
    list: ['a', 'b', 'c'],
    day: 'tomorrow',
    either: true,
    own: 'long',
    extra: 1,
  };

  it('each at its field, in the schema’s own words where it has some', () => {
    expect(faults(schema, wrong)).toEqual({
      status: 'is not one of the allowed values: ACTIVE, ARCHIVED',
      name: 'must be text',
      missing: 'is missing',
      code: 'must have at most 1 character',
      count: 'must be a whole number',
      most: 'must be at most 3',
      above: 'must be more than 0',
      tags: 'must not be empty',
      list: 'must have at most 2 entries',
      day: 'must be a date',
      either: 'is not valid',
      own: 'must be a short code',
      extra: 'is not a field of this operation',
    });
  });

  it('and a single one in the sentence as well', () => {
    expect(() => check(z.object({ day: z.iso.date() }), { day: 'x' })).toThrow(
      expect.objectContaining({ detail: 'day: must be a date' }),
    );
  });
});
