import { AppError } from './errors.js';
import { isId, toId, toOptionalId } from './ids.js';

describe('an id', () => {
  it.each(['1', '42', '9007199254740993', '9223372036854775807'])('may be %s', (text) => {
    expect(isId(text)).toBe(true);
    expect(toId(text)).toBe(BigInt(text));
  });

  it.each(['', '0', '-1', '01', '1e3', '1.0', ' 1', '1\n', '9223372036854775808', "'; --", '１'])('may not be %j', (text) => {
    expect(isId(text)).toBe(false);
    expect(() => toId(text, 'clientId')).toThrow(AppError);
  });

  it('stays absent or null where it may be', () => {
    expect([toOptionalId(undefined), toOptionalId(null), toOptionalId('7')]).toEqual([undefined, null, 7n]);
  });
});
