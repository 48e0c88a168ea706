import type { Ctx } from '../../access/context.js';
import type { ParticipantRow } from './appointments.queries.js';
import type { Participant } from './participants.dto.js';
import { mayReadParticipantNotes } from './participants.service.js';

/** The participant as the API tells of them to this reader. */
export function toParticipant(ctx: Ctx, row: ParticipantRow): Participant {
  return {
    ...row,
    notes: mayReadParticipantNotes(ctx, BigInt(row.clientId), BigInt(row.learnerId)) ? row.notes : null,
    createdAt: row.createdAt.toISOString(),
  };
}
