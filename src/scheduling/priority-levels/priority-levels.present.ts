import type { WaitlistPriorityLevel as WaitlistPriorityLevelRow } from '../../generated/prisma/index.js';
import type { WaitlistPriorityLevel } from './priority-levels.dto.js';

/** The priority level as the API tells of it. */
export function toWaitlistPriorityLevel(row: WaitlistPriorityLevelRow): WaitlistPriorityLevel {
  return {
    id: String(row.id),
    name: row.name,
    rank: row.rank,
    colour: row.colour,
    isActive: row.isActive,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
