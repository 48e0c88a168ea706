import { isNpi } from './npi.js';

describe('an NPI', () => {
  it('has a check digit that follows from the others', () => {
    const right = ['1234567893', '1245319599', '1003000126'];
    expect(right.filter(isNpi)).toEqual(right);
    expect(['1234567890', '1234567892', '1245319598'].filter(isNpi)).toEqual([]);
  });

  it('is ten digits that begin with 1 or 2, and nothing besides', () => {
    const wrong = ['', '123456789', '12345678933', ' 1234567893', '1234567893\n', '3234567896', '12345678９3', 'abcdefghij'];
    expect(wrong.filter(isNpi)).toEqual([]);
  });

  it('has one right last digit for any nine before it', () => {
    for (const nine of ['123456789', '200000000', '199999999', '245319599'])
      expect([...'0123456789'].filter((last) => isNpi(`${nine.replace(/^[^12]/, '1')}${last}`))).toHaveLength(1);
  });
});
