import type { AppointmentStatus } from '../scheduling/appointments/rules/appointment-status.js';
import type { AppointmentKind } from '../scheduling/appointments/appointments.dto.js';
import type { Priority } from '../clients/clients/clients.dto.js';
import type { Id } from '../kernel/ids.js';
import type { Instant } from '../kernel/time.js';
import type { WaitlistStatus } from '../scheduling/waitlist/rules/waitlist-status.js';
import type { ServiceType } from '../scheduling/waitlist/waitlist.dto.js';

/** Excel or CSV. */
export type FileFormat = 'xlsx' | 'csv';

/**
 * A file.
 * @format binary
 */
export type ExportFile = string;

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

/** `CUT_OFF`: it failed, or its reader went away. */
export type ExportState = 'RUNNING' | 'DONE' | 'CUT_OFF';

/** How far an export is. */
export interface ExportRun {
  id: Id;
  /**
   * @maxLength 200
   * @example "Appointments"
   */
  title: string;
  format: FileFormat;
  /**
   * How many the file will have.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 48210
   */
  rows: number;
  /**
   * How many are written.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 12500
   */
  rowsSent: number;
  state: ExportState;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface ExportRunPage {
  items: ExportRun[];
  nextCursor: string | null;
  total?: number;
}

export interface ExportRunListQuery {
  /**
   * @isInt
   * @minimum 1
   * @maximum 200
   * @default 50
   */
  limit?: number;
  /**
   * `nextCursor` of the page before.
   * @minLength 1
   * @maxLength 2000
   */
  cursor?: string;
  /** @default "-createdAt" */
  sort?: 'createdAt' | '-createdAt' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * true: how many there are in all is told too.
   * @default false
   */
  count?: boolean;
  /** Those that are so. */
  state?: ExportState;
}
