/**
 * What a client should not send, to every operation of the spec: each is refused with a clear problem+json and never with a 500.
 * An administrator calls, so that no refusal is one of permission.
 */
import type { Response } from 'supertest';
import { isLongText } from '../../../src/database/data-model.js';
import { ANY_TEXT } from '../../../src/openapi/bounds.js';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { jsonBody, operationsOf, readSpec, resolve } from '../../support/openapi.js';
import type { Operation, Parameter, Schema } from '../../support/openapi.js';
import { problemFaults } from '../../support/problem.js';
import { type Target, targetOf } from '../../support/targets.js';
import { signedIn } from '../../support/users.js';
import type { TokenHolder } from '../../support/users.js';

const spec = readSpec();
/** These would end the caller's session, or are throttled before they read their body. */
const SKIPPED = /\/api\/auth\/(logout|refresh-token|login|forgot-password|reset-password|verify-email|register)$/;
const operations = operationsOf(spec).filter((one) => !SKIPPED.test(one.path));
const withBody = operations.filter((one) => jsonBody(one) !== undefined);
const lists = operations.filter((one) => one.method === 'get' && one.parameters.some((each) => each.name === 'limit'));

/** Passwords may hold any character; a token, a rule or a time has a form of its own. */
const SECRET_TEXT = /password|^token$/i;

const NUL = 'a\u0000b';
const NO_IDS = [
  '0',
  '-1',
  '1e3',
  '9223372036854775808',
  '99999999999999999999',
  "'; --",
  '1.5',
  'abc',
  '%00',
  '1%00',
  '..',
  '１',
];
const NO_INSTANTS = ['2026-02-30T10:00:00.000Z', '2026-13-01T10:00:00Z', '0000-00-00T00:00:00Z', 'yesterday', '1e9', NUL];
const NO_DATES = ['2026-02-30', '2026-13-01', '2025-02-29', '08/03/2026', 'yesterday', NUL];

