/** What is charged to policies and funding sources beyond what they pay, in words: told and not refused. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { practiceHabits } from '../../access/practice-zone.js';
import { type Formats, formatsOf } from '../../kernel/formats.js';
import type { Warning } from '../../kernel/warnings.js';
import { coversOf, leftOfYears } from './coverage.queries.js';
import { onceClaimsArePaid } from './left-words.js';
import { type Beyond, beyond, type Charge } from './rules/beyond.js';

const others = (days: readonly string[]): string => (days.length === 1 ? '' : ` and ${days.length - 1} more`);

function inWords(one: Beyond, say: Formats): string {
  const money = (amount: Decimal): string => say.money(amount.toFixed(2));
  switch (one.code) {
    case 'POLICY_EXCEEDED':
      return `${one.name}: ${money(one.amount)} for services of ${say.days(one.startsOn, one.endsOn)}; ${money(one.left)} of its yearly maximum is left${onceClaimsArePaid(say, one.left, one.afterClaims)}.`;
    case 'FUNDING_EXCEEDED':
      return `${one.name}: ${money(one.amount)} is charged to it; ${money(one.left)} is left.`;
    case 'FUNDING_STATUS':
      return `${one.name}: ${one.status === 'DENIED' ? 'it was denied' : 'it is not granted yet'}.`;
    default:
      return `${one.name} does not cover ${say.day(one.days[0] ?? '')}${others(one.days)}.`;
  }
}

interface Asked {
  /** A claim that does not stand in its own way. */
  except?: bigint | null;
  /** Of claims, days are told as faults. */
  withDays?: boolean;
}

/** A charge, and what it is part of: a draft, a client. */
export type KeyedCharge = Charge & { key: string };

/**
 * What deserves a second look about these charges, by what they are part of; each is held against all that is left. Nobody is asked for
 * permission: who charges sees it. At most three statements, however many there are.
 */
export async function warningsByKey(
  ctx: Ctx,
  charges: readonly KeyedCharge[],
  { except = null, withDays = true }: Asked = {},
): Promise<Map<string, Warning[]>> {
  const policyIds = [...new Set(charges.flatMap(({ insuranceId }) => insuranceId ?? []))];
  const fundingIds = [...new Set(charges.flatMap(({ fundingId }) => fundingId ?? []))];
  if (policyIds.length + fundingIds.length === 0) return new Map();
  const days = [...new Set(charges.flatMap(({ insuranceId, day }) => (insuranceId === null ? [] : day)))];
  const covers = await coversOf(ctx, policyIds, fundingIds);
  const years = await leftOfYears(ctx, policyIds, days, except);
  const policies = covers.policies.map((policy) => ({
    ...policy,
    years: years.filter(({ insuranceId }) => insuranceId === policy.id),
  }));
  const fundings = covers.fundings.map(({ left, ...funding }) => ({ ...funding, left: new Decimal(left) }));
  const say = formatsOf((await practiceHabits(ctx)).formats);
  const told = new Map<string, Warning[]>();
  for (const [key, theirs] of grouped(charges)) {
    const ids = new Set(theirs.flatMap(({ insuranceId, fundingId }) => [`p${String(insuranceId)}`, `f${String(fundingId)}`]));
    const found = beyond(
      theirs,
      policies.filter(({ id }) => ids.has(`p${id}`)),
      fundings.filter(({ id }) => ids.has(`f${id}`)),
    ).filter(({ code }) => withDays || (code !== 'POLICY_DAYS' && code !== 'FUNDING_DAYS'));
    const warnings = found.map((one) => ({ code: one.code, message: inWords(one, say) }));
    if (warnings.length > 0) told.set(key, warnings);
  }
  return told;
}

function grouped(charges: readonly KeyedCharge[]): Map<string, KeyedCharge[]> {
  const groups = new Map<string, KeyedCharge[]>();
  for (const charge of charges) {
    const group = groups.get(charge.key);
    if (group) group.push(charge);
    else groups.set(charge.key, [charge]);
  }
  return groups;
}

/** The same of charges that belong together. */
export async function warningsOfCharges(ctx: Ctx, charges: readonly Charge[], asked: Asked = {}): Promise<Warning[]> {
  const all = charges.map((charge) => ({ ...charge, key: '' }));
  return (await warningsByKey(ctx, all, asked)).get('') ?? [];
}
