/** What is charged to policies and funding sources beyond what they pay, in words: told and not refused. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { practiceHabits } from '../../access/practice-zone.js';
import { type Formats, formatsOf } from '../../kernel/formats.js';
import type { Warning } from '../../kernel/warnings.js';
import { coversOf, leftOfYears } from './coverage.queries.js';
import { type Beyond, beyond, type Charge } from './rules/beyond.js';

const others = (days: readonly string[]): string => (days.length === 1 ? '' : ` and ${days.length - 1} more`);

function inWords(one: Beyond, say: Formats): string {
  const money = (amount: Decimal): string => say.money(amount.toFixed(2));
  switch (one.code) {
    case 'POLICY_EXCEEDED':
      return `${one.name}: ${money(one.amount)} for services of ${say.days(one.startsOn, one.endsOn)}; ${money(one.left)} of its yearly maximum is left.`;
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

/** What deserves a second look about these charges. Nobody is asked for permission: who charges sees it. At most three statements. */
export async function warningsOfCharges(
  ctx: Ctx,
  charges: readonly Charge[],
  { except = null, withDays = true }: Asked = {},
): Promise<Warning[]> {
  const policyIds = [...new Set(charges.flatMap(({ insuranceId }) => insuranceId ?? []))];
  const fundingIds = [...new Set(charges.flatMap(({ fundingId }) => fundingId ?? []))];
  if (policyIds.length + fundingIds.length === 0) return [];
  const days = [...new Set(charges.flatMap(({ insuranceId, day }) => (insuranceId === null ? [] : day)))];
  const { policies, fundings } = await coversOf(ctx, policyIds, fundingIds);
  const years = await leftOfYears(ctx, policyIds, days, except);
  const found = beyond(
    charges,
    policies.map((policy) => ({ ...policy, years: years.filter(({ insuranceId }) => insuranceId === policy.id) })),
    fundings.map(({ left, ...funding }) => ({ ...funding, left: new Decimal(left) })),
  );
  const say = formatsOf((await practiceHabits(ctx)).formats);
  return found
    .filter(({ code }) => withDays || (code !== 'POLICY_DAYS' && code !== 'FUNDING_DAYS'))
    .map((one) => ({ code: one.code, message: inWords(one, say) }));
}
