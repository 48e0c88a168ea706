import { signaturesOf } from './signatures.js';

const before = `
/** Rooms. */
export const SORTS = ['name'] as const;
export interface Row { id: bigint }
export async function rooms(ctx: Ctx, most = 5): Promise<Row[]> {
  const inner = (n: number): number => n + 1;
  return ask(ctx, inner(most));
}
export const count = (rows: Row[]): number => rows.length;
export const first = (rows: Row[]) => rows[0];
export class RoomsController { @Get() list(): Promise<Row[]> { return rooms(ctxOf(this)); } }
`;

describe('the signatures of a file', () => {
  it.each([
    ['what a function does', 'ask(ctx, inner(most))', 'askAll(ctx)'],
    ['what an arrow gives back', '=> rows.length', '=> 2 * rows.length'],
    ['what a method calls', 'rooms(ctxOf(this))', 'none()'],
  ])('stay the same when it changes %s', (_what, was, is) => {
    expect(signaturesOf(before.replace(was, is))).toBe(signaturesOf(before));
  });

  it.each([
    ['a field of a row', 'id: bigint', 'id: string'],
    ['a parameter', 'most = 5', 'most = 6'],
    ['what a function gives', '): number => rows', '): bigint => rows'],
    ['a constant', "['name']", "['name', 'size']"],
    ['a comment', 'Rooms.', 'Places.'],
    ['a decorator', '@Get()', '@Post()'],
    ['a body whose type nobody states', 'rows[0]', 'rows[1]?.id'],
  ])('change with %s', (_what, was, is) => {
    expect(signaturesOf(before.replace(was, is))).not.toBe(signaturesOf(before));
  });
});
