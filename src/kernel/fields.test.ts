import { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { AppError } from './errors.js';
import { check, day, fraction, id, instant, line, listFields, money, optional, phone } from './fields.js';

/** How a refusal is told: its status, its sentence, and each fault. */
function refusal(schema: z.ZodType, value: unknown): Pick<AppError, 'status' | 'detail' | 'errors'> {
  try {
    check(schema, value);
  } catch (error) {
    const { status, detail, errors } = error as AppError;
    return { status, detail, errors };
  }
  throw new Error('It was taken.');
}

describe('a piece of a request', () => {
  it('takes the text of the wire or the typed value, and gives the typed one', () => {
    expect([check(id(), '42'), check(id(), 42n)]).toEqual([42n, 42n]);
    const noon = new Date('2026-03-08T12:00:00.000Z');
    expect([check(instant(), '2026-03-08T08:00:00-04:00'), check(instant(), noon)]).toEqual([noon, noon]);
    const midnight = new Date('2026-03-08T00:00:00.000Z');
    expect([check(day(), '2026-03-08'), check(day(), noon)]).toEqual([midnight, midnight]);
    expect(check(money(), '120.50').toFixed(2)).toBe('120.50');
    expect(check(money(), new Decimal('120.505')).toFixed(2)).toBe('120.51');
    expect([check(fraction(-90, 90), 40.5), check(fraction(-90, 90), new Decimal('40.5'))]).toEqual([40.5, 40.5]);
  });

  it('keeps what is absent absent and null null', () => {
    const schema = z.strictObject({ place: id().nullish(), phone: optional(phone) });
    expect(check(schema, {})).toEqual({});
    expect(check(schema, { place: null, phone: '' })).toEqual({ place: null, phone: null });
  });

  it.each([
    [id(), '0', 'must be an id: a whole number from 1 to 9223372036854775807, as a string of digits'],
    [id(), '9223372036854775808', 'must be an id: a whole number from 1 to 9223372036854775807, as a string of digits'],
    [day(), '2026-02-30', 'must be a date like 2026-03-08'],
    [day(), new Date(NaN), 'must be a date like 2026-03-08'],
    [instant(), new Date(NaN), 'must be an instant with its offset, like 2026-03-08T14:00:00.000Z'],
    [instant(), '2026-03-08T12:00:00', 'must be an instant with its offset, like 2026-03-08T14:00:00.000Z'],
    [day(), new Date('1066-10-14'), 'must be in the years from 1900 to 2200'],
    [money(), '1.5', 'must be an amount with two decimals, like "120.00"'],
  ])('is a request in a wrong form (400) where the text is none of its kind', (piece, value, message) => {
    const { status, errors } = refusal(z.strictObject({ of: z.strictObject({ field: piece }) }), { of: { field: value } });
    expect([status, errors]).toEqual([400, [{ path: 'of.field', message }]]);
  });

  it('says the sentence of a 400 with its path', () => {
    expect(refusal(z.strictObject({ from: day() }), { from: 'soon' }).detail).toBe(
      'from must be a date of the calendar, like 2026-03-08.',
    );
  });

  it('is missing, or of another kind, as any other field is (422)', () => {
    const schema = z.strictObject({ who: id(), place: id(), name: line(5) });
    const { status, errors } = refusal(schema, { place: true, name: 'long name' });
    expect(status).toBe(422);
    expect(errors).toEqual([
      { path: 'who', message: 'is missing' },
      { path: 'place', message: 'must be text' },
      { path: 'name', message: 'must have at most 5 characters' },
    ]);
  });
});

describe('the fields of a list', () => {
  const list = z.strictObject(listFields(['name', 'updatedAt'], '`name` if not said.'));

  it('take each order from its beginning and from its end', () => {
    expect(check(list, { sort: '-updatedAt', limit: 10 })).toEqual({ sort: '-updatedAt', limit: 10 });
    expect(refusal(list, { sort: 'age' }).errors).toEqual([
      { path: 'sort', message: 'is not one of the allowed values: name, -name, updatedAt, -updatedAt' },
    ]);
  });
});
