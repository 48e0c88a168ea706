/** Amounts and lines as they are typed. */
import { Decimal } from 'decimal.js';
import { bodyOf, figuresOfTyped, type TypedLine, typedAmount } from './typed-money.js';

const LINE: TypedLine = {
  serviceDate: '2026-03-02',
  description: 'Session',
  quantity: '1.5',
  unitPrice: '99.99',
  discount: '10%',
};
const QST = { name: 'QST', rate: new Decimal('9.975'), taxRateId: null, registrationNumber: null };

describe('an amount', () => {
  it.each([
    ['12', '12.00'],
    ['12.5', '12.50'],
    ['12,50', '12.50'],
    ['1,234.50', '1234.50'],
    ['1.234,50', '1234.50'],
    [' 1 234,5 ', '1234.50'],
    ['$90', '90.00'],
  ])('%s is %s', (typed, meant) => expect(typedAmount(typed)?.toFixed(2)).toBe(meant));

  it.each(['', '-1', '1.234', '1,234', '12,345,678', 'ten', '1e3', '999999999', '1.2.3', '--'])('%s is none', (typed) => {
    expect(typedAmount(typed)).toBeNull();
  });
});

describe('a line', () => {
  it('comes to what the API will say', () => {
    const { figures, faults } = figuresOfTyped(LINE, [QST]);
    expect(faults).toEqual({});
    expect([figures?.gross, figures?.discount, figures?.tax, figures?.total].map((one) => one?.toFixed(2))).toEqual([
      '149.99',
      '15.00',
      '13.47',
      '148.46',
    ]);
  });

  it('says what is wrong with it at its field', () => {
    const wrong = figuresOfTyped({ ...LINE, quantity: '0', unitPrice: 'much', discount: '101%' }, []);
    expect(Object.keys(wrong.faults)).toEqual(['quantity', 'unitPrice', 'discount']);
    expect(wrong.figures).toBeNull();
    expect(figuresOfTyped({ ...LINE, discount: '150.00' }, []).faults).toEqual({ discount: 'is more than the line' });
    expect(figuresOfTyped({ ...LINE, discount: '' }, []).faults).toEqual({});
  });

  it('is sent whole where it is new, and what was changed of it later', () => {
    expect(bodyOf(LINE)).toEqual({
      serviceDate: '2026-03-02',
      description: 'Session',
      quantity: '1.5',
      unitPrice: '99.99',
      discountPercent: '10',
    });
    expect(bodyOf({ ...LINE, unitPrice: '80', discount: '' }, LINE)).toEqual({ unitPrice: '80.00', discountAmount: '0.00' });
    expect(bodyOf(LINE, LINE)).toEqual({});
  });
});
