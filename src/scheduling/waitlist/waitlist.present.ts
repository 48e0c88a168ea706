import { daysWaited } from './rules/waitlist-status.js';
import type { WaitlistEntry } from './waitlist.dto.js';
import type { WaitlistRow } from './waitlist.queries.js';

/** The entry as the API tells of it. @param now for how long it has waited */
export function toWaitlistEntry(row: WaitlistRow, now: Date): WaitlistEntry {
  const until = row.status === 'WAITING' ? now : (row.statusChangedAt ?? row.updatedAt);
  return {
    id: row.id,
    clientId: row.clientId,
    clientName: row.clientName,
    serviceType: row.serviceType,
    status: row.status,
    requestDate: row.requestDate.toISOString(),
    priority: row.priority,
    effectivePriority: row.effectivePriority,
    priorityLevelId: row.priorityLevelId,
    priorityLevelName: row.priorityLevelName,
    priorityLevelColour: row.priorityLevelColour,
    rank: row.rank,
    position: row.position,
    waitingDays: daysWaited(row.requestDate, until),
    preferredSchedule: row.preferredSchedule,
    preferredDays: row.preferredDays ?? [],
    preferredFrom: row.preferredFrom,
    preferredTo: row.preferredTo,
    preferredTherapistId: row.preferredTherapistId,
    preferredTherapistName: row.preferredTherapistName,
    preferredLocationId: row.preferredLocationId,
    preferredLocationName: row.preferredLocationName,
    preferredLanguage: row.preferredLanguage,
    notes: row.notes,
    statusChangedAt: row.statusChangedAt?.toISOString() ?? null,
    statusChangedBy: row.statusChangedBy,
    appointmentId: row.appointmentId,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    createdBy: row.createdBy,
    updatedBy: row.updatedBy,
  };
}
