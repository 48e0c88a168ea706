/**
 * Every operation of the spec with right and wrong input, by chance from a seed: no 5xx, no status, header or body that the spec does not
 * know, and what is beyond a bound of the spec is refused. At most a minute; FUZZ_SEED and FUZZ_SECONDS choose another run.
 */
import type { Response } from 'supertest';
import { withApp } from '../../support/app.js';
import { SchemaChecks } from '../../support/answers.js';
import { jsonBody, type Operation, operationsOf, readSpec, resolve } from '../../support/openapi.js';
import { chance, pick, rightValue, wrongValue } from '../../support/random-input.js';
import { type Target, targetOf } from '../../support/targets.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_128);
const BUDGET_MS = Number(process.env.FUZZ_SECONDS ?? 20) * 1000;
/** Calls with each target: what the first one changes or deletes, the next ones find so. */
const CHANGES = 8;

const spec = readSpec();
const operations = operationsOf(spec);
const checks = new SchemaChecks(spec);
const random = chance(SEED);

/** So many calls by chance, however slow the machine is. */
const LEAST = 60;

/** These end or change the caller's own session, password or account. */
const CONSUMES_CALLER = /\/api\/auth\/(logout|refresh-token|change-password|profile)$/;

interface Call {
  address: string;
  body: unknown;
  headers: Record<string, string>;
  /** The spec does not allow it. */
  isWrong: boolean;
}

function queryOf(operation: Operation): { text: string; isWrong: boolean } {
  const query = new URLSearchParams();
  let isWrong = false;
  for (const one of operation.parameters.filter((each) => each.in === 'query' && !each.required && random() < 0.25)) {
    const wrong = random() < 0.3;
    const value = wrong ? wrongValue(spec, one.schema, random) : rightValue(spec, one.schema, random);
    for (const each of Array.isArray(value) ? value : [value]) query.append(one.name, String(each));
    isWrong ||= wrong;
  }
  return { text: query.toString(), isWrong };
}

/** The target's call with chance in its query, headers and body. */
function mutated(operation: Operation, { address, body }: Target): Call {
  const query = queryOf(operation);
  const headers: Record<string, string> = {};
  const takes = (name: string): boolean => operation.parameters.some((each) => each.in === 'header' && each.name === name);
  if (takes('If-Match') && random() < 0.3)
    headers['If-Match'] = pick(random, ['*', '"abc"', '"1", "2"', 'W/"x"', 'nonsense', '""']);
  if (takes('If-None-Match') && random() < 0.3) headers['If-None-Match'] = pick(random, ['*', '"abc"', 'W/"x", "y"']);
  if (takes('Idempotency-Key') && random() < 0.3) headers['Idempotency-Key'] = `fuzz-${Math.floor(random() * 1e9)}`;
  const schema = jsonBody(operation)?.schema;
  let sent = body;
  if (schema && typeof body === 'object' && body !== null) {
    const fields = resolve(spec, schema).properties ?? {};
    const changed: Record<string, unknown> = structuredClone(body as Record<string, unknown>);
    for (const name of Object.keys(fields)) {
      const chosen = random();
      if (chosen < 0.15) changed[name] = rightValue(spec, fields[name] ?? {}, random);
      else if (chosen < 0.25) changed[name] = wrongValue(spec, fields[name] ?? {}, random);
      else if (chosen < 0.3) delete changed[name];
    }
    if (random() < 0.05) changed.noSuchField = 1;
    sent = changed;
  }
  const isWrong = schema !== undefined && checks.fault(schema, sent) !== undefined;
  const joined = query.text ? `${address}${address.includes('?') ? '&' : '?'}${query.text}` : address;
  return { address: joined, body: sent, headers, isWrong };
}

describe('every operation, with input by chance', () => {
  const app = withApp();
  let admin: TokenHolder;

  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
  });

  async function send(caller: TokenHolder, operation: Operation, call: Call): Promise<Response> {
    const request = caller.call(operation.method, call.address).set(call.headers);
    return call.body === undefined ? request : request.send(call.body as object);
  }

  it(
    'answers as the spec says',
    async () => {
      const faults = new Set<string>();
      const end = performance.now() + BUDGET_MS;
      const order = operations.map((operation) => ({ operation, at: random() })).sort((a, b) => a.at - b.at);
      let calls = 0;
      // Each operation once as it is meant, whatever time that takes; then by chance, as often as the time allows, and a few times at least.
      const enough = (): boolean => calls >= operations.length + LEAST && performance.now() > end;
      for (let turn = 0; turn === 0 || !enough(); turn++) {
        for (const { operation } of order) {
          if (turn > 0 && enough()) break;
          const caller = CONSUMES_CALLER.test(operation.path) ? await signedIn(app, 'ADMIN') : admin;
          const target = await targetOf(app, spec, operation, { userId: caller.user.id });
          for (let change = 0; change < (turn === 0 ? 1 : CHANGES); change++) {
            const call = turn === 0 ? { ...target, headers: {}, isWrong: false } : mutated(operation, target);
            const answer = await send(caller, operation, call);
            calls++;
            const shown = `${operation.title} ${call.address.split('?')[1] ?? ''} ${JSON.stringify(call.body ?? null).slice(0, 300)}`;
            for (const fault of checks.faultsOf(operation, answer)) faults.add(`${shown}\n  ${fault}`);
            if (call.isWrong && answer.status < 400)
              faults.add(`${shown}\n  ${answer.status}, although the spec does not allow it`);
          }
        }
      }
      expect([...faults]).toEqual([]);
      process.stdout.write(`fuzz: ${calls} calls, seed ${SEED}\n`);
      expect(calls).toBeGreaterThan(operations.length);
    },
    BUDGET_MS + 180_000,
  );
});
