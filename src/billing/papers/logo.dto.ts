import type { Instant } from '../../kernel/time.js';

/** The logo at the head of papers. */
export interface Logo {
  /**
   * @maxLength 10
   * @example "image/png"
   */
  type: string;
  /**
   * In pixels.
   * @isInt
   * @minimum 1
   * @maximum 2000
   * @example 320
   */
  width: number;
  /**
   * @isInt
   * @minimum 1
   * @maximum 2000
   * @example 96
   */
  height: number;
  updatedAt: Instant;
}
