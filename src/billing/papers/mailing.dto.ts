/** What became of a paper that is to be sent. */
export interface EmailedPaper {
  /**
   * True: it goes out within a minute. False: the practice sends no e-mail; it is kept in the outbox.
   * @example true
   */
  queued: boolean;
}
