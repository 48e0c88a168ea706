/** The panel's form of a waitlist entry: it calls what the API calls. */
import type { RecordUseCases } from '../../records/records.types.js';
import { wire } from '../../records/wire.js';
import { unprocessable } from '../../kernel/errors.js';
import type { CreateWaitlistInput, UpdateWaitlistInput, WaitlistStatusInput } from './waitlist.dto.js';
import { changeWaitlistStatus, createWaitlistEntry, deleteWaitlistEntry, updateWaitlistEntry } from './waitlist.service.js';

interface Move {
  status?: WaitlistStatusInput['status'];
  appointmentId?: string | null;
}

export const waitlistRecords: RecordUseCases = {
  create: async (ctx, data) => {
    const { status, appointmentId, ...input } = wire<CreateWaitlistInput & Move>('WaitlistEntry', data);
    if ((status ?? 'WAITING') !== 'WAITING' || appointmentId)
      throw unprocessable('waitlist.status', 'A new entry waits. Place it once it is there.', 'status');
    return String(await createWaitlistEntry(ctx, input));
  },
  update: async (ctx, id, changes) => {
    if ('clientId' in changes) throw unprocessable('record.client_fixed', 'A record stays with its client.', 'clientId');
    const { status, appointmentId, ...rest } = wire<UpdateWaitlistInput & Move>('WaitlistEntry', changes);
    if (Object.keys(rest).length > 0) await updateWaitlistEntry(ctx, BigInt(id), rest);
    if (status) await changeWaitlistStatus(ctx, BigInt(id), { status, ...(appointmentId ? { appointmentId } : {}) });
    else if (appointmentId !== undefined)
      throw unprocessable('waitlist.status', 'The appointment goes with the status: set both.', 'appointmentId');
  },
  remove: async (ctx, id) => {
    await deleteWaitlistEntry(ctx, BigInt(id));
    return 'deleted';
  },
  seedsInBulk: true,
};
