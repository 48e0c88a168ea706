import type { ModelName } from './records.types.js';

/**
 * Columns that are written but never read out: not in an answer, a list, a search, an export, an audit event or a log.
 */
const SECRETS: Partial<Record<ModelName, readonly string[]>> = {
  User: ['password', 'emailVerificationToken', 'passwordResetToken'],
  VirtualSession: ['meetingPassword'],
  WaitlistOffer: ['tokenHash'],
  CalendarFeed: ['tokenHash'],
  OutboxMessage: ['secret'],
  VirtualSessionParticipant: ['joinToken', 'personalJoinLink'],
};

/** The names of the model's secret fields. */
export function secretFields(model: ModelName): readonly string[] {
  return SECRETS[model] ?? [];
}
