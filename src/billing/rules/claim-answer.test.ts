import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { sumOf } from './line.js';
import { isDeniedUnexplained, spread } from './claim-answer.js';

const lines = [
  { lineId: 1n, left: new Decimal(100) },
  { lineId: 2n, left: new Decimal(50) },
];
const answer = (paid: number, adjustment: number, patientShare: number) => {
  const found = spread(lines, {
    paid: new Decimal(paid),
    adjustment: new Decimal(adjustment),
    patientShare: new Decimal(patientShare),
  });
  return (
    found && [
      ...found.lines.map((line) => [line.paid, line.adjustment, line.patientShare].join(' ')),
      `over ${found.over.toString()}`,
    ]
  );
};

describe('an answer as a whole', () => {
  test('goes to the lines in turn, and what was paid beyond them is told', () => {
    expect(answer(120, 10, 20)).toEqual(['100 0 0', '20 10 20', 'over 0']);
    expect(answer(150, 0, 0)).toEqual(['100 0 0', '50 0 0', 'over 0']);
    expect(answer(170, 0, 0)).toEqual(['100 0 0', '50 0 0', 'over 20']);
    expect(answer(140, 0, 20)).toEqual(['100 0 0', '30 0 20', 'over 10']);
    expect(answer(0, 100, 60)).toBeUndefined();
  });

  test('loses no cent and takes from no line more than it has', () => {
    const cents = fc.integer({ min: 0, max: 30_000 }).map((value) => new Decimal(value).dividedBy(100));
    fc.assert(
      fc.property(
        fc.array(cents, { minLength: 1, maxLength: 5 }),
        cents,
        cents,
        cents,
        (left, paid, adjustment, patientShare) => {
          const found = spread(
            left.map((one, index) => ({ lineId: BigInt(index), left: one })),
            { paid, adjustment, patientShare },
          );
          if (!found) return adjustment.plus(patientShare).greaterThan(sumOf(left));
          const of = (name: 'paid' | 'adjustment' | 'patientShare') => sumOf(found.lines.map((line) => line[name]));
          return (
            of('paid').plus(found.over).equals(paid) &&
            of('adjustment').equals(adjustment) &&
            of('patientShare').equals(patientShare) &&
            found.lines.every((line, index) =>
              line.paid
                .plus(line.adjustment)
                .plus(line.patientShare)
                .lessThanOrEqualTo(left[index] as Decimal),
            )
          );
        },
      ),
    );
  });
});

describe('a denial', () => {
  const said = (paid: number, patientShare: number, remark: string | null = null) => ({
    paid: new Decimal(paid),
    adjustment: new Decimal(0),
    patientShare: new Decimal(patientShare),
    remark,
  });
  it.each([
    ['a line that gets nothing, without a word', [said(90, 0), said(0, 0)], true],
    ['blanks are no word', [said(0, 0, '  ')], true],
    ['a line that gets nothing, with its remark', [said(90, 0), said(0, 0, 'Not covered')], false],
    ['a part is paid, or the patient’s', [said(1, 0), said(0, 1)], false],
  ])('%s', (_name, lines, unexplained) => expect(isDeniedUnexplained(lines)).toBe(unexplained));
});
