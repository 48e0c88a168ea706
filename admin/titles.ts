/**
 * What a record is called in lists, references, pickers and breadcrumbs. Told from its own columns, and from the name of whose it is
 * where those alone tell too little (admin/whose.ts).
 */
import type { ModelName, Row } from '../src/records/records.types.js';
import type { Formats } from '../src/kernel/formats.js';
import { enumLabel, WEEKDAYS } from './words/labels.js';
import { KINDS } from './resources/index.js';
import { asText } from './words/text.js';

/** On whose clocks, and in which writing, a name says its times and amounts. */
export interface Reader {
  zone: string;
  formats: Formats;
}

type Namer = (row: Row, reader: Reader) => string;

const text = asText;
const day = (value: unknown, { formats }: Reader): string =>
  formats.day(value instanceof Date ? value.toISOString().slice(0, 10) : text(value));
const time = (value: unknown, { zone, formats }: Reader): string =>
  value instanceof Date ? formats.instant(value, zone) : text(value);
const twoDecimals = (value: unknown): string =>
  (value as { toFixed?: (digits: number) => string } | null)?.toFixed?.(2) ?? text(value);
const money = (value: unknown, { formats }: Reader): string => formats.money(twoDecimals(value));
const code = (value: unknown): string => enumLabel(text(value));
const joined = (separator: string, ...parts: string[]): string => parts.filter(Boolean).join(separator);
const weekday = (value: unknown): string => WEEKDAYS[text(value)] ?? '';
const DAYS: Readonly<Record<string, string>> = { MO: 'Mon', TU: 'Tue', WE: 'Wed', TH: 'Thu', FR: 'Fri', SA: 'Sat', SU: 'Sun' };
/** `TU,TH` → `Tue, Thu` */
const weekdayCodes = (value: unknown): string =>
  text(value)
    .replace(/[A-Z]{2}/g, (day) => DAYS[day] ?? day)
    .replaceAll(',', ', ');
const kindOf = (value: unknown): string => KINDS[text(value)] ?? text(value);
const dash = ' – ';

/** `Ellery, Robin`: clients, learners, caregivers. */
export const personName = (row: Row): string => joined(', ', text(row.lastName), text(row.firstName));
const column =
  (name: string): Namer =>
  (row) =>
    text(row[name]);

/** An entry of a log that was struck out says so in its name. */
const struck = (row: Row): string => (row.correction === 'STRUCK' ? 'struck out' : '');

const NAMERS: Partial<Record<ModelName, Namer>> = {
  User: (row) => joined(' ', text(row.firstName), text(row.lastName)),
  Client: personName,
  Learner: personName,
  Caregiver: personName,
  ClientInsurance: (row) => joined(dash, text(row.policyNumber), text(row.policyHolderName)),
  ClientFunding: (row, reader) =>
    joined(dash, text(row.referenceNumber), `${money(row.remainingAmount, reader)} of ${money(row.totalAmount, reader)} left`),
  Appointment: (row, reader) => joined(dash, time(row.startTime, reader), text(row.title)),
  AppointmentRecurrencePattern: (row, reader) =>
    joined(
      ' ',
      code(row.frequency),
      row.daysOfWeek ? `on ${weekdayCodes(row.daysOfWeek)}` : '',
      `from ${day(row.startDate, reader)}`,
    ),
  AppointmentStaff: (row) => code(row.role),
  AppointmentEquipment: (row) => `${text(row.quantity)} ×`,
  WorkingHours: (row, { formats }) =>
    joined(' ', weekday(row.weekday), joined('–', formats.wall(text(row.startTime)), formats.wall(text(row.endTime)))),
  TimeOff: (row, reader) => joined(dash, time(row.startTime, reader), time(row.endTime, reader)),
  WaitlistEntry: (row, reader) => joined(dash, code(row.serviceType), day(row.requestDate, reader)),
  WaitlistSkip: (row) => code(row.reason),
  WaitlistOffer: (row, reader) => joined(dash, text(row.title), time(row.startTime, reader)),
  VirtualSession: (row, reader) => joined(dash, time(row.scheduledStartTime, reader), text(row.meetingId)),
  VirtualSessionParticipant: (row) => text(row.externalName) || code(row.participantType),
  VirtualSessionRecording: (row, reader) => joined(dash, time(row.startTime, reader), code(row.recordingType)),
  ServiceCode: (row) => joined(dash, text(row.code), text(row.description)),
  Invoice: column('invoiceNumber'),
  InvoiceLineItem: (row, reader) => joined(dash, text(row.description), money(row.lineTotal, reader)),
  Payment: (row, reader) => joined(dash, day(row.paymentDate, reader), money(row.amount, reader)),
  InsuranceClaim: (row, reader) =>
    joined(dash, text(row.claimNumber), `${money(row.amountClaimed, reader)} on ${day(row.submissionDate, reader)}`),
  FundingAuthorization: (row, reader) => joined(dash, text(row.authorizationNumber), money(row.authorizedAmount, reader)),
  CalendarFeed: column('label'),
  Notification: column('title'),
  OutboxMessage: (row, reader) => joined(dash, code(row.kind), code(row.channel), time(row.createdAt, reader)),
  MessagingThread: column('subject'),
  Communication: (row, reader) => joined(dash, time(row.sentAt, reader), text(row.subject)),
  CommunicationAttachment: column('fileName'),
  ContentTranslation: (row) => joined(' ', code(row.contentType), text(row.contentId), `(${code(row.language)})`),
  Document: column('title'),
  DocumentPermission: (row) => code(row.permissionType),
  PermissionType: (row) => code(row.name),
  UserPermission: (row) => (row.granted ? 'Granted' : 'Denied'),
  RecordPermission: (row) => (row.granted ? 'Granted' : 'Denied'),
  RolePermission: (row) => code(row.role),
  UserLocation: (row) => (row.isPrimary ? 'Primary location' : 'Location'),
  AnalyticsMetric: column('metricName'),
  MetricsSnapshot: (row, reader) => joined(dash, day(row.snapshotDate, reader), reader.formats.decimal(twoDecimals(row.value))),
  DashboardWidget: column('title'),
  AuthLog: (row, reader) => joined(dash, time(row.timestamp, reader), code(row.action), struck(row)),
  CommunicationAccessLog: (row, reader) => joined(dash, time(row.accessTimestamp, reader), code(row.accessType), struck(row)),
  DocumentAccessLog: (row, reader) => joined(dash, time(row.accessTimestamp, reader), code(row.actionType), struck(row)),
  AuditEvent: (row, reader) => joined(dash, time(row.occurredAt, reader), code(row.action), kindOf(row.recordType)),
};

/**
 * A record's name for people.
 * @param reader whose clocks the times in it show
 * @param whose the name of the client that it is about, where it is known
 */
export function titleOf(model: ModelName, row: Row, id: string, reader: Reader, whose = ''): string {
  return joined(dash, whose, (NAMERS[model] ?? column('name'))(row, reader)) || `No. ${id}`;
}
