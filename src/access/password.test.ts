import { hashPassword, LONGEST_PASSWORD, passwordFault, randomPassword, SHORTEST_PASSWORD, verifyPassword } from './password.js';

const key = (fill: number) => ({ name: `key${fill}`, key: Buffer.alloc(32, fill) });
const keys = { encryptionKeys: [key(1)], passwordCost: 4 };
const about = ['sam.rivera@practice.example', 'Sam', 'Rivera'];

describe('passwordFault', () => {
  it.each([
    'four quiet herons wait',
    'correct horse battery staple',
    'ünïcödé wörds are fine',
    '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🦆🦉',
    'kT9#mP2$vL5@nQ8',
    'no rules about digits',
  ])('accepts %j', (password) => expect(passwordFault(password, about)).toBeNull());

  it.each([
    ['short', 'x'.repeat(0) + 'kT9#mP2$vL5@nQ'],
    ['long', 'abcdefg '.repeat(LONGEST_PASSWORD)],
    ['of few characters', 'ababababababababab'],
    ['common', 'password1234567'],
    ['common twice', 'Password Password'],
    ['a run of keys', 'qwertyuiopasdfgh'],
    ['a run backwards', '9876543210987654'],
    ['the own name', 'Sam Rivera, Rivera!'],
    ['the own address', 'sam.rivera@practice.example'],
  ])('refuses what is %s: %j', (_name, password) => expect(passwordFault(password, about)).not.toBeNull());

  it('counts characters, not bytes or halves of surrogate pairs', () => {
    expect(passwordFault('🦊🐻🐼🐨🐯🦁🐮🐷', about)).toMatch(String(SHORTEST_PASSWORD));
  });
});

describe('a kept password', () => {
  it('is a salted hash that names its key, and fits that password alone', async () => {
    const [one, other] = await Promise.all([
      hashPassword(keys, 'four quiet herons wait'),
      hashPassword(keys, 'four quiet herons wait'),
    ]);
    expect(one).toMatch(/^key1:\$2[aby]\$04\$/);
    expect(one).not.toBe(other);
    expect(await verifyPassword(keys, 'four quiet herons wait', one)).toEqual({ ok: true, outdated: false });
    expect((await verifyPassword(keys, 'four quiet herons Wait', one)).ok).toBe(false);
  });

  it('tells passwords apart that differ after 72 bytes or after a NUL', async () => {
    const long = await hashPassword(keys, `${'x'.repeat(100)}a`);
    expect((await verifyPassword(keys, `${'x'.repeat(100)}b`, long)).ok).toBe(false);
    const nul = await hashPassword(keys, 'before\0after');
    expect((await verifyPassword(keys, 'before\0other', nul)).ok).toBe(false);
  });

  it('is the same however its accents are written', async () => {
    const kept = await hashPassword(keys, 'ünïcödé wörds'.normalize('NFC'));
    expect((await verifyPassword(keys, 'ünïcödé wörds'.normalize('NFD'), kept)).ok).toBe(true);
  });

  it('still fits after a change of key or cost, and is then outdated', async () => {
    const kept = await hashPassword(keys, 'four quiet herons wait');
    const rotated = { encryptionKeys: [key(2), key(1)], passwordCost: 4 };
    expect(await verifyPassword(rotated, 'four quiet herons wait', kept)).toEqual({ ok: true, outdated: true });
    expect(await verifyPassword({ ...keys, passwordCost: 5 }, 'four quiet herons wait', kept)).toEqual({
      ok: true,
      outdated: true,
    });
    expect((await verifyPassword({ encryptionKeys: [key(2)], passwordCost: 4 }, 'four quiet herons wait', kept)).ok).toBe(false);
  });

  it.each(['', '!', 'key1:', 'key1:nonsense', 'other:$2b$04$abc'])('that is no hash (%j) fits nothing', async (kept) => {
    expect((await verifyPassword(keys, 'four quiet herons wait', kept)).ok).toBe(false);
  });
});

describe('randomPassword', () => {
  it('is accepted, and never the same', () => {
    const made = Array.from({ length: 50 }, randomPassword);
    expect(new Set(made).size).toBe(50);
    expect(made.filter((password) => passwordFault(password, about))).toEqual([]);
  });
});
