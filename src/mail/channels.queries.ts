import type { Queries } from '../database/transaction-seat.js';
import type { MessageChannel } from '../generated/prisma/index.js';

/** The ways by which the practice sends, whichever of its processes is asked. */
export async function outgoingChannels(pool: Queries): Promise<ReadonlySet<MessageChannel>> {
  const { rows } = await pool.query<{ channel: MessageChannel }>('SELECT channel::text FROM outgoing_channels');
  return new Set(rows.map(({ channel }) => channel));
}

export async function openChannel(pool: Queries, channel: MessageChannel): Promise<void> {
  await pool.query('INSERT INTO outgoing_channels (channel) VALUES ($1::message_channel) ON CONFLICT DO NOTHING', [channel]);
}

export async function closeChannel(pool: Queries, channel: MessageChannel): Promise<void> {
  await pool.query('DELETE FROM outgoing_channels WHERE channel = $1::message_channel', [channel]);
}
