/** What authorizations, policies and funding sources have to say before one books: how little is left, and what is not covered. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { practiceHabits } from '../../access/practice-zone.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import type { Answerer, Answers } from '../../events/questions.js';
import { addDays } from '../../kernel/days.js';
import { type Formats, formatsOf } from '../../kernel/formats.js';
import type { Warning } from '../../kernel/warnings.js';
import type { Remarked } from '../../scheduling/appointments/remarks.js';
import { pursesFor, pursesInWords } from '../coverage/remarks.service.js';
import { agreementsFor } from './authorizations.queries.js';
import { partsOf, type WantedPart, wantedParts } from './drawing.queries.js';
import { daysOf } from './drawing.service.js';
import { type Agreement, drawOn } from './rules/drawing.js';
import { type Remark, remarksOf } from './rules/remarks.js';

/** Either opens what payers agreed to. */
const READERS = [Permission.VIEW_INSURANCE, Permission.VIEW_BILLING];

/** The parts of these bookings: a group has those of its learners, every other visit that of its client. */
const wantedOf = ({ bookings }: Remarked): WantedPart[] =>
  bookings.flatMap(({ participants, ...booking }) => [
    ...(booking.learnerId !== null || participants.length === 0 ? [booking] : []),
    ...participants
      .filter(({ learnerId }) => learnerId !== booking.learnerId)
      .map(({ learnerId }) => ({ ...booking, learnerId })),
  ]);

const UNITS = { UNITS: 'units', VISITS: 'visits' };

function leftOf({ kind, amount, validTo }: Agreement, left: Agreement['amount'], say: Formats): string {
  const until = `left until ${say.day(validTo)}.`;
  if (kind === 'MONEY') return `${say.money(left.toFixed(2))} of ${say.money(amount.toFixed(2))} are ${until}`;
  return `${left.toString()} of ${amount.toString()} ${UNITS[kind]} ${left.equals(1) ? 'is' : 'are'} ${until}`;
}

const visits = (count: number): string => (count === 1 ? '1 visit' : `${count} visits`);

function inWords(remark: Remark, say: Formats): Warning {
  const { agreement } = remark;
  const { number, validFrom, validTo } = agreement;
  if (remark.code === 'LEFT') return { code: 'AUTHORIZATION_LEFT', message: `${number}: ${leftOf(agreement, remark.left, say)}` };
  if (remark.code === 'SHORT')
    return {
      code: 'AUTHORIZATION_SHORT',
      message: `${number}: ${visits(remark.visits)} not covered, ${leftOf(agreement, remark.left, say)}`,
    };
  const when = remark.code === 'ENDED' ? `from ${say.day(addDays(validTo, 1))} on` : `before ${say.day(validFrom)}`;
  return { code: 'AUTHORIZATION_DAYS', message: `${number}: not covered ${when} (${visits(remark.visits)}).` };
}

/** Of whom of these learners the actor may know by either permission. */
async function knownLearners(ctx: Ctx, ids: readonly bigint[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (const permission of READERS) for (const id of (await visibleLearners(ctx, permission, ids)).keys()) known.add(String(id));
  return known;
}

async function remarksFor(ctx: Ctx, remarked: Remarked): Promise<Warning[]> {
  const wanted = wantedOf(remarked);
  const clientIds = [...new Set(wanted.map(({ clientId }) => clientId))];
  const learnerIds = [...new Set(wanted.flatMap(({ learnerId }) => (learnerId === null ? [] : [learnerId])))];
  const agreements = await agreementsFor(ctx, READERS, { clientIds, learnerIds });
  const visible = agreements.filter((one) => one.visible);
  const purses = await pursesFor(ctx, clientIds, learnerIds);
  if (visible.length === 0 && purses.length === 0) return [];
  const fresh = await wantedParts(ctx, wanted);
  const known = await knownLearners(ctx, learnerIds);
  const spoken = fresh.filter(({ learnerId }) => learnerId === null || known.has(learnerId));
  const say = formatsOf((await practiceHabits(ctx)).formats);
  const left = pursesInWords(purses, spoken, say);
  if (visible.length === 0) return left;
  const all = [...new Set(agreements.map(({ clientId }) => BigInt(clientId)))];
  const there = await partsOf(ctx, { clientIds: all, ...daysOf(agreements), without: remarked.except });
  const remarks = remarksOf(visible, drawOn(agreements, [...there, ...fresh]), spoken);
  return [...remarks.map((remark) => inWords(remark, say)), ...left];
}

/** What is worth saying of each, to those who may know what payers agreed to. A fixed number of statements, however long a series. */
const bookingRemarks: Answerer<'booking.remarks'> = async (ctx, keys) => {
  const answers = new Map<Remarked, readonly Warning[]>();
  if (!READERS.some((permission) => ctx.actor.can(permission))) return answers;
  for (const key of keys) answers.set(key, await remarksFor(ctx, key));
  return answers;
};

export const authorizationAnswers: Pick<Answers, 'booking.remarks'> = { 'booking.remarks': bookingRemarks };
