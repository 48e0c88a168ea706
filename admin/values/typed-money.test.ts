/** Amounts and lines as they are typed. */
import { Decimal } from 'decimal.js';
import { bodyOf, faultOfAmount, figuresOfTyped, type TypedLine, typedAmount } from './typed-money.js';
import { typedNumber } from './typed-number.js';

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
    ['90 €', '90.00'],
    ['1,234,567.5', '1234567.50'],
    ['12,345,678', '12345678.00'],
    ["1'234.50", '1234.50'],
    ['.5', '0.50'],
  ])('%s is %s', (typed, meant) => expect(typedAmount(typed)?.toFixed(2)).toBe(meant));

  it.each(['', '-1', '1.234', '1,234', '1,23,4.50', '12,34.5', 'ten', '1e3', '999999999', '1.2.3', '--'])(
    '%s is none',
    (typed) => {
      expect(typedAmount(typed)).toBeNull();
    },
  );
});

describe('what is wrong with an amount', () => {
  it.each([
    ['10.005', 'Three digits after the point: there are at most 2 decimals, and thousands are written 10005.'],
    ['10.0051', 'Give at most 2 decimals: this has 4.'],
    ['-5', 'An amount is not below 0.00.'],
    ['ten', 'Give a number like 120.00.'],
    ['1,234', 'Three digits after the comma: there are at most 2 decimals, and thousands are written 1234.'],
    ['0', 'Give more than 0.00.'],
    ['1000000000', 'This is too large an amount.'],
    ['', ''],
    ['21,50', ''],
  ])('%s: %s', (typed, words) => expect(faultOfAmount(typed)).toBe(words));

  it('is read by its decimals: a rate of a tax has five', () => {
    expect(typedNumber('9,975', 5).value?.toFixed()).toBe('9.975');
    expect(typedNumber('9.975', 5).value?.toFixed()).toBe('9.975');
    expect(typedNumber('9.9750001', 5).fault).toBe('Give at most 5 decimals: this has 7.');
    expect(typedNumber('-45,5', 8).value?.toFixed()).toBe('-45.5');
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
    expect(figuresOfTyped({ ...LINE, discount: '150.00' }, []).faults).toEqual({ discount: 'This is more than the line.' });
    expect(figuresOfTyped({ ...LINE, discount: '' }, []).faults).toEqual({});
    expect(figuresOfTyped({ ...LINE, quantity: '10,000,000' }, []).faults).toEqual({ quantity: 'A line has at most 9999.' });
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
