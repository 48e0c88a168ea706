import type { WaitlistMatches, WaitlistMatch } from './matches.dto.js';
import type { FoundMatches } from './matches.service.js';

/** What was found as the API tells of it. */
export function toWaitlistMatches({ timezone, fitting, others, fittingCount }: FoundMatches): WaitlistMatches {
  const item = ({ entry, reasons, obstacles, remarks }: FoundMatches['others'][number]): WaitlistMatch => ({
    waitlistId: entry.id,
    clientId: entry.clientId,
    clientName: entry.clientName,
    serviceType: entry.serviceType,
    effectivePriority: entry.effectivePriority,
    requestDate: entry.requestDate.toISOString(),
    reasons,
    obstacles,
    remarks,
    preferredSchedule: entry.preferredSchedule,
  });
  return { timezone, items: fitting.map(item), others: others.map(item), fitting: fittingCount };
}
