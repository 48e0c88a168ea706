import { setTimeout as sleep } from 'node:timers/promises';
import { gathered } from './gathered.js';

/** Answers with the state at the time when the statement begins; goes on when told. */
function slowReader() {
  const calls: { keys: string[]; go: () => void; fail: (error: Error) => void }[] = [];
  let state = 0;
  const read = gathered<string>(
    (keys) =>
      new Promise((done, failed) => {
        const seen = state;
        calls.push({ keys: [...keys], go: () => done(keys.map((key) => `${key} at ${seen}`)), fail: failed });
      }),
  );
  const called = async (number: number): Promise<(typeof calls)[number]> => {
    for (let tries = 0; tries < 200 && calls.length < number; tries++) await sleep(1);
    const found = calls[number - 1];
    if (!found) throw new Error(`There were ${calls.length} calls.`);
    return found;
  };
  return { read, called, calls, change: () => void state++ };
}

test('what is asked at the same time is one statement, each key once', async () => {
  const { read, called, calls } = slowReader();
  const asked = Promise.all([read('a'), read('b'), read('a')]);
  (await called(1)).go();
  expect(await asked).toEqual(['a at 0', 'b at 0', 'a at 0']);
  expect(calls.map(({ keys }) => keys)).toEqual([['a', 'b']]);
});

test('who asks while a statement is under way gets what holds after they asked, not what it has read before', async () => {
  const { read, called, change } = slowReader();
  const first = read('a');
  const under = await called(1);
  change();
  const second = read('a');
  under.go();
  expect(await first).toBe('a at 0');
  (await called(2)).go();
  expect(await second).toBe('a at 1');
});

test('a statement without an answer holds up nobody for long', async () => {
  const { read, called } = slowReader();
  const first = read('a');
  const stuck = await called(1);
  const second = read('b');
  (await called(2)).go();
  expect(await second).toBe('b at 0');
  stuck.go();
  expect(await first).toBe('a at 0');
});

test('all who asked get the error, and the next ask anew', async () => {
  const { read, called } = slowReader();
  const asked = Promise.allSettled([read('a'), read('b')]);
  (await called(1)).fail(new Error('away'));
  expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = read('a');
  (await called(2)).go();
  expect(await again).toBe('a at 0');
});

test('more than fit into one statement are asked in several', async () => {
  const { read, calls } = slowReader();
  const keys = Array.from({ length: 250 }, (_, index) => `k${index}`);
  const asked = Promise.all(keys.map(read));
  let gone = 0;
  for (let tries = 0; tries < 300 && gone < 250; tries++) {
    await sleep(1);
    gone = calls.reduce((sum, call) => sum + call.keys.length, 0);
    for (const call of calls) call.go();
  }
  expect(await asked).toEqual(keys.map((key) => `${key} at 0`));
  expect(Math.max(...calls.map((call) => call.keys.length))).toBe(100);
});
