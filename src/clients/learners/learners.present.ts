import { fromDate } from '../../kernel/time.js';
import type { Learner } from './learners.dto.js';
import type { LearnerRow } from './learners.queries.js';

/** The learner as the API tells of them. */
export function toLearner(row: LearnerRow, withNotes: boolean): Learner {
  return {
    id: row.id,
    clientId: row.clientId,
    firstName: row.firstName,
    lastName: row.lastName,
    dateOfBirth: row.dateOfBirth ? fromDate(row.dateOfBirth) : null,
    gender: row.gender,
    course: row.course,
    schedule: row.schedule,
    status: row.status,
    ...(withNotes ? { notes: row.notes } : {}),
    instructorId: row.instructorId,
    instructorName: row.instructorName,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
