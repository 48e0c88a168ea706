/**
 * Everything that there is: the one file that knows every feature. A new table is its description's line here; the engines read
 * what is gathered, and import no feature.
 */
import { fundingAuthorizationRecord } from './billing/claims/funding-authorization.record.js';
import { insuranceClaimRecord } from './billing/claims/insurance-claim.record.js';
import { invoiceLineRecord } from './billing/invoices/invoice-line.record.js';
import { invoiceRecord } from './billing/invoices/invoice.record.js';
import { paymentRecord } from './billing/payments/payment.record.js';
import { serviceCodeRecord } from './billing/services/service-code.record.js';
import { caregiverRecord } from './clients/caregivers/caregiver.record.js';
import { clientRecord } from './clients/clients/client.record.js';
import { clientFundingRecord } from './clients/funding/client-funding.record.js';
import { fundingProgramRecord } from './clients/funding/funding-program.record.js';
import { learnerRecord } from './clients/learners/learner.record.js';
import { clientInsuranceRecord } from './clients/policies/client-insurance.record.js';
import { insuranceProviderRecord } from './clients/policies/insurance-provider.record.js';
import { documentAccessLogRecord } from './documents/document-access-log.record.js';
import { documentCategoryRecord } from './documents/document-category.record.js';
import { documentPermissionRecord } from './documents/document-permission.record.js';
import { documentRecord } from './documents/document.record.js';
import { widgetRecord } from './insight/home/widget.record.js';
import { metricRecord } from './insight/metrics/metric.record.js';
import { metricsSnapshotRecord } from './insight/metrics/metrics-snapshot.record.js';
import { attachmentRecord } from './messages/communications/attachment.record.js';
import { communicationAccessLogRecord } from './messages/communications/communication-access-log.record.js';
import { communicationRecord } from './messages/communications/communication.record.js';
import { contentTranslationRecord } from './messages/communications/content-translation.record.js';
import { threadRecord } from './messages/communications/thread.record.js';
import { notificationRecord } from './messages/notifications/notification.record.js';
import { outboxMessageRecord } from './messages/outbox/outbox-message.record.js';
import { authLogRecord } from './people/auth/auth-log.record.js';
import { permissionTypeRecord } from './people/permissions/permission-type.record.js';
import { recordPermissionRecord } from './people/permissions/record-permission.record.js';
import { rolePermissionRecord } from './people/permissions/role-permission.record.js';
import { userPermissionRecord } from './people/permissions/user-permission.record.js';
import { notificationPreferenceRecord } from './people/users/notification-preference.record.js';
import { userLocationRecord } from './people/users/user-location.record.js';
import { userRecord } from './people/users/user.record.js';
import { practiceRecord } from './practice/details/practice.record.js';
import { equipmentRecord } from './practice/equipment/equipment.record.js';
import { locationRecord } from './practice/locations/location.record.js';
import { roomRecord } from './practice/rooms/room.record.js';
import { auditEventRecord } from './records/audit-event.record.js';
import { appointmentEquipmentRecord } from './scheduling/appointments/appointment-equipment.record.js';
import { appointmentStaffRecord } from './scheduling/appointments/appointment-staff.record.js';
import { appointmentRecord } from './scheduling/appointments/appointment.record.js';
import { groupParticipantRecord } from './scheduling/appointments/group-participant.record.js';
import { closureRecord } from './scheduling/availability/closure.record.js';
import { openingHoursRecord } from './scheduling/availability/opening-hours.record.js';
import { timeOffRecord } from './scheduling/availability/time-off.record.js';
import { workingHoursRecord } from './scheduling/availability/working-hours.record.js';
import { cancellationReasonRecord } from './scheduling/cancellation-reasons/cancellation-reason.record.js';
import { calendarFeedRecord } from './scheduling/feeds/calendar-feed.record.js';
import { priorityLevelRecord } from './scheduling/priority-levels/priority-level.record.js';
import { recurrencePatternRecord } from './scheduling/series/recurrence-pattern.record.js';
import { waitlistEntryRecord } from './scheduling/waitlist/waitlist-entry.record.js';
import { waitlistOfferRecord } from './scheduling/waitlist/waitlist-offer.record.js';
import { waitlistSkipRecord } from './scheduling/waitlist/waitlist-skip.record.js';
import { recordingRecord } from './telehealth/recording.record.js';
import { sessionParticipantRecord } from './telehealth/session-participant.record.js';
import { telehealthProviderRecord } from './telehealth/telehealth-provider.record.js';
import { virtualSessionRecord } from './telehealth/virtual-session.record.js';
import { caregiverEvents } from './clients/caregivers/caregivers.events.js';
import { clientEvents } from './clients/clients/clients.events.js';
import { fundingEvents } from './clients/funding/funding.events.js';
import { learnerEvents } from './clients/learners/learners.events.js';
import { policyEvents } from './clients/policies/policies.events.js';
import { handInEvents } from './events/listeners.js';
import { handInAnswers } from './events/questions.js';
import { permissionEvents } from './people/permissions/permissions.events.js';
import { userEvents } from './people/users/users.events.js';
import { practiceEvents } from './practice/details/practice.events.js';
import { equipmentEvents } from './practice/equipment/equipment.events.js';
import { locationEvents } from './practice/locations/locations.events.js';
import { roomEvents } from './practice/rooms/rooms.events.js';
import { appointmentEvents } from './scheduling/appointments/appointments.events.js';
import { availabilityEvents } from './scheduling/availability/availability.events.js';
import { cancellationReasonEvents } from './scheduling/cancellation-reasons/cancellation-reasons.events.js';
import { calendarLinkEvents } from './scheduling/feeds/calendar-feeds.events.js';
import { priorityLevelEvents } from './scheduling/priority-levels/priority-levels.events.js';
import { seriesEvents } from './scheduling/series/series.events.js';
import { waitlistEvents } from './scheduling/waitlist/waitlist.events.js';
import { waitlistListeners } from './scheduling/waitlist/waitlist.listeners.js';
import { zoneCorrectionAnswers } from './scheduling/zone-correction/zone-correction.answers.js';
import { describeRecords, type RecordGroup } from './records/registry.js';

