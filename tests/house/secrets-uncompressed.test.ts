/** An answer that holds a secret is never compressed: its length would tell the secret, try by try. */
import { HOLDS_SECRETS } from '../../src/http/compressed.js';
import { operationsOf, readSpec, resolve } from '../support/openapi.js';
import type { Schema } from '../support/openapi.js';

const spec = readSpec();
const SECRET = /token|secret|password$|^(path|url|link)$/i;
/** Names that look like one: a flag, an address that is no secret, a reference to a preview of one's own. */
const NONE = /^(requirePasswordChange|mustChangePassword|previewToken)$/;

/** They look like secrets and are none: an address within the panel, the place of a fault, the name of one's own preview. */
const HARMLESS = [
  'GET /api/notifications link',
  'GET /api/appointments/availability/why-not path',
  'POST /api/appointments/recurring/preview token',
];

/** The fields of an answer, however deep. */
function fields(schema: Schema | undefined, depth = 0): string[] {
  if (!schema || depth > 8) return [];
  const there = resolve(spec, schema);
  const parts = [...(there.allOf ?? []), ...(there.anyOf ?? []), ...(there.oneOf ?? []), ...(there.items ? [there.items] : [])];
  return [
    ...Object.entries(there.properties ?? {}).flatMap(([name, inner]) => [name, ...fields(inner, depth + 1)]),
    ...parts.flatMap((part) => fields(part, depth + 1)),
  ];
}

it('every operation that answers with a secret is among those that go uncompressed', () => {
  const faults = operationsOf(spec).flatMap((operation) => {
    const answered = Object.entries(operation.responses)
      .filter(([status]) => status < '300')
      .flatMap(([, answer]) => fields(answer.content?.['application/json']?.schema));
    const secrets = answered.filter(
      (name) => SECRET.test(name) && !NONE.test(name) && !HARMLESS.includes(`${operation.title} ${name}`),
    );
    const path = operation.path.replace(/\{\w+\}/g, '1');
    return secrets.length && !HOLDS_SECRETS.test(path) ? [`${operation.title}: ${secrets.join(', ')}`] : [];
  });
  expect(faults).toEqual([]);
});
