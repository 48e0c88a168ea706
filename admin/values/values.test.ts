import '../../src/house.js';
import { Decimal } from 'decimal.js';
import { fieldsOf, type PanelField } from '../words/fields.js';
import { fromParam, toParam, ValueFault } from './values.js';

const column = (model: Parameters<typeof fieldsOf>[0], name: string): PanelField => {
  const field = fieldsOf(model).get(name);
  if (!field) throw new Error(`${model} has no ${name}`);
  return field;
};

describe('values of a form', () => {
  it('keep every digit of a 64-bit id and of an amount', () => {
    expect(fromParam(column('Appointment', 'clientId'), '9007199254740993')).toBe(9_007_199_254_740_993n);
    expect(fromParam(column('Payment', 'amount'), '9999999999999.99')).toEqual(new Decimal('9999999999999.99'));
    expect(fromParam(column('Document', 'fileSize'), '9223372036854775807')).toBe(9_223_372_036_854_775_807n);
  });

  it.each([
    ['Payment', 'amount', '21,50', '21.5'],
    ['Payment', 'amount', '1,234.50', '1234.5'],
    ['Payment', 'amount', '1.234,50', '1234.5'],
    ['Payment', 'amount', '$90', '90'],
    ['TaxRate', 'rate', '9,975', '9.975'],
    ['PracticeLocation', 'longitude', '-45,5', '-45.5'],
  ] as const)('read %s.%s = %j as the pages about money do', (model, name, sent, meant) => {
    expect(String(fromParam(column(model, name), sent))).toBe(meant);
  });

  it.each([
    ['Payment', 'amount', '12.505'],
    ['Payment', 'amount', '1e3'],
    ['Payment', 'amount', 'twelve'],
    ['Appointment', 'maxParticipants', '1.5'],
    ['Appointment', 'maxParticipants', '2147483648'],
    ['Document', 'fileSize', '9223372036854775808'],
    ['Appointment', 'clientId', '0'],
    ['Appointment', 'clientId', "1'; --"],
    ['Invoice', 'dueDate', '2026-02-30'],
    ['Appointment', 'startTime', '2026-02-30T10:00:00.000Z'],
    ['Appointment', 'startTime', '2026-03-01T10:00'],
    ['Appointment', 'status', 'WHATEVER'],
    ['Client', 'firstName', 'a\0b'],
    ['Client', 'firstName', ''],
    ['DocumentCategory', 'name', 'x'.repeat(101)],
  ] as const)('refuse %s.%s = %j at the field', (model, name, sent) => {
    expect(() => fromParam(column(model, name), sent)).toThrow(ValueFault);
  });

  it('clear a field that may be empty', () => {
    expect(fromParam(column('Client', 'email'), '')).toBeNull();
    expect(fromParam(column('Client', 'therapistId'), null)).toBeNull();
  });

  it('keep a birthday a day, although it is stored as a timestamp', () => {
    const birthday = column('Learner', 'dateOfBirth');
    expect(fromParam(birthday, '2015-04-01')).toEqual(new Date('2015-04-01T00:00:00.000Z'));
    expect(toParam(birthday, new Date('2015-04-01T00:00:00.000Z'))).toBe('2015-04-01');
  });

  it('show money with two decimals', () => {
    expect(toParam(column('Payment', 'amount'), { toFixed: (digits: number) => (120).toFixed(digits) })).toBe('120.00');
  });

  it('show a number of visits without decimals, and money of the same column with them', () => {
    const amount = column('ServiceAuthorization', 'amount');
    const ten = { toFixed: (digits?: number) => (digits === undefined ? '10' : '10.00') };
    expect([{ kind: 'VISITS' }, { kind: 'UNITS' }, { kind: 'MONEY' }].map((row) => toParam(amount, ten, row))).toEqual([
      '10',
      '10',
      '10.00',
    ]);
  });

  it('read lists without their empty entries', () => {
    expect(fromParam(column('Document', 'tags'), ['report', ' ', 'school '])).toEqual(['report', 'school']);
    expect(() => fromParam(column('Document', 'tags'), 'report')).toThrow(ValueFault);
  });
});
