import type { Ctx } from '../../access/context.js';
import { notesReader } from '../../access/policy.js';
import type { ParticipantRow } from './appointments.queries.js';
import type { Participant } from './participants.dto.js';

/** The participant as the API tells of them to this reader. */
export function toParticipant(ctx: Ctx, row: ParticipantRow): Participant {
  return {
    ...row,
    notes: notesReader(ctx.actor)(BigInt(row.clientId), BigInt(row.learnerId)) ? row.notes : null,
    createdAt: row.createdAt.toISOString(),
  };
}
