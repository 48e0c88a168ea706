import { Decimal } from 'decimal.js';
import { nextVisit, paidFor, pricesOf } from './prices.js';

const sold = (visits: number, price: string, amountDue = price) => ({
  visits,
  price: new Decimal(price),
  amountDue: new Decimal(amountDue),
});

it('shares the price out to the cent, the first visits bear what does not divide', () => {
  expect(pricesOf(sold(3, '1000.00')).map(String)).toEqual(['333.34', '333.33', '333.33']);
  expect(pricesOf(sold(10, '900.00')).map(String)).toEqual(new Array(10).fill('90'));
});

it('counts the visits that are paid for, each whole', () => {
  for (const [paid, visits] of [
    ['0', 0],
    ['89.99', 0],
    ['90', 1],
    ['179.99', 1],
    ['899.99', 9],
    ['900', 10],
  ] as const)
    expect(paidFor(sold(10, '900.00'), new Decimal(paid))).toBe(visits);
});

it('gives the first visit that is paid for and free', () => {
  const ten = sold(10, '900.00');
  expect(nextVisit(ten, new Decimal(270), new Set())).toBe(1);
  expect(nextVisit(ten, new Decimal(270), new Set([1, 3]))).toBe(2);
  expect(nextVisit(ten, new Decimal(270), new Set([1, 2, 3]))).toBeUndefined();
});
