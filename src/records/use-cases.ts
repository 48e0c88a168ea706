/**
 * The kinds of record that have use cases of their own: the panel's forms call what the API calls. `data` comes typed
 * (bigint, Date, Decimal); `wire` says it in the API's terms.
 */
import { cancellationReasonRecords } from '../scheduling/cancellation-reasons/cancellation-reasons.records.js';
import { appointmentRecords } from '../scheduling/appointments/appointments.records.js';
import {
  appointmentEquipmentRecords,
  appointmentParticipantRecords,
  appointmentStaffRecords,
} from '../scheduling/appointments/company.records.js';
import {
  closureRecords,
  openingHoursRecords,
  timeOffRecords,
  workingHoursRecords,
} from '../scheduling/availability/availability.records.js';
import {
  caregiverRecords,
  clientRecords,
  fundingRecords,
  insuranceRecords,
  learnerRecords,
} from '../clients/clients/clients.records.js';
import { equipmentRecords, locationRecords, practiceRecords, roomRecords } from '../practice/details/practice.records.js';
import {
  permissionTypeRecords,
  recordPermissionRecords,
  rolePermissionRecords,
  userPermissionRecords,
} from '../people/permissions/permissions.records.js';
import { notificationPreferenceRecords, userLocationRecords, userRecords } from '../people/users/users.records.js';
import { waitlistPriorityLevelRecords } from '../scheduling/priority-levels/priority-levels.records.js';
import { waitlistRecords } from '../scheduling/waitlist/waitlist.records.js';
import type { ModelName, RecordUseCases } from './records.types.js';

const USE_CASES: Partial<Record<ModelName, RecordUseCases>> = {
  Appointment: appointmentRecords,
  AppointmentStaff: appointmentStaffRecords,
  AppointmentEquipment: appointmentEquipmentRecords,
  AppointmentGroupParticipant: appointmentParticipantRecords,
  WaitlistEntry: waitlistRecords,
  WorkingHours: workingHoursRecords,
  TimeOff: timeOffRecords,
  PracticeClosure: closureRecords,
  OpeningHours: openingHoursRecords,
  CancellationReason: cancellationReasonRecords,
  WaitlistPriorityLevel: waitlistPriorityLevelRecords,
  Client: clientRecords,
  Learner: learnerRecords,
  Caregiver: caregiverRecords,
  ClientInsurance: insuranceRecords,
  ClientFunding: fundingRecords,
  Practice: practiceRecords,
  PracticeLocation: locationRecords,
  TherapyRoom: roomRecords,
  TherapyEquipment: equipmentRecords,
  User: userRecords,
  UserLocation: userLocationRecords,
  NotificationPreference: notificationPreferenceRecords,
  UserPermission: userPermissionRecords,
  RolePermission: rolePermissionRecords,
  PermissionType: permissionTypeRecords,
  RecordPermission: recordPermissionRecords,
};

/** The use cases behind a kind of record, if it has any. */
export function useCasesOf(model: ModelName): RecordUseCases | undefined {
  return USE_CASES[model];
}