describe('hostile input', () => {
  const app = withApp();
  let admin: TokenHolder;

  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
  });

  const targets = new Map<Operation, Promise<Target>>();

  /** The operation's target, made once: what is refused leaves it as it is. */
  function targetFor(operation: Operation): Promise<Target> {
    const target = targets.get(operation) ?? targetOf(app, spec, operation, { userId: admin.user.id });
    targets.set(operation, target);
    return target;
  }

  /** Sends `text` as it is, by default as JSON. */
  async function sendText(operation: Operation, text: string, type = 'application/json'): Promise<Response> {
    const { address } = await targetFor(operation);
    return admin.call(operation.method, address).set('Content-Type', type).send(text);
  }

  /** Sends the spec's own body with `change` in it. */
  async function sendChanged(operation: Operation, change: Record<string, unknown>): Promise<Response> {
    const { address, body } = await targetFor(operation);
    return admin.call(operation.method, address).send({ ...(body as object), ...change });
  }

  async function refusals(
    cases: Iterable<{ title: string; send: () => Promise<Response>; statuses?: number[] }>,
    statuses: number[],
  ): Promise<string[]> {
    const faults: string[] = [];
    const left = cases[Symbol.iterator]();
    // Some at once: one process sends and answers.
    const sender = async (): Promise<void> => {
      for (let next = left.next(); !next.done; next = left.next()) {
        const found = problemFaults(await next.value.send(), next.value.statuses ?? statuses);
        if (found.length > 0) faults.push(`${next.value.title}: ${found.join('; ')}`);
      }
    };
    await Promise.all(Array.from({ length: 4 }, sender));
    return faults;
  }

  describe('in an address', () => {
    const withId = operations.filter((one) => idParameters(one).length > 0);

    it.each(NO_IDS)('refuses the id %j', async (id) => {
      const cases = withId.map((operation) => ({ title: operation.title, send: () => withIdOf(operation, id) }));
      expect(await refusals(cases, [400, 404])).toEqual([]);
    });

    async function withIdOf(operation: Operation, id: string): Promise<Response> {
      const { body } = await targetFor(operation);
      const written = id.startsWith('%') || id.includes('%00') ? id : encodeURIComponent(id === '..' ? '../x' : id);
      const address = operation.path.replace(/\{\w+\}/g, written);
      const request = admin.call(operation.method, address);
      return body === undefined ? request : request.send(body as object);
    }

    it('refuses a broken escape, an unknown path and a method that is not there', async () => {
      const cases = [
        { title: 'broken escape', send: () => admin.get('/api/clients/%E0%A4%A').then(), statuses: [400, 404] },
        { title: 'unknown path', send: () => admin.get('/api/no-such-thing').then(), statuses: [404] },
        { title: 'unknown path, signed out', send: () => app.request.get('/api/no-such-thing').then(), statuses: [401, 404] },
        { title: 'method not there', send: () => admin.call('patch', '/api/clients/1').send({}).then(), statuses: [404, 405] },
        {
          title: 'a very long path',
          send: () => admin.get(`/api/clients/${'9'.repeat(6000)}`).then(),
          statuses: [400, 404, 414],
        },
      ];
      expect(await refusals(cases, [])).toEqual([]);
    });
  });

  describe('in a body', () => {
    it.each([
      ['broken JSON', '{"firstName": "A"'],
      ['no JSON at all', 'firstName=A'],
      ['an array', '[]'],
      ['null', 'null'],
      ['a number', '7'],
      ['a text', '"text"'],
      ['NaN', '{"a": NaN}'],
    ])('refuses %s', async (_name, text) => {
      const cases = withBody.map((operation) => ({ title: operation.title, send: () => sendText(operation, text) }));
      expect(await refusals(cases, [400])).toEqual([]);
    });

    it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/octet-stream'])(
      'refuses the content type %s',
      async (type) => {
        const cases = withBody.map((operation) => ({ title: operation.title, send: () => sendText(operation, 'a=b', type) }));
        expect(await refusals(cases, [415])).toEqual([]);
      },
    );

    it('refuses an unknown charset and an unknown encoding', async () => {
      const charset = await sendText(anyPost(), '{}', 'application/json; charset=klingon');
      expect(problemFaults(charset, [415])).toEqual([]);
      const encoding = await admin
        .call('post', '/api/clients')
        .set('Content-Type', 'application/json')
        .set('Content-Encoding', 'zip')
        .send('{}');
      expect(problemFaults(encoding, [415])).toEqual([]);
    });

    it('refuses a field that it does not know', async () => {
      const cases = withBody.map((operation) => ({
        title: operation.title,
        send: () => sendChanged(operation, { noSuchField: 'x' }),
      }));
      expect(await refusals(cases, [400])).toEqual([]);
    });

    it.each(['id', 'createdAt', 'createdBy', 'password_hash'])(
      'refuses to be told %s, or takes it by contract',
      async (field) => {
        const cases = withBody
          .filter((operation) => bodyFields(operation)[field] === undefined)
          .map((operation) => ({ title: operation.title, send: () => sendChanged(operation, { [field]: '1' }) }));
        expect(await refusals(cases, [400])).toEqual([]);
      },
    );

    it.each(['__proto__', 'constructor', 'prototype'])('refuses %s, and no prototype is changed', async (name) => {
      const cases = withBody.map((operation) => ({
        title: operation.title,
        send: async () => {
          const { address, body } = await targetFor(operation);
          const text = JSON.stringify(body).replace(/^\{/, `{"${name}":{"polluted":true},`).replace(/,\}$/, '}');
          return admin.call(operation.method, address).set('Content-Type', 'application/json').send(text);
        },
      }));
      expect(await refusals(cases, [400])).toEqual([]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });

    it('refuses a value of the wrong kind in every field', async () => {
      const cases = fieldCases((schema) =>
        ['object', undefined].includes(schema.type) && !schema.enum
          ? ['text']
          : schema.type === 'array'
            ? ['text', { not: '' }]
            : [{ not: '' }, ['x']],
      );
      expect(await refusals(cases, [400])).toEqual([]);
    });

    it('refuses NUL in every text', async () => {
      expect(
        await refusals(
          fieldCases((schema) => (isFreeText(schema) ? [NUL] : [])),
          [400, 422],
        ),
      ).toEqual([]);
    });

    it('refuses line breaks where one line is meant', async () => {
      const lines = new Set<string>();
      const cases = fieldCases((schema, name) => {
        if (!isFreeText(schema) || isLongText({ type: 'String', name }) || SECRET_TEXT.test(name)) return [];
        lines.add(name);
        return ['First\nSecond', 'First\r\nBcc: x', 'First\u2028Second'];
      });
      expect(await refusals(cases, [400, 422])).toEqual([]);
      expect([...lines]).toEqual(expect.arrayContaining(['firstName', 'name', 'label', 'title', 'city']));
    });

    it('refuses half a surrogate pair, or stores it as something readable', async () => {
      const cases = fieldCases((schema) => (isFreeText(schema) ? ['\ud800'] : []));
      expect(await refusals(cases, [200, 201, 400, 409, 422])).toEqual([]);
      targets.clear();
    });

    it('refuses days and instants that do not exist', async () => {
      const cases = fieldCases((schema) =>
        schema.format === 'date' ? NO_DATES : schema.format === 'date-time' ? NO_INSTANTS : [],
      );
      expect(await refusals(cases, [400, 422])).toEqual([]);
    });

    it('refuses a value that an enum does not have', async () => {
      expect(
        await refusals(
          fieldCases((schema) => (schema.enum ? ['NO_SUCH_VALUE', ''] : [])),
          [400],
        ),
      ).toEqual([]);
    });

    it('refuses ids that are none in every reference', async () => {
      const isReference = (schema: Schema): boolean => schema.pattern?.startsWith('^[1-9][0-9]') ?? false;
      const cases = fieldCases((schema) => (isReference(schema) ? ['0', '-1', '1e3', '9223372036854775808', 7, "'; --"] : []));
      expect(await refusals(cases, [400])).toEqual([]);
    });

    it('refuses a text of a hundred thousand characters in every short field', async () => {
      const long = 'x'.repeat(100_000);
      const isShort = (schema: Schema): boolean => isFreeText(schema) && (schema.maxLength ?? Infinity) < 100_000;
      expect(
        await refusals(
          fieldCases((schema) => (isShort(schema) ? [long] : [])),
          [400, 413, 422],
        ),
      ).toEqual([]);
    });

    it('refuses 10 MB', async () => {
      const huge = JSON.stringify({ notes: 'x'.repeat(10 * 1024 * 1024) });
      const some = [anyPost(), ...withBody.filter((one) => one.method === 'put').slice(0, 2)];
      const cases = some.map((operation) => ({ title: operation.title, send: () => sendText(operation, huge) }));
      expect(await refusals(cases, [413])).toEqual([]);
      const signedOut = await app.request.post('/api/auth/login').set('Content-Type', 'application/json').send(huge);
      expect(problemFaults(signedOut, [413])).toEqual([]);
    }, 60_000);

    it('refuses an object of thousands of fields before it looks at each, also from nobody', async () => {
      const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`k${index}`, 1]));
      const answer = await app.request.post('/api/auth/login').send(many);
      expect(problemFaults(answer, [400])).toEqual([]);
      expect((answer.body as { errors: unknown[] }).errors).toEqual([{ path: '', message: 'has more than 1000 fields' }]);
    });

    it('refuses a body that is nested a thousand deep', async () => {
      const deep = `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`;
      expect(problemFaults(await sendText(anyPost(), deep), [400])).toEqual([]);
    });
  });

  it('in the body of a public operation is refused from nobody, too', async () => {
    const open = operationsOf(spec).filter((one) => one.isPublic && jsonBody(one) !== undefined);
    expect(open.length).toBeGreaterThan(0);
    // Throttled operations may say 429 before they read.
    const send = (operation: Operation, text: string, type: string): Promise<Response> =>
      app.request[operation.method](operation.path).set('Content-Type', type).send(text).then();
    const cases = open.flatMap((operation) =>
      [
        '{"email":',
        '[]',
        'null',
        '{"noSuchField":1}',
        '{"__proto__":{"polluted":true}}',
        '{"email":{"not":""},"password":{"not":""}}',
      ]
        .map((text) => ({
          title: `${operation.title} ${text}`,
          send: () => send(operation, text, 'application/json'),
          statuses: [400, 429],
        }))
        .concat([
          { title: `${operation.title} as text`, send: () => send(operation, 'a=b', 'text/plain'), statuses: [415, 429] },
        ]),
    );
    expect(await refusals(cases, [])).toEqual([]);
  });

  describe('in a query', () => {
    it.each([
      'limit=0',
      'limit=-1',
      'limit=1000000000',
      'limit=abc',
      'limit=1.5',
      'limit=1e2',
      'limit=',
      'limit=1&limit=2',
      'sort=noSuchField',
      'sort=-',
      'sort=password',
      'sort=id;drop',
      'sort=__proto__',
      'cursor=nonsense',
      `cursor=${Buffer.from('{"id":"1"}').toString('base64url')}x`,
      'cursor=%00',
      'noSuchFilter=1',
      'where[id]=1',
      'filter[status]=ACTIVE',
      '__proto__=1',
      'count=maybe',
    ])('refuses %s in every list', async (query) => {
      const [name = ''] = query.split('=');
      const known = (operation: Operation): boolean =>
        !['sort', 'count', 'cursor'].includes(name) || operation.parameters.some((one) => one.name === name);
      const cases = lists.filter(known).map((operation) => ({
        title: operation.title,
        send: () => listWith(operation, query),
      }));
      expect(await refusals(cases, [400])).toEqual([]);
    });

    it('refuses NUL, an operator in place of a text, days that do not exist and ids that are none, in every filter', async () => {
      const cases = lists.flatMap((operation) =>
        queryParameters(operation).flatMap((parameter) =>
          hostileValues(parameter).map((query) => ({
            title: `${operation.title}?${query}`,
            send: () => listWith(operation, query),
          })),
        ),
      );
      expect(await refusals(cases, [400])).toEqual([]);
    });

    it('takes %, _ and quotes in a search for what they are', async () => {
      await aClient(app.prisma, { firstName: 'Percy', lastName: "O'Hundred%_x" });
      const searchable = lists.filter((one) => one.parameters.some((each) => each.name === 'q'));
      for (const operation of searchable) {
        for (const text of ['%', '_', "'", '"', '\\', "'; DROP TABLE clients; --", '%_%', '🙂', ' ']) {
          const answer = await listWith(operation, `q=${encodeURIComponent(text)}`);
          expect([operation.title, text, [200, 400].includes(answer.status)]).toEqual([operation.title, text, true]);
        }
      }
      const found = await admin.get(`/api/clients?q=${encodeURIComponent("O'Hundred%_x")}`);
      expect(found.status).toBe(200);
      expect((found.body as { items: unknown[] }).items).toHaveLength(1);
    });

    async function listWith(operation: Operation, query: string): Promise<Response> {
      const { address } = await targetFor(operation);
      return admin.get(`${address}${address.includes('?') ? '&' : '?'}${query}`);
    }
  });

  describe('in headers', () => {
    it.each([
      ['no token', 'Authorization', 'Bearer'],
      ['a token that is none', 'Authorization', 'Bearer x'],
      ['a very long token', 'Authorization', `Bearer ${'x'.repeat(5000)}`],
      ['another scheme', 'Authorization', 'Basic YTpi'],
      ['a cookie with a wrong signature', 'Cookie', 'sid=s%3Anonsense.signature'],
      ['a cookie with a broken escape', 'Cookie', 'sid=%'],
    ])('takes %s for nobody', async (_what, name, value) => {
      expect(problemFaults(await app.request.get('/api/auth/profile').set(name, value), [401])).toEqual([]);
    });
  });

  function anyPost(): Operation {
    const found = withBody.find((one) => one.title === 'POST /api/clients') ?? withBody.find((one) => one.method === 'post');
    if (!found) throw new Error('No operation of the spec takes a body by POST.');
    return found;
  }

  /** One case for each hostile value of each field of each body. */
  function fieldCases(hostile: (schema: Schema, field: string) => unknown[]): { title: string; send: () => Promise<Response> }[] {
    return withBody.flatMap((operation) =>
      Object.entries(bodyFields(operation)).flatMap(([field, schema]) =>
        hostile(schema, field).map((value) => ({
          title: `${operation.title} ${field}: ${(JSON.stringify(value) ?? '').slice(0, 40)}`,
          send: () => sendChanged(operation, { [field]: value }),
        })),
      ),
    );
  }
});

