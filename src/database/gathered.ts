/**
 * One statement for what many ask at the same time. Under load the way to the database and back costs more than what is read there; who
 * comes while a statement is under way goes with the next one. Each asks after its own request has come, as if it were alone: nothing is
 * kept for later.
 */
import DataLoader from 'dataloader';

/** Who comes later than this after a statement that has no answer yet does not wait for it: the next may have more luck. */
const LONGEST_WAIT_MS = 20;
const MOST_AT_ONCE = 100;

/**
 * A way to read by key that gathers what is asked at once.
 * @param load the values of so many different keys, in their order; if it throws, all who asked get its error
 */
export function gathered<Value>(load: (keys: readonly string[]) => Promise<Value[]>): (key: string) => Promise<Value> {
  let underWay = 0;
  let next: (() => void) | undefined;
  const goNow = (): void => {
    const go = next;
    next = undefined;
    go?.();
  };
  const loader = new DataLoader<string, Value>(
    async (keys) => {
      underWay++;
      try {
        const different = [...new Set(keys)];
        const values = await load(different);
        const byKey = new Map(different.map((key, index) => [key, values[index] as Value]));
        return keys.map((key) => byKey.get(key) as Value);
      } finally {
        underWay--;
        goNow();
      }
    },
    {
      cache: false,
      maxBatchSize: MOST_AT_ONCE,
      batchScheduleFn: (dispatch) => {
        // A full batch is followed by another before it has gone.
        goNow();
        next = dispatch;
        const goIfWaiting = (): void => {
          if (next === dispatch) goNow();
        };
        // At the end of this turn of the event loop: all whose requests came in it go together.
        if (underWay === 0) setImmediate(goIfWaiting);
        else setTimeout(goIfWaiting, LONGEST_WAIT_MS).unref();
      },
    },
  );
  return (key) => loader.load(key);
}
