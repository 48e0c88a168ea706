/**
 * What a record is called in lists, references, pickers and breadcrumbs. Told from its own columns, and from the name of whose it is
 * where those alone tell too little (admin/whose.ts).
 */
import type { ModelName, Row } from '../src/records/records.types.js';
import { enumLabel, WEEKDAYS } from './labels.js';
import { asText } from './text.js';
import { toWallTime } from './zone.js';

type Namer = (row: Row, zone: string) => string;

const text = asText;
const day = (value: unknown): string => (value instanceof Date ? value.toISOString().slice(0, 10) : text(value));
const time = (value: unknown, zone: string): string =>
  value instanceof Date ? toWallTime(value, zone).replace('T', ' ') : text(value);
const money = (value: unknown): string => (value as { toFixed?: (digits: number) => string } | null)?.toFixed?.(2) ?? text(value);
const joined = (separator: string, ...parts: string[]): string => parts.filter(Boolean).join(separator);
const weekday = (value: unknown): string => WEEKDAYS[text(value)] ?? '';
const dash = ' – ';

const person: Namer = (row) => joined(', ', text(row.lastName), text(row.firstName));
const column =
  (name: string): Namer =>
  (row) =>
    text(row[name]);

/** An entry of a log that was struck out says so in its name. */
const struck = (row: Row): string => (row.correction === 'STRUCK' ? 'struck out' : '');

const NAMERS: Partial<Record<ModelName, Namer>> = {
  User: (row) => joined(' ', text(row.firstName), text(row.lastName)),
  Client: person,
  Learner: person,
  Caregiver: person,
  ClientInsurance: (row) => joined(dash, text(row.policyNumber), text(row.policyHolderName)),
  ClientFunding: (row) =>
    joined(dash, text(row.referenceNumber), `${money(row.remainingAmount)} of ${money(row.totalAmount)} left`),
  Appointment: (row, zone) => joined(dash, time(row.startTime, zone), text(row.title)),
  AppointmentRecurrencePattern: (row) =>
    joined(' ', enumLabel(text(row.frequency)), row.daysOfWeek ? `on ${text(row.daysOfWeek)}` : '', `from ${day(row.startDate)}`),
  AppointmentStaff: (row) => enumLabel(text(row.role)),
  AppointmentEquipment: (row) => `${text(row.quantity)} ×`,
  WorkingHours: (row) => joined(' ', weekday(row.weekday), joined('–', text(row.startTime), text(row.endTime))),
  TimeOff: (row, zone) => joined(dash, time(row.startTime, zone), time(row.endTime, zone)),
  WaitlistEntry: (row) => joined(dash, enumLabel(text(row.serviceType)), day(row.requestDate)),
  WaitlistSkip: (row) => enumLabel(text(row.reason)),
  WaitlistOffer: (row, zone) => joined(dash, text(row.title), time(row.startTime, zone)),
  VirtualSession: (row, zone) => joined(dash, time(row.scheduledStartTime, zone), text(row.meetingId)),
  VirtualSessionParticipant: (row) => text(row.externalName) || text(row.participantType),
  VirtualSessionRecording: (row, zone) => joined(dash, time(row.startTime, zone), text(row.recordingType)),
  ServiceCode: (row) => joined(dash, text(row.code), text(row.description)),
  Invoice: column('invoiceNumber'),
  InvoiceLineItem: (row) => joined(dash, text(row.description), money(row.lineTotal)),
  Payment: (row) => joined(dash, day(row.paymentDate), money(row.amount)),
  InsuranceClaim: (row) => joined(dash, text(row.claimNumber), `${money(row.amountClaimed)} on ${day(row.submissionDate)}`),
  FundingAuthorization: (row) => joined(dash, text(row.authorizationNumber), money(row.authorizedAmount)),
  CalendarFeed: column('label'),
  Notification: column('title'),
  OutboxMessage: (row, zone) => joined(dash, enumLabel(text(row.kind)), enumLabel(text(row.channel)), time(row.createdAt, zone)),
  MessagingThread: column('subject'),
  Communication: (row) => joined(dash, day(row.sentAt), text(row.subject)),
  CommunicationAttachment: column('fileName'),
  ContentTranslation: (row) => joined(' ', text(row.contentType), text(row.contentId), `(${enumLabel(text(row.language))})`),
  Document: column('title'),
  DocumentPermission: column('permissionType'),
  UserPermission: (row) => (row.granted ? 'Granted' : 'Denied'),
  RecordPermission: (row) => (row.granted ? 'Granted' : 'Denied'),
  RolePermission: (row) => enumLabel(text(row.role)),
  UserLocation: (row) => (row.isPrimary ? 'Primary location' : 'Location'),
  AnalyticsMetric: column('metricName'),
  MetricsSnapshot: (row) => joined(dash, day(row.snapshotDate), money(row.value)),
  DashboardWidget: column('title'),
  AuthLog: (row, zone) => joined(dash, time(row.timestamp, zone), text(row.action), struck(row)),
  CommunicationAccessLog: (row, zone) => joined(dash, time(row.accessTimestamp, zone), text(row.accessType), struck(row)),
  DocumentAccessLog: (row, zone) => joined(dash, time(row.accessTimestamp, zone), text(row.actionType), struck(row)),
  AuditEvent: (row, zone) => joined(dash, time(row.occurredAt, zone), text(row.action), text(row.recordType)),
};

/** What the columns of a record without times call it; empty where they say nothing. */
export const nameOf = (model: ModelName, row: Row, zone = 'UTC'): string => (NAMERS[model] ?? column('name'))(row, zone);

/**
 * A record's name for people.
 * @param zone whose clocks the times in it show
 * @param whose the name of the client that it is about, where it is known
 */
export function titleOf(model: ModelName, row: Row, id: string, zone: string, whose = ''): string {
  return joined(dash, whose, nameOf(model, row, zone)) || `No. ${id}`;
}
