/**
 * By which ways the practice sends messages is one answer for all its processes, kept in the database: what one of them writes,
 * another sends, and none puts aside what the others would send.
 */
import type { AppDeps } from '../access/context.js';
import { closeChannel, openChannel, outgoingChannels } from './channels.queries.js';

/** Why a process does not go with the practice's others; for the person who starts it. */
export const NO_SMTP_URL =
  'SMTP_URL must be given: this practice sends e-mail. Give this server the mail server as well; or, to have no server of this practice send e-mail any more, SMTP_URL=none.';

/**
 * To be called at the start of each process. SMTP_URL opens the way for e-mail, `none` closes it for all.
 * @returns what stands in the way of this process, or null
 */
export async function settleChannels({ config, database }: AppDeps): Promise<string | null> {
  if (config.smtpUrl !== undefined) await openChannel(database.pool, 'EMAIL');
  else if (config.smtpOff) await closeChannel(database.pool, 'EMAIL');
  else if ((await outgoingChannels(database.pool)).has('EMAIL')) return NO_SMTP_URL;
  return null;
}
