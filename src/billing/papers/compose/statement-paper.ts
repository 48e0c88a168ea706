/** A client's statement as a paper: for each party what it owed, what became of it, what it owes. Pure. */
import { Decimal } from 'decimal.js';
import type { Block, Paper, SumRow } from '../paper.js';
import type { StatementQuery } from '../papers.input.js';
import type { Say } from '../say.js';
import type { MovementFacts, PartyFacts, StatementFacts } from '../statements.service.js';
import { filled } from '../words/words.js';
import { type Addressee, dotted, frameOf, labelled, planBlocks, type Stationery, sum } from './parts.js';

/** What was done, and the numbers of the papers about it where its word does not say them. */
function whatFor({ words }: Say, { act, reversedAct, numbers }: MovementFacts): { said: string; papers: string } {
  const { acts, other, reversal } = words.statement;
  const named = (one: MovementFacts['act']): string => acts[one] ?? other;
  // What an act took back says more than that it took something back, unless that is its own word.
  const said = reversedAct !== null && acts[act] === undefined ? filled(reversal, { act: named(reversedAct) }) : named(act);
  const [number = ''] = numbers;
  if (said.includes('{number}')) return { said: filled(said, { number }).trim(), papers: '' };
  return { said, papers: dotted(...numbers) };
}

function tableOf(say: Say, { opening, closing, movements }: PartyFacts): Block {
  const { fields, statement: words, carriedForward, broughtForward } = say.words;
  return {
    kind: 'table',
    columns: [
      { label: fields.date, share: 2 },
      { label: fields.movement, share: 5 },
      { label: fields.charges, share: 2, right: true },
      { label: fields.credits, share: 2, right: true },
      { label: words.balance, share: 2, right: true },
    ],
    rows: [
      { cells: ['', words.opening, '', '', say.money(opening)], strong: true, running: say.money(opening) },
      ...movements.map((one) => {
        const amount = new Decimal(one.amount);
        const { said, papers } = whatFor(say, one);
        return {
          cells: [
            say.day(one.date),
            said,
            amount.isPositive() ? say.money(amount) : '',
            amount.isNegative() ? say.money(amount.negated()) : '',
            say.money(one.balance),
          ],
          ...(papers && { below: { column: 1, lines: [papers] } }),
          running: say.money(one.balance),
        };
      }),
      { cells: ['', words.closing, '', '', say.money(closing)], strong: true, running: say.money(closing) },
    ],
    carried: { forward: carriedForward, brought: broughtForward },
  };
}

/** How long what the client owes has been due; nothing where nothing is owed. */
function agesOf({ say }: Stationery, ages: StatementFacts['ages']): Block[] {
  if (ages === null) return [];
  const { ages: heading, ageDays, ageOver } = say.words.statement;
  const amounts = [ages.upTo30, ages.upTo60, ages.upTo90, ages.upTo120, ages.over120];
  if (sum(amounts).isZero()) return [];
  const within = (from: string, to: string): string => filled(ageDays, { from, to });
  const labels = [
    within('0', '30'),
    within('31', '60'),
    within('61', '90'),
    within('91', '120'),
    filled(ageOver, { from: '120' }),
  ];
  return [
    { kind: 'heading', text: heading },
    {
      kind: 'table',
      columns: labels.map((label) => ({ label, share: 1, right: true as const })),
      rows: [{ cells: amounts.map(say.money) }],
    },
  ];
}

/** What is owed; with instalments to come it is told what of it is due by the last day, and that alone is asked for. */
function owedRows({ words, day, money }: Say, owed: Decimal, { asks, to }: StatementFacts): SumRow[] {
  const { credit, due, dueBy, later } = words.statement;
  const all = { label: owed.isNegative() ? credit : due, value: money(owed.abs()) };
  if (!asks || asks.later.isZero()) return [{ ...all, last: true }];
  return [
    all,
    { label: later, value: money(asks.later) },
    { label: filled(dueBy, { day: day(to) }), value: money(asks.due), last: true },
  ];
}

/** What was agreed about how the client pays: the plans of which something is open. */
const plansOf = ({ say }: Stationery, { plans }: StatementFacts): Block[] =>
  plans
    .filter(({ instalments }) => !sum(instalments.map(({ open }) => open)).isZero())
    .flatMap((plan) => {
      const { fields, invoice } = say.words;
      const [only = '', ...more] = plan.numbers;
      return planBlocks(
        say,
        plan,
        more.length === 0 ? labelled(say, fields.invoice, only) : filled(invoice.planFor, { numbers: plan.numbers.join(', ') }),
      );
    });

/** @param facts `asked`: of whom alone it tells, where that was asked for */
export function statementPaper(
  stationery: Stationery,
  facts: StatementFacts & { asked?: StatementQuery['party'] },
  to: Addressee,
): Paper {
  const { say } = stationery;
  const { fields, statement: words, parties } = say.words;
  // What the others owe is not asked of the client, but where they alone were asked for.
  const others =
    facts.asked === 'INSURANCE' || facts.asked === 'FUNDING' ? [] : facts.parties.filter(({ party }) => party !== 'CLIENT');
  const several = facts.parties.length > 1 || others.length > 0;
  const owed = facts.closing.minus(sum(others.map(({ closing }) => closing)));
  return {
    ...frameOf(stationery),
    title: words.kind,
    kind: words.kind,
    mark: null,
    to: { label: words.to, ...to },
    facts: [
      [fields.from, say.day(facts.from)],
      [fields.to, say.day(facts.to)],
      // Of several, each says its own.
      ...(several
        ? []
        : [[words.opening, say.money(facts.opening)] as const, [words.closing, say.money(facts.closing)] as const]),
    ],
    blocks: [
      ...(facts.parties.length === 0 ? [{ kind: 'text' as const, text: words.none }] : []),
      ...facts.parties.flatMap((one): Block[] => [
        ...(several ? [{ kind: 'heading' as const, text: labelled(say, parties[one.party], one.name) }] : []),
        tableOf(say, one),
      ]),
      {
        kind: 'sums',
        rows: [
          ...others
            .filter(({ closing }) => !closing.isZero())
            .map(({ name, closing }) => ({ label: filled(words.owedBy, { name }), value: say.money(closing) })),
          ...owedRows(say, owed, facts),
        ],
      },
      ...plansOf(stationery, facts),
      ...agesOf(stationery, facts.ages),
      ...(owed.isPositive() && !owed.isZero() && stationery.instructions
        ? [{ kind: 'text' as const, heading: say.words.invoice.instructions, text: stationery.instructions }]
        : []),
    ],
  };
}
