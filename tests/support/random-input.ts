/** Values for the fuzz: right ones and wrong ones for a schema of the spec, by a generator of chance that is the same for a seed. */
import { resolve, type Schema, type Spec } from './openapi.js';

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(random: () => number, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

/** The schema itself, without the wrapping that lets it be null. */
export function real(spec: Spec, given: Schema): Schema {
  const schema = resolve(spec, given);
  return schema.allOf?.[0] ? { ...real(spec, schema.allOf[0]), nullable: schema.nullable === true } : schema;
}

const TEXTS = ['a', "O'Brien", 'Müller', '李雷', ' x ', '%_\\', 'null', 'ß'.repeat(50), '🙂', '0', 'true', '-'];

/** A value that the schema allows, at its bounds now and then. */
export function rightValue(spec: Spec, given: Schema, random: () => number, depth = 0): unknown {
  const schema = real(spec, given);
  if (schema.nullable && random() < 0.2) return null;
  if (schema.enum) return pick(random, schema.enum);
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return rightValue(spec, first, random, depth + 1);
  switch (schema.type) {
    case 'boolean':
      return random() < 0.5;
    case 'integer':
    case 'number': {
      const least = schema.minimum ?? 0;
      const most = schema.maximum ?? least + 1000;
      return pick(random, [least, most, least + Math.floor(random() * Math.min(1000, most - least))]);
    }
    case 'array': {
      const length = Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, Math.floor(random() * 3)));
      return Array.from({ length }, () => rightValue(spec, schema.items ?? {}, random, depth + 1));
    }
    case 'string':
      if (schema.pattern !== undefined && !schema.pattern.startsWith('^[^\\u0000]')) return schema.example ?? '1';
      if (random() < 0.1 && (schema.maxLength ?? Infinity) <= 20_000) return 'x'.repeat(schema.maxLength ?? 1);
      return pick(random, TEXTS)
        .slice(0, schema.maxLength)
        .padEnd(schema.minLength ?? 0, 'x');
    default: {
      if (depth > 5) return {};
      const fields = Object.entries(schema.properties ?? {}).filter(
        ([name]) => (schema.required ?? []).includes(name) || random() < 0.3,
      );
      return Object.fromEntries(fields.map(([name, inner]) => [name, rightValue(spec, inner, random, depth + 1)]));
    }
  }
}

const WRONG_KINDS: unknown[] = [{ not: '' }, [['x']], 'no such value', -1e308, 1.5, '', null, true, '2026-02-30', '\u0000'];

/** A value that the schema does not allow: beyond a bound, or of another kind. */
export function wrongValue(spec: Spec, given: Schema, random: () => number): unknown {
  const schema = real(spec, given);
  const beyond: unknown[] = [];
  if (schema.type === 'string' && schema.maxLength !== undefined && schema.maxLength <= 50_000)
    beyond.push('x'.repeat(schema.maxLength + 1));
  if (schema.maximum !== undefined) beyond.push(schema.maximum + 1);
  if (schema.minimum !== undefined) beyond.push(schema.minimum - 1);
  if (schema.maxItems !== undefined && schema.maxItems <= 1000)
    beyond.push(Array.from({ length: schema.maxItems + 1 }, () => rightValue(spec, schema.items ?? {}, random)));
  return pick(random, beyond.length && random() < 0.6 ? beyond : WRONG_KINDS);
}
