import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { FileFormat } from '../../generated/requests/exports.js';
import type { Priority } from '../../generated/requests/clients.js';
import type { WaitlistStatus } from './rules/waitlist-status.js';
import type { ServiceType } from './waitlist.dto.js';

export interface WaitlistExportQuery {
  format: FileFormat;
  /**
   * `priority`: the most urgent first, and of those the ones who asked first.
   * @default "requestDate"
   */
  sort?: 'requestDate' | '-requestDate' | 'priority' | '-priority' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * One or several of them.
   * @maxItems 10
   */
  status?: WaitlistStatus[];
  serviceType?: ServiceType;
  clientId?: Id;
  /** What counts: the entry's own, or else the client's. */
  priority?: Priority;
  /** Those who asked for this therapist. */
  preferredTherapistId?: Id;
  /** Those who asked for this location. */
  preferredLocationId?: Id;
  /**
   * Words of the client's name, e-mail address or phone number, in any writing.
   * @minLength 1
   * @maxLength 100
   */
  q?: string;
}
