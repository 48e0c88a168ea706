import { Decimal } from 'decimal.js';
import { takenOfEach } from './credit-shares.js';

const money = (...amounts: number[]): Decimal[] => amounts.map((one) => new Decimal(one));
const taken = (lines: [number, number[]][], owed: number[]): { parts: string[][]; rests: string[] } => {
  const { parts, rests } = takenOfEach(
    lines.map(([amount, wanted]) => ({ amount: new Decimal(amount), wanted: money(...wanted) })),
    money(...owed),
  );
  return { parts: parts.map((line) => line.map(String)), rests: rests.map(String) };
};

describe('takenOfEach', () => {
  it('takes from each what is theirs', () => {
    expect(taken([[50, [10, 40]]], [105.6, 422.4])).toEqual({ parts: [['10', '40']], rests: ['0'] });
  });

  it('takes from others, the first of them first, what a party does not owe; and leaves over what nobody does', () => {
    expect(taken([[50, [10, 40]]], [4, 100])).toEqual({ parts: [['4', '46']], rests: ['0'] });
    expect(taken([[50, [10, 40]]], [4, 6])).toEqual({ parts: [['4', '6']], rests: ['40'] });
  });

  it('lets no line take what is the part of another', () => {
    const lines: [number, number[]][] = [
      [50, [0, 50]],
      [20, [20, 0]],
    ];
    expect(taken(lines, [30, 45])).toEqual({
      parts: [
        ['5', '45'],
        ['20', '0'],
      ],
      rests: ['0', '0'],
    });
  });

  it('takes of who is in no line last', () => {
    expect(taken([[50, [10]]], [10, 40])).toEqual({ parts: [['10', '40']], rests: ['0'] });
  });
});
