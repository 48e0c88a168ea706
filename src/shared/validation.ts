import { z } from 'zod';
import { AppError } from './errors.js';

/** Holds `value` to `schema`. Throws 422 with the path of each fault. */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new AppError(422, 'request.invalid', errors.length === 1 ? `${errors[0]?.path}: ${errors[0]?.message}` : 'Some fields are not right.', { errors });
}

/** A line of text: trimmed, not empty, at most `longest` characters. */
export const line = (longest = 200) => z.string().trim().min(1, 'must not be empty').max(longest, `must have at most ${longest} characters`);

/** A line that may be missing; an empty one counts as none. */
export const optionalLine = (longest = 200) =>
  z.string().trim().max(longest, `must have at most ${longest} characters`).transform((text) => text || null).nullish();

/** Long text that may be missing. */
export const optionalText = (longest = 20_000) =>
  z.string().max(longest, `must have at most ${longest} characters`).transform((text) => text.trim() || null).nullish();

/** An e-mail address, trimmed. */
export const email = z.string().trim().max(254).pipe(z.email('must be an e-mail address'));

/** A phone number as people write it: digits, spaces, + ( ) - . / and an extension. */
export const phone = z
  .string()
  .trim()
  .max(40, 'must have at most 40 characters')
  .regex(/^\+?[0-9 ()./-]*[0-9][0-9 ()./-]*((x|ext\.?) ?[0-9]{1,6})?$/i, 'must be a phone number');
