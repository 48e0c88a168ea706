/** Why a processor did not do what it was asked. Never its own words: they may repeat what was sent. */
export class ProcessorError extends Error {
  override readonly name = 'ProcessorError';

  /**
   * @param kind REFUSED: it said no, and nothing happened. UNSURE: no answer, or none that could be read; it may have happened.
   * WRONG: the answer is about something else
   * @param reason a word for the log: `timeout`, `status 500`, a code of the processor
   */
  constructor(
    readonly kind: 'REFUSED' | 'UNSURE' | 'WRONG',
    readonly reason: string,
  ) {
    super(`The processor of cards: ${kind.toLowerCase()} (${reason})`);
  }
}
