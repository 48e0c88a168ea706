/**
 * Everything that there is: the one file that knows every feature. A new table is its description's line here; the engines read
 * what is gathered, and import no feature.
 */
import { authorizationEvents } from './billing/authorizations/authorizations.events.js';
import { authorizationListeners } from './billing/authorizations/authorizations.listeners.js';
import { authorizationAnswers } from './billing/authorizations/remarks.service.js';
import { serviceAuthorizationRecord } from './billing/authorizations/service-authorization.record.js';
import { fundingAuthorizationRecord } from './billing/funding/funding-authorization.record.js';
import { fundingAuthorizationEvents } from './billing/funding/funding-authorizations.events.js';
import { feeAgreementRecord } from './billing/agreements/fee-agreement.record.js';
import { feeAgreementEvents } from './billing/agreements/fee-agreements.events.js';
import { clientPackageRecord } from './billing/prepayment/client-package.record.js';
import { packageEvents } from './billing/packages/packages.events.js';
import { prepaymentListeners } from './billing/prepayment/prepayment.listeners.js';
import { claimLineRecord } from './billing/claims/claim-line.record.js';
import { claimEvents } from './billing/claims/claims.events.js';
import { claimListeners } from './billing/claims/claims.listeners.js';
import { insuranceClaimRecord } from './billing/claims/insurance-claim.record.js';
import { policyYearRecord } from './billing/coverage/policy-year.record.js';
import { billingDayJob } from './billing/day/day.job.js';
import { creditNoteLineRecord } from './billing/invoices/credit-note-line.record.js';
import { creditNoteRecord } from './billing/invoices/credit-note.record.js';
import { invoiceLineTaxRecord } from './billing/invoices/invoice-line-tax.record.js';
import { invoiceLineRecord } from './billing/invoices/invoice-line.record.js';
import { invoicePayerRecord } from './billing/invoices/invoice-payer.record.js';
import { invoiceRecord } from './billing/invoices/invoice.record.js';
import { ledgerAccountRecord } from './billing/journal/ledger-account.record.js';
import { ledgerMovementRecord } from './billing/ledger/ledger-movement.record.js';
import { ledgerTransactionRecord } from './billing/ledger/ledger-transaction.record.js';
import { cardPaymentRecord } from './billing/cards/card-payment.record.js';
import { cardRefundRecord } from './billing/cards/card-refund.record.js';
import { cardEvents } from './billing/cards/cards.events.js';
import { cardPaymentsJob, pruneEventsOfCards } from './billing/cards/cards.job.js';
import { cardListeners } from './billing/cards/cards.listeners.js';
import { payLinkRecord } from './billing/cards/pay-link.record.js';
import { clientPayerRecord } from './billing/payers/client-payer.record.js';
import { clientPayerEvents } from './billing/payers/client-payers.events.js';
import { paymentPlanInstalmentRecord } from './billing/plans/payment-plan-instalment.record.js';
import { paymentPlanInvoiceRecord } from './billing/plans/payment-plan-invoice.record.js';
import { paymentPlanRecord } from './billing/plans/payment-plan.record.js';
import { planAnswers } from './billing/plans/plans.answers.js';
import { planEvents } from './billing/plans/plans.events.js';
import { paymentPlansJob } from './billing/plans/plans.job.js';
import { paymentRecord } from './billing/payments/payment.record.js';
import { receiptRecord } from './billing/payments/receipt.record.js';
import { refundRecord } from './billing/payments/refund.record.js';
import { billingPeriodRecord } from './billing/periods/billing-period.record.js';
import { billingSettingsRecord } from './billing/settings/billing-settings.record.js';
import { invoiceRunClientRecord } from './billing/runs/invoice-run-client.record.js';
import { invoiceRunRecord } from './billing/runs/invoice-run.record.js';
import { invoiceRunsJob } from './billing/runs/runs.job.js';
import { serviceCodeRecord } from './billing/services/service-code.record.js';
import { serviceRateRecord } from './billing/services/service-rate.record.js';
import { taxRateRecord } from './billing/taxes/tax-rate.record.js';
import { visitWaiverRecord } from './billing/visits/visit-waiver.record.js';
import { clientAlertRecord } from './clients/alerts/client-alert.record.js';
import { caregiverRecord } from './clients/caregivers/caregiver.record.js';
import { clientRecord } from './clients/clients/client.record.js';
import { clientFundingRecord } from './clients/funding/client-funding.record.js';
import { fundingProgramRecord } from './clients/funding/funding-program.record.js';
import { learnerRecord } from './clients/learners/learner.record.js';
import { Permission } from './access/permissions.js';
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
import { appointmentTypeRecord } from './scheduling/appointment-types/appointment-type.record.js';
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
import { invoiceEvents } from './billing/invoices/invoices.events.js';
import { ledgerAccountEvents } from './billing/journal/ledger-accounts.events.js';
import { clientMailActions, invoiceMailActions, receiptMailActions } from './billing/papers/mail-actions.js';
import { superbillAction } from './billing/papers/superbill-action.js';
import { invoiceSendActions } from './billing/sending/send-actions.js';
import { paperAnswers } from './billing/papers/papers.answers.js';
import { paymentEvents } from './billing/payments/payments.events.js';
import { periodEvents } from './billing/periods/periods.events.js';
import { billingSettingsEvents } from './billing/settings/settings.events.js';
import { translationEvents } from './messages/communications/content-translations.events.js';
import { insurerEvents } from './clients/policies/insurers.events.js';
import { programEvents } from './clients/funding/programs.events.js';
import { billingTextEvents } from './billing/texts/texts.events.js';
import { billingTextListeners } from './billing/texts/texts.listeners.js';
import { runEvents } from './billing/runs/runs.events.js';
import { serviceCodeEvents } from './billing/services/service-codes.events.js';
import { taxRateEvents } from './billing/taxes/tax-rates.events.js';
import { visitEvents } from './billing/visits/visits.events.js';
import { alertEvents } from './clients/alerts/alerts.events.js';
import { caregiverEvents } from './clients/caregivers/caregivers.events.js';
import { clientEvents } from './clients/clients/clients.events.js';
import { fundingEvents } from './clients/funding/funding.events.js';
import { learnerEvents } from './clients/learners/learners.events.js';
import { policyEvents } from './clients/policies/policies.events.js';
import { pruneEvents } from './events/events.queries.js';
import { handInEvents } from './events/listeners.js';
import { handInAnswers } from './events/questions.js';
import { permissionEvents } from './people/permissions/permissions.events.js';
import { userEvents } from './people/users/users.events.js';
import { practiceEvents } from './practice/details/practice.events.js';
import { equipmentEvents } from './practice/equipment/equipment.events.js';
import { locationEvents } from './practice/locations/locations.events.js';
import { roomEvents } from './practice/rooms/rooms.events.js';
import { appointmentTypeEvents } from './scheduling/appointment-types/appointment-types.events.js';
import { appointmentEvents } from './scheduling/appointments/appointments.events.js';
import { availabilityEvents } from './scheduling/availability/availability.events.js';
import { cancellationReasonEvents } from './scheduling/cancellation-reasons/cancellation-reasons.events.js';
import { calendarLinkEvents } from './scheduling/feeds/calendar-feeds.events.js';
import { priorityLevelEvents } from './scheduling/priority-levels/priority-levels.events.js';
import { seriesEvents } from './scheduling/series/series.events.js';
import { waitlistEvents } from './scheduling/waitlist/waitlist.events.js';
import { reminderListeners } from './messages/reminders/reminders.listeners.js';
import { waitlistListeners } from './scheduling/waitlist/waitlist.listeners.js';
import { zoneCorrectionAnswers } from './scheduling/zone-correction/zone-correction.answers.js';
import { deleteOldCounters } from './access/rate-limits.queries.js';
import { pruneExportRuns } from './exports/export-runs.queries.js';
import { deleteOldAnswers } from './http/idempotency.queries.js';
import { declareJobs, type Job } from './jobs/job.js';
import { pruneJob } from './jobs/prune.job.js';
import { sealJob } from './jobs/seal.job.js';
import { daysAgo, declarePrunings, type Pruning } from './jobs/prune.js';
import { pruneReadNotifications } from './messages/notifications/notifications.prune.js';
import { sendOutboxJob } from './messages/outbox/outbox.job.js';
import { pruneSentMessages } from './messages/outbox/outbox.prune.js';
import { remindJob } from './messages/reminders/reminders.job.js';
import { pruneSeriesPreviews } from './scheduling/series/preview.queries.js';
import { freedPlacesJob } from './messages/freed-places/freed-places.job.js';
import { expireOffersJob } from './scheduling/waitlist/offers.job.js';
import { withActions } from './records/description.js';
import { describeRecords, type RecordGroup, recordsOf } from './records/registry.js';

