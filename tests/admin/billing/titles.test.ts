/** What records of billing are called, where a name is made of figures and days. */
import { titleOf } from '../../../admin/words/titles.js';
import { Decimal } from 'decimal.js';
import { formatsOf, USUAL_FORMATS } from '../../../src/kernel/formats.js';
import '../../../src/house.js';

const reader = { zone: 'UTC', formats: formatsOf(USUAL_FORMATS) };

it('a tax is called by its rate, a month of the books by its month', () => {
  expect(titleOf('TaxRate', { name: 'QST', rate: new Decimal('9.97500') }, '1', reader)).toBe('QST 9.975 %');
  expect(titleOf('TaxRate', { name: 'GST', rate: new Decimal('5.00000') }, '1', reader)).toBe('GST 5 %');
  expect(titleOf('BillingPeriod', { month: new Date('2026-06-01') }, '1', reader)).toBe('June 2026');
});
