import { openCursor, scopeOf, sealCursor } from './cursor.js';

const first = { encryptionKeys: [{ name: 'one', key: Buffer.alloc(32, 1) }] };
const second = { encryptionKeys: [{ name: 'two', key: Buffer.alloc(32, 2) }, ...first.encryptionKeys] };
const clients = scopeOf('c.id', ['c.status = $1'], ['ACTIVE'], 'lastName');
const position = { key: "O'Brien, Jürgen", id: '42' };

describe('a cursor', () => {
  const cursor = sealCursor(first, clients, position);

  it('opens in its list alone, with its order and its filters', () => {
    expect(openCursor(first, clients, cursor)).toEqual(position);
    expect(openCursor(first, scopeOf('c.id', ['c.status = $1'], ['ARCHIVED'], 'lastName'), cursor)).toBeUndefined();
    expect(openCursor(first, scopeOf('c.id', ['c.status = $1'], ['ACTIVE'], '-lastName'), cursor)).toBeUndefined();
  });

  it('says nothing, and is not the same twice', () => {
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/Brien|rgen|42/);
    expect(sealCursor(first, clients, position)).not.toBe(cursor);
  });

  it('outlives a new key, and nothing that was changed in it', () => {
    expect(openCursor(second, clients, cursor)).toEqual(position);
    expect(openCursor({ encryptionKeys: second.encryptionKeys.slice(0, 1) }, clients, cursor)).toBeUndefined();
    for (const wrong of ['', 'x', `${cursor.slice(0, -4)}AAAA`, Buffer.from('["lastName","A","1"]').toString('base64url')])
      expect(openCursor(first, clients, wrong)).toBeUndefined();
  });
});
