import { randomBytes } from 'node:crypto';
import { box, holderOf, openText, sealText, unbox } from './envelope.js';

const holder = { id: 7n, key: randomBytes(32) };
const ABOUT = 'OutboxMessage:42:body';

describe('A sealed text', () => {
  it('opens for what it belongs to, whatever it says', () => {
    for (const text of ['', 'Grüße, Zoë O’Brien 🌿', 'sealed:1:7:AAAA', 'x'.repeat(200_000)])
      expect(openText(holder, ABOUT, sealText(holder, ABOUT, text))).toBe(text);
  });

  it('does not open for another row, another column, another key, or a key of the same number', () => {
    const sealed = sealText(holder, ABOUT, 'secret');
    expect(openText(holder, 'OutboxMessage:43:body', sealed)).toBeUndefined();
    expect(openText(holder, 'OutboxMessage:42:subject', sealed)).toBeUndefined();
    expect(openText({ ...holder, id: 8n }, ABOUT, sealed)).toBeUndefined();
    expect(openText({ ...holder, key: randomBytes(32) }, ABOUT, sealed)).toBeUndefined();
    expect(openText({ ...holder, id: 8n }, ABOUT, sealed.replace(':7:', ':8:'))).toBeUndefined();
  });

  it('does not open with any byte changed or cut', () => {
    const sealed = sealText(holder, ABOUT, 'secret');
    const [head, base64] = [sealed.slice(0, sealed.lastIndexOf(':') + 1), sealed.slice(sealed.lastIndexOf(':') + 1)];
    const bytes = Buffer.from(base64, 'base64');
    for (let at = 0; at < bytes.length; at++) {
      const touched = Buffer.from(bytes);
      touched[at] = (touched[at] ?? 0) ^ 1;
      expect(openText(holder, ABOUT, head + touched.toString('base64'))).toBeUndefined();
      expect(openText(holder, ABOUT, head + bytes.subarray(0, at).toString('base64'))).toBeUndefined();
    }
  });

  it('is another each time, and tells which key it hangs off', () => {
    const [one, other] = [sealText(holder, ABOUT, 'same'), sealText(holder, ABOUT, 'same')];
    expect(one).not.toBe(other);
    expect(holderOf(one)).toBe(7n);
    for (const text of ['', 'sealed:1:', 'sealed:1:x:AAAA', 'sealed:1:7:not base64!', 'sealed:2:7:AAAA'])
      expect(holderOf(text)).toBeUndefined();
  });
});

describe('A box', () => {
  it('gives back its bytes to its key and for what it is about alone', () => {
    const bytes = randomBytes(1000);
    const boxed = box(holder.key, 'a', bytes);
    expect(unbox(holder.key, 'a', boxed)).toEqual(bytes);
    expect(unbox(holder.key, 'b', boxed)).toBeUndefined();
    expect(unbox(randomBytes(32), 'a', boxed)).toBeUndefined();
    expect(unbox(holder.key, 'a', Buffer.alloc(27))).toBeUndefined();
  });
});
