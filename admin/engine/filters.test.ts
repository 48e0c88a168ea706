import '../../src/house.js';
import { fieldsOf, type PanelField } from '../words/fields.js';
import { conditionFor, idCondition } from './filters.js';
import { ValueFault } from '../values/values.js';

const column = (model: Parameters<typeof fieldsOf>[0], name: string): PanelField => fieldsOf(model).get(name) as PanelField;
const TORONTO = 'America/Toronto';

describe('filters', () => {
  it('look for the words of a text', () => {
    expect(conditionFor(column('Client', 'lastName'), '50%_\\ Ibarra', TORONTO)).toEqual({ words: '50%_\\ Ibarra' });
  });

  it('compare choices, references and yes/no exactly', () => {
    expect(conditionFor(column('Client', 'status'), 'ACTIVE', TORONTO)).toBe('ACTIVE');
    expect(conditionFor(column('Client', 'therapistId'), '9007199254740993', TORONTO)).toBe(9_007_199_254_740_993n);
    expect(conditionFor(column('Client', 'requiresInterpreter'), 'false', TORONTO)).toBe(false);
  });

  it('take a day as the clocks of the zone show it, also when they change', () => {
    // On 8 March 2026 the clocks go forward: the day has 23 hours.
    expect(conditionFor(column('Appointment', 'startTime'), { from: '2026-03-08', to: '2026-03-08' }, TORONTO)).toEqual({
      gte: new Date('2026-03-08T05:00:00.000Z'),
      lt: new Date('2026-03-09T04:00:00.000Z'),
    });
  });

  it('take dates as dates, in no zone', () => {
    expect(conditionFor(column('Invoice', 'dueDate'), { to: '2026-03-08' }, TORONTO)).toEqual({
      lte: new Date('2026-03-08T00:00:00.000Z'),
    });
  });

  it.each([
    ['Client', 'status', 'NOPE'],
    ['Client', 'status', { not: 'ACTIVE' }],
    ['Client', 'lastName', { not: '' }],
    ['Client', 'therapistId', '-1'],
    ['Invoice', 'balance', 'much'],
    ['Appointment', 'startTime', { from: '2026-02-30' }],
  ] as const)('refuse %s.%s = %j', (model, name, sent) => {
    expect(() => conditionFor(column(model, name), sent, TORONTO)).toThrow(ValueFault);
  });

  it.each(['0', '-1', '1e3', '9223372036854775808', "'; --"])('refuse the id %j', (id) => {
    expect(() => idCondition(id)).toThrow(ValueFault);
  });
});