function idParameters(operation: Operation): Parameter[] {
  return operation.parameters.filter((one) => one.in === 'path' && /id$/i.test(one.name));
}

function queryParameters(operation: Operation): Parameter[] {
  return operation.parameters.filter((one) => one.in === 'query' && !['limit', 'cursor', 'sort', 'count'].includes(one.name));
}

/** The fields of a JSON body with their schemas, references and `allOf` resolved one level. */
function bodyFields(operation: Operation): Record<string, Schema> {
  const schema = resolve(spec, jsonBody(operation)?.schema ?? {});
  const parts = [schema, ...(schema.allOf ?? []).map((part) => resolve(spec, part))];
  const fields = parts.flatMap((part) => Object.entries(part.properties ?? {}));
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]));
}

/** tsoa wraps a reference with a description or `nullable` in `allOf`. */
function plain(field: Schema): Schema {
  const [only] = field.allOf ?? [];
  return resolve(spec, field.allOf?.length === 1 && only ? only : field);
}

function isFreeText(schema: Schema): boolean {
  const isOpen = schema.pattern === undefined || schema.pattern === ANY_TEXT;
  return schema.type === 'string' && !schema.enum && !schema.format && isOpen;
}

/** Query strings that this filter must refuse. */
function hostileValues(parameter: Parameter): string[] {
  const schema = plain(parameter.schema);
  const of = (values: string[]): string[] => values.map((value) => `${parameter.name}=${encodeURIComponent(value)}`);
  const always = [`${parameter.name}[not]=x`, ...(schema.type === 'array' ? [] : [`${parameter.name}=1&${parameter.name}=2`])];
  if (schema.enum) return [...always, ...of(['NO_SUCH_VALUE'])];
  if (schema.format === 'date') return [...always, ...of(NO_DATES)];
  if (schema.format === 'date-time') return [...always, ...of(NO_INSTANTS)];
  if (schema.pattern?.includes('[1-9][0-9]')) return [...always, ...of(['0', '-1', '1e3', '9223372036854775808', "'; --"])];
  if (schema.type === 'boolean') return [...always, ...of(['maybe'])];
  if (schema.type === 'integer' || schema.type === 'number') return [...always, ...of(['abc', '1e99', 'NaN'])];
  return schema.type === 'string' ? [...always, ...of([NUL])] : always;
}
