/**
 * The panel's forms, read and bounded before anything works on them. A form of AdminJS is flat: `firstName`, and `tags.0` for
 * an entry of a list. Whoever takes names for paths (AdminJS does) would make of `a.400000000` a list of that length, and of
 * `toString` a fault of its own: such names end the reading.
 */
import busboy from 'busboy';
import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { AppError, malformed } from '../../src/kernel/errors.js';

const MEGABYTE = 1_048_576;
/** Of one form, as it arrives, whatever its head announces. */
export const BIGGEST_FORM = 2 * MEGABYTE;
const MOST_FIELDS = 500;
const LONGEST_NAME = 100;

const NAME = String.raw`[A-Za-z][A-Za-z0-9]*(?:\.(?:0|[1-9][0-9]{0,2}))?`;
const FIELD = new RegExp(`^${NAME}$`);
const PARAMETER = new RegExp(`^(?:(?:filters|near)\\.)?${NAME}(?:~~(?:from|to))?$`);

const tooLarge = (): AppError => new AppError(413, 'request.too_large', 'This is more than a form can hold.');
const unreadable = (): AppError => malformed('This form can’t be read.');
const oddName = (): AppError => malformed('This request names something that is not a field.');

/** Names that every object has by itself (`toString`, `constructor`) are nobody's field. */
const isInherited = (name: string): boolean => name.split(/[.~]/).some((part) => part in Object.prototype);

/** Whether a form may have a field of that name. */
export const isFieldName = (name: string): boolean => name.length <= LONGEST_NAME && FIELD.test(name) && !isInherited(name);

/** Whether an address may have a parameter of that name: a field's, a filter's (`filters.startTime~~from`), a picker's (`near.clientId`). */
export const isParameterName = (name: string): boolean =>
  name.length <= LONGEST_NAME && PARAMETER.test(name) && !isInherited(name);

/** A boundary has at most 70 characters; looking for a very long one in a form made for it is much work. */
const LONGEST_TYPE = 200;

const typeOf = (request: IncomingMessage): string => request.headers['content-type']?.trim() ?? '';

/**
 * Reads a multipart form; undefined where the request holds none. It is refused at the first fault, without waiting for the
 * rest: 400 for what is no form of the panel's, 413 for more than one can hold.
 */
export function readForm(request: IncomingMessage): Promise<Record<string, string> | undefined> {
  const type = typeOf(request);
  if (!/^multipart\/form-data(?:;|$)/i.test(type)) return Promise.resolve(undefined);
  if (type.length > LONGEST_TYPE) return Promise.reject(unreadable());
  if (Number(request.headers['content-length'] ?? 0) > BIGGEST_FORM) return Promise.reject(tooLarge());
  return new Promise((done, refused) => {
    const fields = new Map<string, string>();
    let arrived = 0;
    const end = (error?: AppError): void => {
      request.off('data', count).off('aborted', cut).off('error', cut);
      if (!error) return done(Object.fromEntries(fields));
      request.unpipe(reader);
      reader
        .removeAllListeners()
        .on('error', () => undefined)
        .destroy();
      // What still comes is dropped: the sender gets to read the answer.
      request.resume();
      refused(error);
    };
    const count = (chunk: Buffer): void => {
      arrived += chunk.length;
      if (arrived > BIGGEST_FORM) end(tooLarge());
    };
    const cut = (): void => end(unreadable());
    let reader: busboy.Busboy;
    try {
      reader = busboy({
        headers: request.headers,
        limits: { fieldNameSize: LONGEST_NAME + 1, fieldSize: MEGABYTE, fields: MOST_FIELDS, files: 0, headerPairs: 100 },
      });
    } catch {
      return refused(unreadable());
    }
    // A part may have no name at all, and no value where it says to be in writing that nobody knows, whatever the types say.
    reader.on('field', (name: string | undefined, value: string | undefined, { nameTruncated, valueTruncated }) => {
      if (valueTruncated) end(tooLarge());
      else if (name === undefined || nameTruncated || !isFieldName(name) || fields.has(name)) end(oddName());
      else if (typeof value !== 'string' || !value.isWellFormed()) end(unreadable());
      else fields.set(name, value);
    });
    reader.on('fieldsLimit', () => end(tooLarge()));
    reader.on('filesLimit', () => end(malformed('This form takes no files.')));
    reader.on('error', cut);
    reader.on('close', () => end());
    request.on('data', count).on('aborted', cut).on('error', cut);
    request.pipe(reader);
  });
}

/** Reads the form into `request.body`. */
export const withForm: RequestHandler = async (request, _response, next) => {
  request.body = await readForm(request);
  next();
};

/** Refuses parameters that are none of the panel's. */
export const refuseOddParameters: RequestHandler = (request: Request, _response, next) =>
  next(Object.keys(request.query).every(isParameterName) ? undefined : oddName());
