import { Decimal } from 'decimal.js';
import { type Agreement, drawOn, type VisitPart } from './drawing.js';
import { remarksOf } from './remarks.js';

const agreement = (given: Partial<Agreement> = {}): Agreement => ({
  id: '1',
  number: 'PA',
  clientId: '7',
  learnerId: null,
  validFrom: '2026-04-01',
  validTo: '2027-03-31',
  kind: 'VISITS',
  amount: new Decimal(10),
  serviceCodes: [],
  ...given,
});
const part = (day: string, given: Partial<VisitPart> = {}): VisitPart => ({
  appointmentId: null,
  clientId: '7',
  learnerId: null,
  startTime: new Date(`${day}T14:00:00Z`),
  day,
  minutes: 50,
  done: false,
  code: null,
  billableUnit: null,
  minimumDuration: null,
  rate: null,
  held: null,
  ...given,
});
const said = (agreements: Agreement[], fresh: VisitPart[], there: VisitPart[] = []): string[] =>
  remarksOf(agreements, drawOn(agreements, [...there, ...fresh]), fresh).map(
    (one) => `${one.code}${'left' in one ? ` ${one.left.toString()}` : ''}${'visits' in one ? ` ${one.visits}` : ''}`,
  );
const there = (count: number): VisitPart[] =>
  [...Array(count).keys()].map((at) =>
    part(`2026-04-${String(at + 1).padStart(2, '0')}`, { appointmentId: String(at + 1), held: '1' }),
  );

describe('what is worth saying', () => {
  it('is nothing while there is plenty, and how much from a fifth on', () => {
    expect(said([agreement()], [part('2026-06-01')], there(6))).toEqual([]);
    expect(said([agreement()], [part('2026-06-01')], there(7))).toEqual(['LEFT 2']);
  });

  it('is the end, a month before', () => {
    expect(said([agreement()], [part('2027-02-28')])).toEqual([]);
    expect(said([agreement()], [part('2027-03-01')])).toEqual(['LEFT 9']);
  });

  it('is what is not enough, not any more, or not yet covered', () => {
    expect(said([agreement()], [part('2026-06-01'), part('2026-06-02')], there(10))).toEqual(['SHORT 0 2']);
    expect(said([agreement()], [part('2027-04-01'), part('2026-03-31')])).toEqual(['ENDED 1', 'NOT_BEGUN 1']);
    expect(said([agreement()], [part('2027-06-29')])).toEqual(['ENDED 1']);
    expect(said([agreement()], [part('2027-06-30')])).toEqual([]);
    expect(said([agreement()], [part('2027-04-01', { clientId: '8' })])).toEqual([]);
  });
});
