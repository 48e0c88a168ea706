import { insteadOf } from './instead-of.js';

interface Changes {
  price?: number | null;
  percent?: number | null;
  note?: string;
}
const of = (changes: Changes): Changes => insteadOf(changes, 'price', 'percent');

test('one that is given takes the place of the other, unless that is spoken of too', () => {
  expect(of({ price: 5 })).toEqual({ price: 5, percent: null });
  expect(of({ percent: 5, note: 'x' })).toEqual({ percent: 5, price: null, note: 'x' });
  expect(of({ price: 5, percent: 5 })).toEqual({ price: 5, percent: 5 });
  expect(of({ price: null })).toEqual({ price: null });
  expect(of({ note: 'x' })).toEqual({ note: 'x' });
});
