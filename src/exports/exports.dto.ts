import type { AppointmentStatus } from '../appointments/appointment-status.js';
import type { AppointmentKind } from '../appointments/appointments.dto.js';
import type { Priority } from '../clients/clients.dto.js';
import type { Id } from '../shared/ids.js';
import type { Instant } from '../shared/time.js';
import type { WaitlistStatus } from '../waitlist/waitlist-status.js';
import type { ServiceType } from '../waitlist/waitlist.dto.js';

/** Excel or CSV. */
export type FileFormat = 'xlsx' | 'csv';

/**
 * A file.
 * @format binary
 */
export type File = string;

export interface AppointmentExportQuery {
  format: FileFormat;
  sort?: 'startTime' | '-startTime' | 'createdAt' | '-createdAt';
  /** Its therapist, or anybody who works in it. */
  therapistId?: Id;
  clientId?: Id;
  /** Its learner, or one of the participants. */
  learnerId?: Id;
  roomId?: Id;
  locationId?: Id;
  /** One or several of them. */
  status?: AppointmentStatus[];
  kind?: AppointmentKind;
  /** Those of one series. */
  recurrencePatternId?: Id;
  /** Ends after this instant. */
  from?: Instant;
  /** Starts before this instant. */
  to?: Instant;
}

export interface WaitlistExportQuery {
  format: FileFormat;
  /** `priority`: the most urgent first, and of those the ones who asked first. */
  sort?: 'requestDate' | '-requestDate' | 'priority' | '-priority';
  /** One or several of them. */
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
   * Words of the client's name.
   * @minLength 1
   * @maxLength 100
   */
  q?: string;
}
