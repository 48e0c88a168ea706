import { Decimal } from 'decimal.js';
import { type Agreement, drawOn, quantityOf, type VisitPart } from './drawing.js';

const agreement = (given: Partial<Agreement> = {}): Agreement => ({
  id: '1',
  number: 'PA',
  clientId: '7',
  learnerId: null,
  validFrom: '2026-04-01',
  validTo: '2027-03-31',
  kind: 'VISITS',
  amount: new Decimal(2),
  serviceCodes: [],
  ...given,
});
let n = 0;
const part = (day: string, given: Partial<VisitPart> = {}): VisitPart => ({
  appointmentId: String(++n),
  clientId: '7',
  learnerId: null,
  startTime: new Date(`${day}T14:00:00Z`),
  day,
  minutes: 50,
  done: false,
  code: 'SLP',
  billableUnit: 'SESSION',
  minimumDuration: null,
  rate: '120.00',
  held: null,
  ...given,
});
const days = (drawing: ReturnType<typeof drawOn>): string[] =>
  drawing.draws.map((one) => `${one.part.day} ${one.authorizationId}`);

describe('what a visit draws', () => {
  it('is money before taxes, units or a visit; nothing where it would not be billed', () => {
    const quarter = part('2026-04-01', { billableUnit: 'QUARTER_HOUR', rate: '30.00' });
    expect((['MONEY', 'UNITS', 'VISITS'] as const).map((kind) => quantityOf(kind, quarter).toFixed(2))).toEqual([
      '120.00',
      '4.00',
      '1.00',
    ]);
    const short = part('2026-04-01', { minimumDuration: 60 });
    expect(quantityOf('VISITS', short).toFixed(2)).toBe('0.00');
    const unknown = part('2026-04-01', { code: null, billableUnit: null, rate: null });
    expect((['MONEY', 'UNITS', 'VISITS'] as const).map((kind) => quantityOf(kind, unknown).toFixed(0))).toEqual(['0', '0', '1']);
    expect(quantityOf('MONEY', part('2026-04-01', { rate: null })).toFixed(0)).toBe('0');
  });
});

describe('who draws', () => {
  it('is decided by the day of service', () => {
    const one = agreement({ amount: new Decimal(10) });
    const drawing = drawOn(
      [one],
      ['2026-03-31', '2026-04-01', '2027-03-31', '2027-04-01'].map((day) => part(day)),
    );
    expect(days(drawing)).toEqual(['2026-04-01 1', '2027-03-31 1']);
    expect(drawing.short).toEqual([]);
  });

  it('comes first if it draws already, then if it took place, then by time; whole or not at all', () => {
    const parts = [part('2026-05-01'), part('2026-06-01', { done: true }), part('2026-07-01', { held: '1' })];
    const drawing = drawOn([agreement()], parts);
    expect(days(drawing)).toEqual(['2026-07-01 1', '2026-06-01 1']);
    expect(drawing.short.map(({ day }) => day)).toEqual(['2026-05-01']);
    const money = agreement({ kind: 'MONEY', amount: new Decimal('119.99') });
    expect(drawOn([money], [part('2026-05-01')]).short).toHaveLength(1);
  });

  it('draws on the narrower one first, then on the one that ends first, and where it drew before', () => {
    const wide = agreement({ id: '1', validTo: '2026-12-31', amount: new Decimal(1) });
    const late = agreement({ id: '2', amount: new Decimal(5) });
    const own = agreement({ id: '3', learnerId: '9', amount: new Decimal(1) });
    const parts = ['05', '06', '07'].map((month) => part(`2026-${month}-01`, { learnerId: '9' }));
    expect(days(drawOn([wide, late, own], parts))).toEqual(['2026-05-01 3', '2026-06-01 1', '2026-07-01 2']);
    expect(days(drawOn([wide, late], [part('2026-05-01', { held: '2' })]))).toEqual(['2026-05-01 2']);
  });

  it('needs the client, the learner and the service that were agreed to', () => {
    const one = agreement({ learnerId: '9', serviceCodes: ['SLP', 'OT'] });
    const strangers = [
      part('2026-05-01', { clientId: '8', learnerId: '9' }),
      part('2026-05-01', { learnerId: '10' }),
      part('2026-05-01', { learnerId: '9', code: 'PT' }),
      part('2026-05-01', { learnerId: '9', code: null }),
    ];
    expect(drawOn([one], strangers).draws).toEqual([]);
    expect(drawOn([one], [part('2026-05-01', { learnerId: '9' })]).draws).toHaveLength(1);
  });
});
