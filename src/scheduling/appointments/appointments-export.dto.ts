import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { FileFormat } from '../../exports/exports.dto.js';
import type { AppointmentKind } from './appointments.dto.js';
import type { AppointmentStatus } from './rules/appointment-status.js';

export interface AppointmentExportQuery {
  format: FileFormat;
  /** @default "startTime" */
  sort?: 'startTime' | '-startTime' | 'createdAt' | '-createdAt' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /** Its therapist, or anybody who works in it. */
  therapistId?: Id;
  clientId?: Id;
  /** Its learner, or one of the participants. */
  learnerId?: Id;
  roomId?: Id;
  locationId?: Id;
  /**
   * One or several of them.
   * @maxItems 10
   */
  status?: AppointmentStatus[];
  kind?: AppointmentKind;
  /** Those of one series. */
  recurrencePatternId?: Id;
  /** Ends after this instant. */
  from?: Instant;
  /** Starts before this instant. */
  to?: Instant;
}
