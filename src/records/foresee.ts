/** How something would end: it is done by the same rules as ever, and taken back. */
import { type Ctx, inTransaction } from '../access/context.js';

/** Ends a transaction that was only to see how it would end. */
class TakenBack<T> extends Error {
  constructor(readonly outcome: T) {
    super('taken back');
  }
}

/** What `work` gives; nothing of what it wrote stays. Throws what it throws. */
export async function foresee<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(ctx, async (tx) => {
      throw new TakenBack(await work(tx));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome as T;
    throw error;
  }
}
