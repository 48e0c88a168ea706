import type { RecordPermission } from './record-permissions.dto.js';
import type { RecordPermissionFacts } from './record-permissions.queries.js';

/** The entry as the API tells of it. */
export function toRecordPermission(row: RecordPermissionFacts, now: Date): RecordPermission {
  const { id, userId, userName, permission, granted, clientId, learnerId, expiresAt, grantedAt, grantedBy } = row;
  return {
    id,
    userId,
    userName,
    permission,
    granted,
    clientId,
    learnerId,
    expiresAt: expiresAt?.toISOString() ?? null,
    isLive: !expiresAt || expiresAt > now,
    grantedAt: grantedAt.toISOString(),
    grantedBy,
  };
}
