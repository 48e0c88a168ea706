/**
 * The rules of every kind of record that the panel shows: who may do what with it, how it hangs off a client (for the
 * scope), which fields are clinical, and where a search looks. Kinds with a use case of their own name it in use-cases.ts.
 */
import { Permission as P } from '../access/permissions.js';
import type { RecordRules, RecordScope } from './record-rules.js';
import type { ModelName } from './records.types.js';

export type { RecordRules } from './record-rules.js';

const all = (permission: P): Pick<RecordRules, 'create' | 'edit' | 'delete'> => ({
  create: permission,
  edit: permission,
  delete: permission,
});
const ofClient = (path: string[], learnerId?: string[]): RecordScope => ({ kind: 'client', path, learnerId });
const none: RecordScope = { kind: 'none' };

export const REGISTRY = {
  // Clients
  Client: {
    what: 'client',
    view: P.VIEW_CLIENT,
    create: P.CREATE_CLIENT,
    edit: P.EDIT_CLIENT,
    delete: P.DELETE_CLIENT,
    scope: ofClient([]),
    clinical: ['notes'],
    search: ['firstName', 'lastName', 'email', 'phone'],
  },
  Learner: {
    what: 'learner',
    view: P.VIEW_CLIENT,
    create: P.CREATE_CLIENT,
    edit: P.EDIT_CLIENT,
    delete: P.DELETE_CLIENT,
    scope: ofClient(['client'], ['id']),
    clinical: ['notes'],
    search: ['firstName', 'lastName', 'course'],
  },
  Caregiver: {
    what: 'caregiver',
    view: P.VIEW_CLIENT,
    create: P.CREATE_CLIENT,
    edit: P.EDIT_CLIENT,
    delete: P.DELETE_CLIENT,
    scope: ofClient(['client']),
    search: ['firstName', 'lastName', 'email', 'phone'],
  },
  ClientInsurance: {
    what: 'insurance policy',
    view: P.VIEW_INSURANCE,
    ...all(P.EDIT_INSURANCE),
    scope: ofClient(['client']),
    search: ['policyNumber', 'memberId', 'policyHolderName'],
  },
  InsuranceProvider: {
    what: 'insurance provider',
    view: P.VIEW_INSURANCE,
    ...all(P.EDIT_BILLING),
    scope: none,
    search: ['name', 'city'],
  },
  ClientFunding: {
    what: 'funding source',
    view: P.VIEW_INSURANCE,
    ...all(P.EDIT_INSURANCE),
    scope: ofClient(['client']),
    search: ['referenceNumber', 'status'],
  },
  FundingProgram: {
    what: 'funding program',
    view: P.VIEW_INSURANCE,
    ...all(P.EDIT_BILLING),
    scope: none,
    search: ['name', 'programType'],
  },
  RecordPermission: {
    what: 'record permission',
    view: P.MANAGE_RECORD_PERMISSION,
    ...all(P.MANAGE_RECORD_PERMISSION),
    scope: { kind: 'client', path: ['client'], learnerId: ['learnerId'], optional: true },
    readOnly: ['grantedBy', 'grantedAt'],
    search: [],
  },

  // Schedule
  Appointment: {
    what: 'appointment',
    view: P.VIEW_APPOINTMENT,
    create: P.CREATE_APPOINTMENT,
    edit: P.EDIT_APPOINTMENT,
    delete: P.DELETE_APPOINTMENT,
    scope: ofClient(['client'], ['learnerId']),
    clinical: ['notes'],
    readOnly: [
      'isRecurring',
      'recurrencePatternId',
      'parentAppointmentId',
      'originalStart',
      'changedSingly',
      'cancelledAt',
      'cancelledBy',
      'lateCancellation',
      'isHold',
    ],
    search: ['title', 'location'],
  },
  AppointmentRecurrencePattern: {
    what: 'recurrence pattern',
    view: P.VIEW_APPOINTMENT,
    create: P.CREATE_APPOINTMENT,
    edit: P.EDIT_APPOINTMENT,
    delete: P.DELETE_APPOINTMENT,
    scope: { kind: 'through', relation: 'appointments', model: 'Appointment' },
    readOnly: ['rrule', 'timezone', 'durationMinutes', 'excludedDates', 'splitFromId'],
    search: ['daysOfWeek'],
  },
  AppointmentStaff: {
    what: 'staff of an appointment',
    view: P.VIEW_APPOINTMENT,
    ...all(P.EDIT_APPOINTMENT),
    scope: ofClient(['appointment', 'client'], ['appointment', 'learnerId']),
    search: [],
  },
  AppointmentEquipment: {
    what: 'equipment of an appointment',
    view: P.VIEW_APPOINTMENT,
    ...all(P.EDIT_APPOINTMENT),
    scope: ofClient(['appointment', 'client'], ['appointment', 'learnerId']),
    search: ['notes'],
  },
  AppointmentGroupParticipant: {
    what: 'group participant',
    view: P.VIEW_APPOINTMENT,
    ...all(P.EDIT_APPOINTMENT),
    scope: ofClient(['learner', 'client'], ['learnerId']),
    clinical: ['notes'],
    search: [],
  },
  WorkingHours: {
    what: 'working hours',
    view: P.VIEW_APPOINTMENT,
    ...all(P.EDIT_AVAILABILITY),
    scope: none,
    search: [],
  },
  TimeOff: {
    what: 'time off',
    view: P.VIEW_APPOINTMENT,
    ...all(P.EDIT_AVAILABILITY),
    scope: none,
    // That somebody is away is for the schedule; why is not.
    guarded: { fields: ['reason'], permission: P.EDIT_AVAILABILITY },
    search: [],
  },
  PracticeClosure: {
    what: 'closure',
    view: P.VIEW_APPOINTMENT,
    ...all(P.EDIT_AVAILABILITY),
    scope: none,
    search: ['name'],
  },
  WaitlistEntry: {
    what: 'waitlist entry',
    view: P.VIEW_WAITLIST,
    ...all(P.EDIT_WAITLIST),
    scope: ofClient(['client']),
    readOnly: ['statusChangedAt', 'statusChangedBy'],
    search: ['preferredSchedule'],
  },
  WaitlistOffer: {
    what: 'offer',
    view: P.VIEW_WAITLIST,
    create: null,
    edit: null,
    delete: null,
    scope: ofClient(['entry', 'client']),
    search: ['title'],
  },

  // Telehealth
  TelehealthProvider: {
    what: 'telehealth provider',
    view: P.VIEW_TELEHEALTH,
    ...all(P.EDIT_PRACTICE),
    scope: none,
    search: ['name'],
  },
  VirtualSession: {
    what: 'virtual session',
    view: P.VIEW_TELEHEALTH,
    ...all(P.EDIT_TELEHEALTH),
    clinical: ['notes'],
    scope: { kind: 'client', path: ['appointment', 'client'], learnerId: ['appointment', 'learnerId'], optional: true },
    search: ['meetingId', 'status'],
  },
  VirtualSessionParticipant: {
    what: 'session participant',
    view: P.VIEW_TELEHEALTH,
    ...all(P.EDIT_TELEHEALTH),
    scope: {
      kind: 'client',
      path: ['session', 'appointment', 'client'],
      learnerId: ['session', 'appointment', 'learnerId'],
      optional: true,
    },
    search: ['externalName', 'externalEmail', 'participantType'],
  },
  VirtualSessionRecording: {
    what: 'recording',
    view: P.VIEW_RECORDING,
    ...all(P.EDIT_TELEHEALTH),
    scope: {
      kind: 'client',
      path: ['session', 'appointment', 'client'],
      learnerId: ['session', 'appointment', 'learnerId'],
      optional: true,
    },
    search: ['recordingType'],
  },

  // Billing
  ServiceCode: {
    what: 'service code',
    view: P.VIEW_BILLING,
    ...all(P.EDIT_BILLING),
    scope: none,
    search: ['code', 'description'],
  },
  Invoice: {
    what: 'invoice',
    view: P.VIEW_BILLING,
    ...all(P.EDIT_BILLING),
    scope: ofClient(['client']),
    search: ['invoiceNumber'],
  },
  InvoiceLineItem: {
    what: 'invoice line',
    view: P.VIEW_BILLING,
    ...all(P.EDIT_BILLING),
    scope: ofClient(['invoice', 'client']),
    search: ['description'],
  },
  Payment: {
    what: 'payment',
    view: P.VIEW_BILLING,
    create: P.RECORD_PAYMENT,
    edit: P.EDIT_BILLING,
    delete: P.EDIT_BILLING,
    scope: ofClient(['invoice', 'client']),
    search: ['referenceNumber'],
  },
  InsuranceClaim: {
    what: 'insurance claim',
    view: P.VIEW_BILLING,
    ...all(P.EDIT_BILLING),
    scope: ofClient(['invoice', 'client']),
    search: ['claimNumber'],
  },
  FundingAuthorization: {
    what: 'funding authorization',
    view: P.VIEW_BILLING,
    ...all(P.EDIT_BILLING),
    scope: ofClient(['invoice', 'client']),
    search: ['authorizationNumber'],
  },

  // Communication
  MessagingThread: {
    what: 'thread',
    view: P.VIEW_COMMUNICATION,
    create: P.EDIT_COMMUNICATION,
    edit: P.EDIT_COMMUNICATION,
    delete: P.DELETE_COMMUNICATION,
    scope: ofClient(['client']),
    search: ['subject'],
  },
  Communication: {
    what: 'communication',
    view: P.VIEW_COMMUNICATION,
    create: P.EDIT_COMMUNICATION,
    edit: P.EDIT_COMMUNICATION,
    delete: P.DELETE_COMMUNICATION,
    scope: ofClient(['client'], ['learnerId']),
    classified: true,
    confidential: ['content', 'notes'],
    readOnly: ['readAt', 'readBy', 'signedAt', 'signedBy'],
    search: ['subject', 'content'],
  },
  CommunicationAttachment: {
    what: 'attachment',
    view: P.VIEW_COMMUNICATION,
    create: P.EDIT_COMMUNICATION,
    edit: P.EDIT_COMMUNICATION,
    delete: P.DELETE_COMMUNICATION,
    scope: ofClient(['communication', 'client'], ['communication', 'learnerId']),
    classified: true,
    classifiedWith: { relation: 'communication', model: 'Communication' },
    search: ['fileName'],
  },
  ContentTranslation: {
    what: 'translation',
    view: P.EDIT_PRACTICE,
    ...all(P.EDIT_PRACTICE),
    scope: none,
    search: ['contentType', 'contentId', 'translatedContent'],
  },

  // Documents
  DocumentCategory: { what: 'document category', view: P.VIEW_DOCUMENT, ...all(P.EDIT_PRACTICE), scope: none, search: ['name'] },
  Document: {
    what: 'document',
    view: P.VIEW_DOCUMENT,
    create: P.EDIT_DOCUMENT,
    edit: P.EDIT_DOCUMENT,
    delete: P.DELETE_DOCUMENT,
    scope: { kind: 'client', path: ['client'], learnerId: ['learnerId'], optional: true },
    classified: true,
    readOnly: ['uploaderId', 'uploadDate'],
    search: ['title', 'fileName'],
  },
  DocumentPermission: {
    what: 'document permission',
    view: P.MANAGE_PERMISSION,
    ...all(P.MANAGE_PERMISSION),
    scope: none,
    search: ['permissionType'],
  },

  // Practice
  Practice: {
    what: 'practice',
    view: P.VIEW_PRACTICE,
    ...all(P.EDIT_PRACTICE),
    scope: none,
    search: ['name'],
    guarded: { permission: P.EDIT_PRACTICE, fields: ['stripeCustomerId', 'stripeSubscriptionId', 'subscriptionStatus'] },
  },
  PracticeLocation: { what: 'location', view: P.VIEW_PRACTICE, ...all(P.EDIT_PRACTICE), scope: none, search: ['name', 'city'] },
  TherapyRoom: { what: 'room', view: P.VIEW_PRACTICE, ...all(P.EDIT_PRACTICE), scope: none, search: ['name'] },
  TherapyEquipment: { what: 'equipment', view: P.VIEW_PRACTICE, ...all(P.EDIT_PRACTICE), scope: none, search: ['name'] },

  // People and access
  User: {
    what: 'user',
    view: P.VIEW_USER,
    ...all(P.MANAGE_USER),
    scope: none,
    guarded: {
      permission: P.MANAGE_USER,
      fields: [
        'email',
        'phone',
        'isEmailVerified',
        'emailVerificationTokenExpires',
        'portalAccess',
        'portalLastLogin',
        'requirePasswordChange',
        'accountLocked',
        'failedLoginAttempts',
        'passwordResetExpires',
        'lastPasswordChange',
        'lastLoginAt',
        'lockedUntil',
      ],
    },
    readOnly: [
      'emailVerificationTokenExpires',
      'portalLastLogin',
      'accountLocked',
      'failedLoginAttempts',
      'passwordResetExpires',
      'lastPasswordChange',
      'lastLoginAt',
      'lockedUntil',
    ],
    search: ['firstName', 'lastName'],
  },
  UserLocation: { what: 'location of a user', view: P.VIEW_USER, ...all(P.MANAGE_USER), scope: none, search: [] },
  UserPermission: {
    what: 'user permission',
    view: P.MANAGE_PERMISSION,
    ...all(P.MANAGE_PERMISSION),
    scope: none,
    readOnly: ['grantedBy', 'grantedAt'],
    search: [],
  },
  RolePermission: { what: 'role permission', view: P.MANAGE_PERMISSION, ...all(P.MANAGE_PERMISSION), scope: none, search: [] },
  PermissionType: {
    what: 'permission',
    view: P.MANAGE_PERMISSION,
    ...all(P.MANAGE_PERMISSION),
    scope: none,
    search: ['name', 'description'],
  },
  NotificationPreference: {
    what: 'notification preference',
    view: P.VIEW_USER,
    ...all(P.VIEW_USER),
    scope: { kind: 'own', field: 'userId', unless: P.MANAGE_USER },
    search: [],
  },
  // Made and revoked by actions of their own; a link is told once.
  CalendarFeed: {
    what: 'calendar feed',
    view: P.VIEW_APPOINTMENT,
    create: null,
    edit: null,
    delete: null,
    scope: { kind: 'own', field: 'userId', unless: P.MANAGE_USER },
    search: ['label'],
  },
  // Told by the server; marked as read by an action of its own.
  Notification: {
    what: 'notification',
    view: P.VIEW_USER,
    create: null,
    edit: null,
    delete: null,
    scope: { kind: 'own', field: 'userId', unless: P.MANAGE_USER },
    search: ['title', 'body'],
  },
  // Whom a message goes to and what it says is for its own page.
  OutboxMessage: {
    what: 'message',
    view: P.VIEW_OUTBOX,
    create: null,
    edit: null,
    delete: null,
    scope: { kind: 'client', path: ['client'], optional: true },
    alwaysConfidential: true,
    confidential: ['address', 'subject', 'body'],
    search: ['kind'],
  },

  // Analytics
  AnalyticsMetric: {
    what: 'metric',
    view: P.VIEW_ANALYTICS,
    ...all(P.EDIT_ANALYTICS),
    scope: none,
    search: ['metricName', 'metricCategory'],
  },
  MetricsSnapshot: {
    what: 'metric snapshot',
    view: P.VIEW_ANALYTICS,
    ...all(P.EDIT_ANALYTICS),
    scope: none,
    search: ['comparisonPeriod'],
  },
  DashboardWidget: {
    what: 'widget',
    view: P.VIEW_PRACTICE,
    ...all(P.VIEW_PRACTICE),
    scope: { kind: 'own', field: 'userId', unless: P.MANAGE_USER },
    search: ['title'],
  },

  // Logs
  AuthLog: { what: 'sign-in log entry', view: P.VIEW_LOG, ...all(P.CORRECT_LOG), scope: none, search: ['action', 'ipAddress'] },
  CommunicationAccessLog: {
    what: 'communication access log entry',
    view: P.VIEW_LOG,
    ...all(P.CORRECT_LOG),
    scope: none,
    search: ['accessType'],
  },
  DocumentAccessLog: {
    what: 'document access log entry',
    view: P.VIEW_LOG,
    ...all(P.CORRECT_LOG),
    scope: none,
    search: ['actionType'],
  },
  AuditEvent: {
    what: 'audit event',
    view: P.VIEW_AUDIT,
    create: null,
    edit: null,
    delete: null,
    scope: { kind: 'trail' },
    search: ['actorName', 'action', 'recordType', 'recordId'],
  },
} satisfies Partial<Record<ModelName, RecordRules>>;

/** The kinds of record that have rules, so that the panel may show them. */
export const RECORD_KINDS = Object.keys(REGISTRY) as (keyof typeof REGISTRY)[];

/** Whether the kind has rules: the tables that nobody sees have none. */
export function hasRules(model: ModelName): boolean {
  return Object.hasOwn(REGISTRY, model);
}

/** The rules of a kind. Throws for tables that nobody sees (sessions, counters): a programming error. */
export function rulesOf(model: ModelName): RecordRules {
  const rules = (REGISTRY as Partial<Record<ModelName, RecordRules>>)[model];
  if (!rules) throw new Error(`${model} has no rules.`);
  return rules;
}
