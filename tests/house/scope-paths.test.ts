/** Every way from a record to a client or a learner that the schema has is in the rules of its kind, so that what is closed there is closed here. */
import '../../src/house.js';
import { modelOf, type Model } from '../../src/database/data-model.js';
import type { ModelName } from '../../src/database/data-model.js';
import { recordKinds, rulesOf } from '../../src/records/registry.js';

/** The ways along references from a kind to another, dotted; none passes a kind twice. */
function waysTo(target: ModelName, from: ModelName, seen: readonly string[] = []): string[][] {
  const model: Model = modelOf(from);
  return model.fields.flatMap((field) => {
    const key = field.kind === 'object' ? field.relationFromFields?.[0] : undefined;
    if (!key || field.type === from || seen.includes(field.type)) return [];
    if (field.type === target) return [[field.name]];
    return waysTo(target, field.type as ModelName, [...seen, from]).map((way) => [field.name, ...way]);
  });
}

/** As the rules write it: the way to the learner's id. */
const asRule = (way: string[]): string => [...way.slice(0, -1), `${String(way.at(-1))}Id`].join('.');

describe.each(recordKinds().map((kind) => [kind] as const))('%s', (kind) => {
  const { scope } = rulesOf(kind);
  const clients = waysTo('Client', kind);
  const learners = waysTo('Learner', kind);

  it('is in a scope when it belongs to somebody', () => {
    if (clients.length + learners.length > 0) expect(scope.kind).toBe('client');
  });

  if (scope.kind !== 'client') return;
  const beside = Object.keys(scope.beside ?? {});
  const isBeside = (way: string[]) => beside.some((name) => `${way.join('.')}.`.startsWith(`${name}.`));

  it('is reached by ways that are there', () => {
    const ways = clients.map((way) => way.join('.'));
    if (kind !== 'Client') expect(ways).toContain(scope.path.join('.'));
    const known = kind === 'Learner' ? ['id'] : learners.map(asRule);
    expect((scope.learners ?? []).map((path) => path.join('.')).filter((path) => !known.includes(path))).toEqual([]);
    const relations = [...clients, ...learners];
    expect(beside.filter((name) => !relations.some((way) => `${way.join('.')}.`.startsWith(`${name}.`)))).toEqual([]);
  });

  it('is closed with each learner that it may be about', () => {
    const stated = (scope.learners ?? []).map((path) => path.join('.'));
    const forgotten = learners
      .filter((way) => !isBeside(way))
      .map(asRule)
      .filter((path) => !stated.includes(path));
    expect(forgotten).toEqual([]);
  });
});
