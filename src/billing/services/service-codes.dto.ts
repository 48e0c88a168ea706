import type { TaxPurpose } from '../../generated/requests/service-codes.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/** What one unit costs on the days of a period. */
export interface ServiceRate {
  rate: Money;
  validFrom: CalendarDate;
  /** The last day; null until another rate follows. */
  validTo: CalendarDate | null;
}

/** A service that is billed. */
export interface ServiceCode {
  id: Id;
  /** @example "SLP-50" */
  code: string;
  /** @example "Speech therapy, 50 minutes" */
  description: string;
  /**
   * What a new line says: in the language of the client who is asked about, where the practice says it in that.
   * @maxLength 500
   * @example "Orthophonie, 50 minutes"
   */
  lineDescription: string;
  /** What one unit costs today, or on the day that was asked for. */
  rate: Money;
  /**
   * Per cent, where `taxPurpose` is null.
   * @maxLength 6
   * @example "0.00"
   */
  taxRate: string;
  taxPurpose: TaxPurpose | null;
  /**
   * One of the values of `BillableUnit`, or what was written before there were any.
   * @maxLength 100
   * @example "SESSION"
   */
  billableUnit: string;
  /**
   * Minutes below which it is not billed.
   * @isInt
   * @minimum 1
   * @maximum 1440
   * @example 20
   */
  minimumDuration: number | null;
  /** @example "With a note to the school." */
  notes: string | null;
  isActive: boolean;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A service with all that it ever cost. */
export interface ServiceCodeDetails extends ServiceCode {
  /**
   * The latest first.
   * @maxItems 200
   */
  rates: ServiceRate[];
}

/** One page of services. */
export interface ServiceCodePage {
  items: ServiceCode[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
