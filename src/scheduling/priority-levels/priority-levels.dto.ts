import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** A level of urgency that the practice has named. */
export interface WaitlistPriorityLevel {
  id: Id;
  /** @example "Safeguarding" */
  name: string;
  /**
   * The lower the more urgent. On one scale with the three priorities: HIGH counts as 100, MEDIUM as 200, LOW as 300.
   * @isInt
   * @example 50
   */
  rank: number;
  /** @example "#C0392B" */
  colour: string;
  /** Whether it is offered; what has it already keeps it. */
  isActive: boolean;
  createdAt: Instant;
  updatedAt: Instant;
}

/** All of them, at most 200. */
export interface WaitlistPriorityLevelList {
  /** @maxItems 200 */
  items: WaitlistPriorityLevel[];
}

/** A new priority level. */
export interface WaitlistPriorityLevelInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Safeguarding"
   */
  name: string;
  /**
   * The lower the more urgent. HIGH counts as 100, MEDIUM as 200, LOW as 300.
   * @isInt
   * @minimum 1
   * @maximum 999
   * @example 50
   */
  rank: number;
  /**
   * @pattern ^#[0-9A-Fa-f]{6}$
   * @maxLength 7
   * @example "#C0392B"
   */
  colour: string;
  isActive?: boolean;
}

/** What can be changed of a priority level. */
export interface UpdateWaitlistPriorityLevelInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Safeguarding"
   */
  name?: string;
  /**
   * The lower the more urgent. HIGH counts as 100, MEDIUM as 200, LOW as 300.
   * @isInt
   * @minimum 1
   * @maximum 999
   * @example 50
   */
  rank?: number;
  /**
   * @pattern ^#[0-9A-Fa-f]{6}$
   * @maxLength 7
   * @example "#C0392B"
   */
  colour?: string;
  isActive?: boolean;
}
