import type { CancellationReason as CancellationReasonRow } from '../../generated/prisma/index.js';
import type { CancellationReason } from './cancellation-reasons.dto.js';

/** The cancellation reason as the API tells of it. */
export function toCancellationReason(row: CancellationReasonRow): CancellationReason {
  return {
    id: String(row.id),
    name: row.name,
    party: row.party,
    isActive: row.isActive,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
