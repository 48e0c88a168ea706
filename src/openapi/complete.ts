/**
 * What tsoa can't say of an operation: its permissions in `x-permissions` (scopes belong to OAuth alone), the two carriers
 * of a session, the headers and answers that every operation of a kind has, bounds, examples, and the texts around it all. Pure.
 */
import { addErrorCodes, addRefusals, completeAnswers } from './answers.js';
import { addBounds } from './bounds.js';
import { addExamples } from './examples.js';
import { addShared } from './headers.js';
import { describeParameters } from './parameters.js';
import { isReference, type OpenApi, type Operation } from './spec.js';
import { dropUnused, tidy, tidyAnswers, tidyTexts } from './tidy.js';

const DESCRIPTION = `The API of a therapy practice. Ids are strings of digits, money is a string with two decimals, instants are UTC.

**Sign in** with \`POST /api/auth/login\`; send the token as \`Authorization: Bearer …\` (a browser may use the cookie \`sid\`).
**Permissions**: each operation names those it needs in \`x-permissions\`; a record that you may not see answers 404.
**Errors** are \`application/problem+json\` with a stable \`code\`. **Lists** answer \`items\` and \`nextCursor\`.
**Safe writes**: \`ETag\` and \`If-Match\` guard against overwriting; a \`POST\` with an \`Idempotency-Key\` (1–255 characters) may be repeated for 24 hours.`;

/** Who may call an operation: in `x-permissions`, in words, and as the two ways to carry a session. */
function tellAccess(operation: Operation): void {
  const schemes = operation.security ?? [];
  const permissions = schemes.flatMap((scheme) => Object.values(scheme).flat());
  operation['x-permissions'] = permissions;
  operation.security = schemes.length ? [{ token: [] }, { cookie: [] }] : [];
  const needs = permissions.length
    ? `Needs ${permissions.map((name) => `\`${name}\``).join(', ')}.`
    : schemes.length
      ? 'Needs a sign-in.'
      : 'Open to everybody.';
  operation.description = [operation.description, needs].filter(Boolean).join('\n\n');
}

const byName = <Value>(values: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));

/** In an order that does not tell in which files the controllers lie. Choices come first: some generators make values of them, which others use. */
function inOrder(spec: OpenApi): void {
  spec.paths = byName(spec.paths);
  const schemas = Object.entries(byName(spec.components.schemas));
  const isChoice = ([, { enum: values }]: (typeof schemas)[number]): boolean => values !== undefined;
  spec.components.schemas = Object.fromEntries([...schemas.filter(isChoice), ...schemas.filter((one) => !isChoice(one))]);
}

/**
 * The spec as it is published.
 * @param tags what the operations of each tag are about
 */
export function complete(spec: OpenApi, version: string, tags: Readonly<Record<string, string>>): OpenApi {
  inOrder(spec);
  spec.info = {
    title: 'Therapy CRM',
    version,
    description: DESCRIPTION,
    license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    contact: { name: 'Your practice’s administrator', url: 'https://example.com' },
  };
  spec.servers = [
    { url: '/', description: 'The server that answers this, in production or as a local demo.', 'x-internal': false },
  ];
  spec.components.securitySchemes = {
    token: { type: 'http', scheme: 'bearer', description: 'The token that POST /api/auth/login answered.' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'sid', description: 'The session cookie of a browser.' },
  };
  addShared(spec);
  addRefusals(spec);
  addErrorCodes(spec);
  describeParameters(spec);
  tidyAnswers(spec);
  tidyTexts(spec);
  const used = new Set<string>();
  for (const [path, operations] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      completeAnswers(spec, method, path, operation);
      tellAccess(operation);
      for (const answer of Object.values(operation.responses)) if (!isReference(answer)) answer.description ||= 'OK';
      for (const tag of operation.tags ?? []) used.add(tag);
    }
  }
  tidy(spec.components.schemas, spec.components.schemas);
  tidy(spec.paths, spec.components.schemas);
  dropUnused(spec);
  addBounds(spec);
  addExamples(spec);
  spec.tags = [...used].sort().map((name) => ({ name, description: tags[name] ?? name }));
  return spec;
}