/** The panel's groups of tables, in the order of the work. */
export const RECORD_GROUPS: readonly RecordGroup[] = [
  {
    name: 'Families & cover',
    icon: 'Users',
    records: [
      withActions(clientRecord, clientMailActions),
      learnerRecord,
      caregiverRecord,
      clientAlertRecord,
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
      appointmentTypeRecord,
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
    pages: ['month-end', 'reports', 'reconciliation', 'close-month'],
    records: [
      withActions(invoiceRecord, { ...invoiceSendActions, superbill: superbillAction, ...invoiceMailActions }),
      paymentRecord,
      withActions(receiptRecord, receiptMailActions),
      refundRecord,
      creditNoteRecord,
      insuranceClaimRecord,
      paymentPlanRecord,
      clientPackageRecord,
      serviceAuthorizationRecord,
    ],
    seldom: {
      name: 'More of billing',
      for: [Permission.EDIT_BILLING, Permission.VIEW_FINANCIAL_REPORT],
      records: [
        serviceCodeRecord,
        serviceRateRecord,
        taxRateRecord,
        feeAgreementRecord,
        clientPayerRecord,
        billingSettingsRecord,
        invoiceRunRecord,
        invoiceRunClientRecord,
        visitWaiverRecord,
        payLinkRecord,
        cardPaymentRecord,
        cardRefundRecord,
        paymentPlanInstalmentRecord,
        paymentPlanInvoiceRecord,
        policyYearRecord,
        fundingAuthorizationRecord,
        billingPeriodRecord,
        ledgerMovementRecord,
        ledgerTransactionRecord,
        ledgerAccountRecord,
        invoiceLineRecord,
        invoiceLineTaxRecord,
        invoicePayerRecord,
        creditNoteLineRecord,
        claimLineRecord,
      ],
    },
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

/** What the server does by itself, in the order in which it is shown. */
export const JOBS: readonly Job[] = [
  sendOutboxJob,
  remindJob,
  freedPlacesJob,
  expireOffersJob,
  billingDayJob,
  invoiceRunsJob,
  cardPaymentsJob,
  paymentPlansJob,
  sealJob,
  pruneJob,
];

/** What is cleared away once nobody needs it any more. */
const PRUNINGS: readonly Pruning[] = [
  { run: pruneReadNotifications, counted: true },
  { run: pruneSentMessages, counted: true },
  { run: ({ pool }) => deleteOldCounters(pool) },
  { run: ({ pool }) => deleteOldAnswers(pool) },
  { run: pruneSeriesPreviews },
  { run: pruneExportRuns },
  { run: pruneEventsOfCards },
  { run: (ctx) => pruneEvents(ctx, daysAgo(ctx, ctx.config.eventDays)) },
];

/** What the operations of each tag of the API are about. */
export const TAGS: Readonly<Record<string, string>> = {
  Entrance: 'Where things are, and what each error code means. Open to everybody.',
  'Authentication & User Management':
    'Sign-in, sessions, one’s own account, and the people who work here with their roles and permissions.',
  Search: 'One search through everything that you may see.',
  'Client Management': 'Clients with their learners, caregivers, insurance, funding and who may see them.',
  'Appointment Management':
    'Appointments, series and groups: booking, moving, cancelling, who takes part, and the calendar that shows them.',
  Notifications: 'What one is told of, and by which way.',
  'Practice Management': 'The practice, its locations, rooms and equipment.',
  Availability: 'Who works when, who is away, when the practice is closed; free times, and what stands in the way of one.',
  'Waitlist Management': 'Who waits for which service, whom a free time would suit, and what they were offered.',
  Billing:
    'Invoices, payments, credit notes and refunds, what is billed at which rate, and the ledger from which every balance follows.',
  Exports: 'How far one’s own exports are.',
  'Calendar Feeds': 'Secret links under which calendar programs read a user’s own appointments.',
  'System Health & Monitoring': 'Whether the server and its database are well.',
};

describeRecords(RECORD_GROUPS.flatMap(recordsOf));
declareJobs(JOBS);
declarePrunings(PRUNINGS);

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
  alertEvents,
  caregiverEvents,
  policyEvents,
  insurerEvents,
  programEvents,
  fundingEvents,
  appointmentEvents,
  seriesEvents,
  appointmentTypeEvents,
  cancellationReasonEvents,
  availabilityEvents,
  waitlistEvents,
  priorityLevelEvents,
  calendarLinkEvents,
  translationEvents,
  serviceCodeEvents,
  taxRateEvents,
  feeAgreementEvents,
  packageEvents,
  clientPayerEvents,
  billingSettingsEvents,
  billingTextEvents,
  invoiceEvents,
  visitEvents,
  runEvents,
  authorizationEvents,
  paymentEvents,
  cardEvents,
  planEvents,
  claimEvents,
  fundingAuthorizationEvents,
  periodEvents,
  ledgerAccountEvents,
];

export const LISTENERS = [
  ...waitlistListeners,
  ...reminderListeners,
  ...claimListeners,
  ...cardListeners,
  ...prepaymentListeners,
  ...authorizationListeners,
  ...billingTextListeners,
];

export const ANSWERS = { ...zoneCorrectionAnswers, ...paperAnswers, ...planAnswers, ...authorizationAnswers };

handInEvents(EVENTS, LISTENERS);
handInAnswers(ANSWERS);
