import fc from 'fast-check';
import { beyond, covered, type Interval, merged, overlaps, without } from './intervals.js';

describe('intervals', () => {
  it('say when more of something is in use than there is', () => {
    const uses = [
      { start: 0, end: 10, quantity: 1 },
      { start: 5, end: 20, quantity: 1 },
      { start: 10, end: 15, quantity: 2 },
    ];
    expect(beyond(uses, 1)).toEqual([{ start: 5, end: 15 }]);
    expect(beyond(uses, 2)).toEqual([{ start: 10, end: 15 }]);
    expect(beyond(uses, 3)).toEqual([]);
    expect(beyond(uses, 0)).toEqual([{ start: 0, end: 20 }]);
  });

  it('merge and leave out as their single moments do', () => {
    const some = fc.array(
      fc.tuple(fc.nat(30), fc.nat(12)).map(([start, length]) => ({ start, end: start + length })),
      { maxLength: 8 },
    );
    const has = (list: readonly Interval[], moment: number): boolean =>
      list.some(({ start, end }) => start <= moment && moment < end);
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [union, rest] = [merged(a), without(a, b)];
        for (let moment = -1; moment < 45; moment++) {
          expect(has(union, moment)).toBe(has(a, moment));
          expect(has(rest, moment)).toBe(has(a, moment) && !has(b, moment));
        }
        for (const list of [union, rest])
          list.forEach((one, index) => expect(one.start).toBeGreaterThan(list[index - 1]?.end ?? -1));
        a.forEach((one) => expect(covered(one, union)).toBe(true));
      }),
    );
  });

  it('are half-open: what ends where another begins does not meet it, and stands beside it as one', () => {
    const [morning, noon] = [
      { start: 0, end: 10 },
      { start: 10, end: 20 },
    ];
    expect(overlaps(morning, noon)).toBe(false);
    expect(overlaps(noon, morning)).toBe(false);
    expect(overlaps(morning, { start: 9, end: 10 })).toBe(true);
    expect(merged([noon, morning])).toEqual([{ start: 0, end: 20 }]);
    expect(without([morning], [noon])).toEqual([morning]);
    expect(covered({ start: 5, end: 15 }, [morning, noon])).toBe(true);
    expect(covered({ start: 5, end: 15 }, [morning, { start: 11, end: 20 }])).toBe(false);
  });

  it('overlap where the one begins within the other, either way round', () => {
    const hour = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 12 })).map(([start, length]) => ({ start, end: start + length }));
    fc.assert(
      fc.property(hour, hour, (a, b) => {
        const meets = (a.start >= b.start && a.start < b.end) || (b.start >= a.start && b.start < a.end);
        expect(overlaps(a, b)).toBe(meets);
        expect(overlaps(b, a)).toBe(meets);
        expect(without([a], [b]).length > 0 || covered(a, [b])).toBe(true);
      }),
    );
  });

  it('leave what they are given as it was', () => {
    const given = [
      { start: 5, end: 9 },
      { start: 0, end: 6 },
    ];
    expect(merged(given)).toEqual([{ start: 0, end: 9 }]);
    without(given, [{ start: 1, end: 2 }]);
    expect(given).toEqual([
      { start: 5, end: 9 },
      { start: 0, end: 6 },
    ]);
  });

  it('without length take no time', () => {
    const nothing = { start: 5, end: 5 };
    expect(merged([nothing])).toEqual([]);
    expect(without([{ start: 0, end: 10 }], [nothing])).toEqual([{ start: 0, end: 10 }]);
    expect(covered(nothing, [])).toBe(true);
    expect(beyond([{ ...nothing, quantity: 3 }], 0)).toEqual([]);
  });

  it('say that something given back at the moment at which another takes it is enough for both', () => {
    const uses = [
      { start: 10, end: 20, quantity: 2 },
      { start: 0, end: 10, quantity: 2 },
    ];
    expect(beyond(uses, 2)).toEqual([]);
    expect(beyond(uses, 1)).toEqual([{ start: 0, end: 20 }]);
  });
});
