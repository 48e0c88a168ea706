import { Decimal } from 'decimal.js';
import { invoiceFigures, lineFigures } from './line.js';

const d = (text: string): Decimal => new Decimal(text);
const tax = (name: string, rate: string) => ({ name, rate: d(rate), taxRateId: null, registrationNumber: null });
const text = (amounts: Decimal[]): string[] => amounts.map((one) => one.toFixed(2));

describe('a line', () => {
  it('rounds each of two taxes by itself', () => {
    const line = lineFigures(d('1'), d('140.00'), null, [tax('GST', '5'), tax('QST', '9.975')]);
    expect(text(line.taxes.map(({ amount }) => amount))).toEqual(['7.00', '13.97']);
    expect(text([line.total, line.taxRate])).toEqual(['160.97', '14.98']);
  });

  it('takes the discount off before the tax', () => {
    const line = lineFigures(d('16'), d('348.35'), { percent: d('4') }, [tax('VAT', '22')]);
    expect(text([line.gross, line.discount, line.net, line.tax, line.total])).toEqual([
      '5573.60',
      '222.94',
      '5350.66',
      '1177.15',
      '6527.81',
    ]);
  });

  it('rounds half a cent up', () => {
    expect(lineFigures(d('1'), d('138.66'), null, [tax('VAT', '19')]).total.toFixed(2)).toBe('165.01');
    expect(lineFigures(d('0.25'), d('0.02'), null, []).total.toFixed(2)).toBe('0.01');
  });

  it('is never less than nothing', () => {
    const line = lineFigures(d('1'), d('10.00'), { amount: d('12.00') }, [tax('VAT', '22')]);
    expect(text([line.discount, line.tax, line.total])).toEqual(['10.00', '0.00', '0.00']);
  });
});

it('an invoice is the sum of its lines', () => {
  const lines = [
    lineFigures(d('2'), d('60.00'), null, []),
    lineFigures(d('1'), d('140.00'), { amount: d('40.00') }, [tax('GST', '5')]),
  ];
  const { subtotal, taxAmount, discountAmount, totalAmount } = invoiceFigures(lines);
  expect(text([subtotal, taxAmount, discountAmount, totalAmount])).toEqual(['260.00', '5.00', '40.00', '225.00']);
});
