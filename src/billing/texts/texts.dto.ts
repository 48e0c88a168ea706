import type { BillingTextSubject } from '../../generated/requests/texts.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** A text of the practice's that stands on papers, and what it says in other languages. */
export interface BillingText {
  /**
   * Which it is: `terms`, `instructions`, `footer`, `service-` or `tax-` with an id.
   * @maxLength 30
   * @example "service-12"
   */
  key: string;
  subject: BillingTextSubject;
  /** The service, or one of the taxes of that name. */
  recordId: Id | null;
  /**
   * The service's code.
   * @maxLength 40
   * @example "SLP-50"
   */
  code: string | null;
  /**
   * As the settings, the service or the tax says it: it stands where a language has none of its own. Null: nothing is said.
   * @maxLength 4000
   * @example "Speech therapy, 50 minutes"
   */
  text: string | null;
  /**
   * @maxLength 4000
   * @example "Speech-language therapy, 50 minutes"
   */
  EN: string | null;
  /**
   * @maxLength 4000
   * @example "Orthophonie, 50 minutes"
   */
  FR: string | null;
  /**
   * @maxLength 4000
   * @example "Logopedia, 50 minutos"
   */
  ES: string | null;
  /** When one of the languages was changed last. */
  updatedAt: Instant | null;
}

/** A page of texts. */
export interface BillingTextPage {
  /** @maxItems 200 */
  items: BillingText[];
  nextCursor: string | null;
  /**
   * @isInt
   * @minimum 0
   */
  total?: number;
}
