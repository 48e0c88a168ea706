import { formatsOf, USUAL_FORMATS } from '../../src/kernel/formats.js';
import { listTotal } from './list-total.js';

const formats = formatsOf(USUAL_FORMATS);

describe('the total of a list', () => {
  it.each([
    ['0', '', '0'],
    ['1204', '?page=3', '1,204'],
    ['100000', '', '100,000'],
    ['1000213', '', 'about 1,000,000'],
    ['123456', '?filters.status=&sortBy=id', 'about 123,000'],
  ])('%s at %j reads %s', (total, query, text) => expect(listTotal(total, query, formats)).toBe(text));

  it('of a filtered list is counted, however large', () => {
    expect(listTotal('123456', '?filters.status=ACTIVE', formats)).toBe('123,456');
  });
});
