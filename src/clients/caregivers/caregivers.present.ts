import type { Caregiver as CaregiverRow } from '../../generated/prisma/index.js';
import { fromDate } from '../../kernel/time.js';
import type { Relationship } from '../../generated/requests/caregivers.js';
import type { Caregiver } from './caregivers.dto.js';

/** The caregiver as the API tells of them. */
export function toCaregiver(row: CaregiverRow): Caregiver {
  const { createdBy: _createdBy, updatedBy: _updatedBy, ...rest } = row;
  return {
    ...rest,
    id: String(row.id),
    clientId: String(row.clientId),
    relationship: row.relationship as Relationship,
    consentExpiresOn: row.consentExpiresOn && fromDate(row.consentExpiresOn),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
