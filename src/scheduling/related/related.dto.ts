import type { AppointmentStatus } from '../../generated/requests/appointments.js';
import type { CommunicationType } from '../../generated/requests/related.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

export type SecurityClassification = 'PUBLIC' | 'INTERNAL' | 'CONFIDENTIAL' | 'RESTRICTED';

/** An appointment in a client's list. */
export interface ClientAppointment {
  id: Id;
  /** @example "Speech therapy" */
  title: string;
  startTime: Instant;
  endTime: Instant;
  status: AppointmentStatus;
  learnerId: Id | null;
  /** @example "Robin Ellery" */
  learnerName: string | null;
  therapistId: Id;
  /** @example "Sam Rivera" */
  therapistName: string;
  roomId: Id | null;
  /** @example "Blue room" */
  roomName: string | null;
  locationId: Id | null;
  /** @example "Northfield" */
  locationName: string | null;
  isRecurring: boolean;
  isGroupSession: boolean;
}

export interface ClientAppointmentPage {
  items: ClientAppointment[];
  nextCursor: string | null;
  /** @example 1 */
  total?: number;
}

/** A communication in a client's list: all but what it says. */
export interface ClientCommunication {
  id: Id;
  type: CommunicationType;
  /**
   * @maxLength 200
   * @example "Next appointment"
   */
  subject: string;
  sentAt: Instant;
  securityClassification: SecurityClassification | null;
  isRead: boolean;
  requiresSignature: boolean;
  signedAt: Instant | null;
  learnerId: Id | null;
  threadId: Id | null;
  /** Who of the practice sent or received it. */
  userId: Id | null;
  /** @example "Sam Rivera" */
  userName: string | null;
}

export interface ClientCommunicationPage {
  items: ClientCommunication[];
  nextCursor: string | null;
  /** @example 1 */
  total?: number;
}

/** A document in a client's list: what is known of it, not what it holds. */
export interface ClientDocument {
  id: Id;
  /** @example "Hearing test" */
  title: string;
  /**
   * @maxLength 255
   * @example "hearing-test.pdf"
   */
  fileName: string;
  /**
   * @maxLength 255
   * @example "application/pdf"
   */
  mimeType: string;
  /**
   * Bytes.
   * @maxLength 19
   * @example "48213"
   */
  fileSize: string;
  categoryId: Id | null;
  /**
   * @maxLength 200
   * @example "CLINICAL"
   */
  categoryName: string | null;
  learnerId: Id | null;
  uploaderId: Id;
  uploadDate: Instant;
  /**
   * @maxItems 100
   * @example ["hearing"]
   */
  tags: string[];
  securityClassification: SecurityClassification;
  /**
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @example 1
   */
  version: number;
  expirationDate: Instant | null;
}

export interface ClientDocumentPage {
  items: ClientDocument[];
  nextCursor: string | null;
  /** @example 1 */
  total?: number;
}