/** The panel's groups of tables, in the order of the work. */
export const RECORD_GROUPS: readonly RecordGroup[] = [
  {
    name: 'Families & cover',
    icon: 'Users',
    records: [
      clientRecord,
      learnerRecord,
      caregiverRecord,
      clientInsuranceRecord,
      insuranceProviderRecord,
      clientFundingRecord,
      fundingProgramRecord,
      recordPermissionRecord,
    ],
  },
  {
    name: 'Schedule',
    icon: 'Calendar',
    pages: ['cancellations'],
    records: [
      appointmentRecord,
      waitlistEntryRecord,
      waitlistOfferRecord,
      waitlistSkipRecord,
      workingHoursRecord,
      timeOffRecord,
      priorityLevelRecord,
      cancellationReasonRecord,
      openingHoursRecord,
      closureRecord,
      recurrencePatternRecord,
      appointmentStaffRecord,
      groupParticipantRecord,
      appointmentEquipmentRecord,
    ],
  },
  {
    name: 'Telehealth',
    icon: 'Video',
    records: [virtualSessionRecord, sessionParticipantRecord, recordingRecord, telehealthProviderRecord],
  },
  {
    name: 'Payments & claims',
    icon: 'CreditCard',
    records: [
      invoiceRecord,
      invoiceLineRecord,
      paymentRecord,
      insuranceClaimRecord,
      fundingAuthorizationRecord,
      serviceCodeRecord,
    ],
  },
  {
    name: 'Threads & outbox',
    icon: 'MessageSquare',
    records: [communicationRecord, threadRecord, attachmentRecord, outboxMessageRecord, contentTranslationRecord],
  },
  { name: 'Documents', icon: 'FileText', records: [documentRecord, documentCategoryRecord, documentPermissionRecord] },
  { name: 'Practice', icon: 'Home', records: [practiceRecord, locationRecord, roomRecord, equipmentRecord] },
  {
    name: 'People & access',
    icon: 'Key',
    records: [
      userRecord,
      userLocationRecord,
      notificationPreferenceRecord,
      notificationRecord,
      calendarFeedRecord,
      rolePermissionRecord,
      userPermissionRecord,
      permissionTypeRecord,
    ],
  },
  { name: 'Analytics', icon: 'BarChart2', records: [metricRecord, metricsSnapshotRecord, widgetRecord] },
  {
    name: 'Logs',
    icon: 'List',
    pages: ['jobs'],
    records: [auditEventRecord, authLogRecord, communicationAccessLogRecord, documentAccessLogRecord],
  },
];

describeRecords(RECORD_GROUPS.flatMap(({ records }) => records));

/** What the features say happens, by domain in the order of the house. */
export const EVENTS = [
  userEvents,
  permissionEvents,
  practiceEvents,
  locationEvents,
  roomEvents,
  equipmentEvents,
  clientEvents,
  learnerEvents,
  caregiverEvents,
  policyEvents,
  fundingEvents,
  appointmentEvents,
  seriesEvents,
  cancellationReasonEvents,
  availabilityEvents,
  waitlistEvents,
  priorityLevelEvents,
  calendarLinkEvents,
];

export const LISTENERS = [...waitlistListeners];

export const ANSWERS = { ...zoneCorrectionAnswers };

handInEvents(EVENTS, LISTENERS);
handInAnswers(ANSWERS);
