import type { Ctx } from '../access/context.js';
import type { AppError } from '../kernel/errors.js';
import { etagOf, inCoding, isKnown, matchOf, type Shown, versionTag } from './etag.js';

const version = new Date('2026-03-08T14:00:00.123Z');
const shown: Shown<{ name: string }> = [version, { name: 'Ada' }];
const tag = etagOf(shown);

/** How a write with this If-Match ends. */
async function outcome(ifMatch: string, now: Shown<object> = shown): Promise<number> {
  try {
    await matchOf(ifMatch, () => Promise.resolve(now))?.({} as Ctx);
    return 200;
  } catch (error) {
    return (error as AppError).status;
  }
}

describe('a tag', () => {
  it('changes with the version of the row, and with anything that is shown', () => {
    expect(etagOf([version, { name: 'Ada' }])).toBe(tag);
    expect(etagOf([version, { name: 'Eda' }])).not.toBe(tag);
    expect(etagOf([new Date(version.getTime() + 1), { name: 'Ada' }])).not.toBe(tag);
    expect(tag).toMatch(/^"[\x21\x23-\x7e]+"$/);
  });

  it('is known whatever the coding that it came with, in a list, weak, or by *', () => {
    const header = `"other", W/${inCoding(tag, 'br')}`;
    expect([isKnown(header, tag), isKnown(inCoding(tag, 'gzip'), tag), isKnown('*', tag), isKnown(tag, tag)]).toEqual(
      Array(4).fill(true),
    );
    expect([isKnown('"other"', tag), isKnown('nonsense', tag), isKnown('', tag)]).toEqual(Array(3).fill(false));
    expect(inCoding(tag, 'deflate')).toBe(tag);
  });
});

describe('If-Match', () => {
  it('holds for the tag, for one of a list, in any coding, for the version alone, and for *', async () => {
    const right = [tag, `"a", ${tag} ,"b"`, inCoding(tag, 'gzip'), versionTag(version), '*', ' * '];
    expect(await Promise.all(right.map((header) => outcome(header)))).toEqual(right.map(() => 200));
  });

  it('fails for another tag, for a weak one, and when something that is shown has changed', async () => {
    expect(await outcome('"other"')).toBe(412);
    expect(await outcome(`W/${tag}`)).toBe(412);
    expect(await outcome(tag, [version, { name: 'Eda' }])).toBe(412);
  });

  it('passes over what changes though nobody changes the record, which a reader is told of all the same', async () => {
    const at = (lastLoginAt: string): Shown<object> => [version, { name: 'Ada', lastLoginAt }, ['lastLoginAt']];
    expect(etagOf(at('today'))).not.toBe(etagOf(at('yesterday')));
    expect(isKnown(etagOf(at('yesterday')), etagOf(at('today')))).toBe(false);
    expect(await outcome(etagOf(at('yesterday')), at('today'))).toBe(200);
    expect(await outcome(inCoding(etagOf(at('yesterday')), 'br'), at('today'))).toBe(200);
    expect(await outcome(etagOf(at('today')), [version, { name: 'Eda', lastLoginAt: 'today' }, ['lastLoginAt']])).toBe(412);
  });

  it('is refused when it is no list of tags', async () => {
    expect(
      await Promise.all(['old', '', '"a" "b"', '"a",', '*, "a"', `"${'a'.repeat(5000)}"`].map((one) => outcome(one))),
    ).toEqual(Array(6).fill(400));
  });
});
