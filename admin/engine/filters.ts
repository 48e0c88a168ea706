/** From what the filter panel sends to Prisma's `where`, one typed condition a field. Nothing that was sent becomes an operator. */
import { isId } from '../../src/kernel/ids.js';
import type { PanelField } from '../words/fields.js';
import { fromParam, ValueFault } from '../values/values.js';
import { clockOf } from '../../src/kernel/clock.js';
import { addDays } from '../../src/kernel/days.js';

type Condition = Record<string, unknown> | bigint | string | number | boolean;

function range(sent: unknown): { from?: string; to?: string } | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const { from, to } = sent as Record<string, unknown>;
  return { from: typeof from === 'string' && from ? from : undefined, to: typeof to === 'string' && to ? to : undefined };
}

/** From the first day to the end of the last, as clocks in the zone show them; a single day means that day. */
function between(field: PanelField, sent: unknown, zone: string): Condition {
  const { from, to } = range(sent) ?? { from: String(sent), to: String(sent) };
  const day = { ...field, kind: 'date', nullable: false } as const;
  const check = (text: string): string => {
    fromParam(day, text);
    return text.slice(0, 10);
  };
  if (field.kind === 'date') {
    return { ...(from && { gte: fromParam(day, from) }), ...(to && { lte: fromParam(day, to) }) };
  }
  const instant = (text: string): Date | undefined =>
    text.length > 10 ? (fromParam({ ...field, nullable: false }, text) as Date) : undefined;
  const midnight = (text: string): Date => new Date(clockOf(zone).at(text, '00:00'));
  return {
    ...(from && { gte: instant(from) ?? midnight(check(from)) }),
    ...(to && (instant(to) ? { lte: instant(to) } : { lt: midnight(addDays(check(to), 1)) })),
  };
}

/**
 * The condition for one field.
 * @param zone in which days begin and end
 * @throws {ValueFault} for what the field can't be compared with
 */
export function conditionFor(field: PanelField, sent: unknown, zone: string): Condition {
  const known = { ...field, nullable: false };
  switch (field.kind) {
    case 'date':
    case 'datetime':
      return between(field, sent, zone);
    case 'integer':
    case 'decimal': {
      const limits = range(sent);
      if (!limits) return fromParam(known, sent) as Condition;
      return {
        ...(limits.from && { gte: fromParam(known, limits.from) }),
        ...(limits.to && { lte: fromParam(known, limits.to) }),
      };
    }
    case 'enum': {
      // Several of them, with commas between.
      const wanted = typeof sent === 'string' ? sent.split(',') : [sent];
      if (wanted.length === 1) return fromParam(known, sent) as Condition;
      return { in: wanted.map((one) => fromParam(known, one)) };
    }
    case 'reference':
    case 'boolean':
      return fromParam(known, sent) as Condition;
    case 'list':
      return { has: fromParam({ ...known, kind: field.integers ? 'integer' : 'text' }, sent) };
    case 'json':
      throw new ValueFault('This can’t be searched.');
    default:
      return { words: String(fromParam({ ...known, maxLength: undefined }, sent)) };
  }
}

/** The condition on the row's own id. */
export function idCondition(sent: unknown): bigint {
  if (!isId(sent)) throw new ValueFault('Give the number of a record.');
  return BigInt(sent);
}
