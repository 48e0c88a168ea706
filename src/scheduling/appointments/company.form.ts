/**
 * The panel's forms of who and what belongs to an appointment: one entry each, of lists that the API takes as a whole. They call what the
 * API calls. What an entry is about stays; a new one is held against all rules of a booking.
 */
import type { z } from 'zod';
import type { ModelName } from '../../database/data-model.js';
import type { Ctx } from '../../access/context.js';
import { inTransaction } from '../../access/context.js';
import { foresee } from '../../records/foresee.js';
import { neededFields, refuseMissing, refuseMoved } from '../../records/record-checks.js';
import type { RecordUseCases, Row } from '../../records/records.types.js';
import { AppError, conflict, retold, unprocessable } from '../../kernel/errors.js';
import type { Warning } from '../../kernel/warnings.js';
import { check } from '../../kernel/fields.js';
import {
  type AppointmentChanges,
  appointmentChanges,
  equipmentInput,
  newParticipant,
  participantNote,
  staffInput,
} from './appointments.input.js';
import type { Booking } from './booked.js';
import { lockAppointment, updateAppointment } from './appointments.service.js';
import { addParticipant, noteParticipant, removeParticipant } from './participants.service.js';

const AGAIN = 'Nothing is saved yet. Save again to book it all the same.';

/** What an entry of these tables is about: an appointment, and somebody or something. */
type Other = 'userId' | 'equipmentId' | 'learnerId';

/** The two halves of an entry's key. */
function halves(id: string): [appointmentId: bigint, other: bigint] {
  const [appointmentId = '0', other = '0'] = id.split('.');
  return [BigInt(appointmentId), BigInt(other)];
}

/** Faults that the appointment itself is the cause of. */
const OF_THE_APPOINTMENT: readonly string[] = ['appointment.closed', 'appointment.not_a_group'];

/** Faults of the appointment's use cases, said at the fields of an entry: in its form the appointment is one, and not the address. */
async function atFields<T>(model: ModelName, other: Other, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'appointment.not_found')
      throw unprocessable('reference.not_found', 'There is no such appointment.', 'appointmentId');
    if (OF_THE_APPOINTMENT.includes(error.code)) throw retold(error, [{ path: 'appointmentId', message: error.detail }]);
    const own = neededFields(model);
    const errors = error.errors?.map(({ path, message }) => {
      const field = path.split('.').at(-1) ?? '';
      return { path: own.includes(field) ? field : other, message };
    });
    throw errors ? retold(error, errors) : error;
  }
}

const exists = (path: Other, message: string): AppError =>
  conflict('record.exists', message, { errors: [{ path, message: 'is already there' }] });

/** What belongs to it now, locked until the transaction ends: two who change a list at once do not undo each other's change. */
async function staffOf(ctx: Ctx, appointmentId: bigint): Promise<Booking['staff']> {
  await lockAppointment(ctx, appointmentId);
  const rows = await ctx.db.appointmentStaff.findMany({ where: { appointmentId }, orderBy: { userId: 'asc' } });
  return rows.map(({ userId, role }) => ({ userId, role }));
}
async function equipmentOf(ctx: Ctx, appointmentId: bigint): Promise<Booking['equipment']> {
  await lockAppointment(ctx, appointmentId);
  const rows = await ctx.db.appointmentEquipment.findMany({ where: { appointmentId }, orderBy: { equipmentId: 'asc' } });
  return rows.map(({ equipmentId, quantity, notes }) => ({ equipmentId, quantity, notes }));
}

/** One list of an appointment, which updateAppointment takes as a whole. */
interface List<Entry> {
  model: ModelName;
  other: 'userId' | 'equipmentId';
  /** What an entry is, beside its appointment. */
  entry: z.ZodType<Entry>;
  /** The id of what the entry is about. */
  about: (entry: Entry) => bigint;
  present: (ctx: Ctx, appointmentId: bigint) => Promise<Entry[]>;
  changes: (list: Entry[]) => AppointmentChanges;
  already: string;
}

/** The use cases of one entry of such a list. */
function entries<Entry extends object>({ model, other, entry, about, present, changes, already }: List<Entry>): RecordUseCases {
  const change = (ctx: Ctx, appointmentId: bigint, next: (present: Entry[]) => Entry[]): Promise<Warning[]> =>
    atFields(model, other, () =>
      inTransaction(ctx, async (tx) => updateAppointment(tx, appointmentId, changes(next(await present(tx, appointmentId))))),
    );
  const add = (ctx: Ctx, { appointmentId, ...data }: Row): Promise<Warning[]> => {
    refuseMissing(model, { appointmentId, ...data }, neededFields(model));
    const added = check(entry, data);
    return change(ctx, appointmentId as bigint, (list) => {
      if (list.some((one) => about(one) === about(added))) throw exists(other, already);
      const longer = [...list, added];
      // Entry by entry a list grows no longer than as a whole; one that is too long may still lose entries.
      check(appointmentChanges, changes(longer));
      return longer;
    });
  };
  return {
    warn: (ctx, data) => foresee(ctx, (tx) => add(tx, data)),
    warned: AGAIN,
    create: async (ctx, data) => {
      await add(ctx, data);
      return `${String(data.appointmentId)}.${String(data[other])}`;
    },
    update: async (ctx, id, sent) => {
      refuseMoved(sent, ['appointmentId', other]);
      refuseMissing(model, sent, Object.keys(sent));
      const [appointmentId, which] = halves(id);
      await change(ctx, appointmentId, (list) =>
        list.map((one) => (about(one) === which ? check(entry, { ...one, ...sent }) : one)),
      );
    },
    remove: async (ctx, id) => {
      const [appointmentId, which] = halves(id);
      await change(ctx, appointmentId, (list) => list.filter((one) => about(one) !== which));
      return 'deleted';
    },
    seedsInBulk: true,
  };
}

export const appointmentStaffForm = entries({
  model: 'AppointmentStaff',
  other: 'userId',
  entry: staffInput,
  about: ({ userId }) => userId,
  present: staffOf,
  changes: (staff) => ({ staff }),
  already: 'This person works in it already.',
});

export const appointmentEquipmentForm = entries({
  model: 'AppointmentEquipment',
  other: 'equipmentId',
  entry: equipmentInput,
  about: ({ equipmentId }) => equipmentId,
  present: equipmentOf,
  changes: (equipment) => ({ equipment }),
  already: 'This equipment belongs to it already.',
});

/** Seats a learner by the form's fields. @returns what deserves a second look */
function seat(ctx: Ctx, { appointmentId, learnerId, notes }: Row): Promise<Warning[]> {
  const model = 'AppointmentGroupParticipant';
  refuseMissing(model, { appointmentId, learnerId }, neededFields(model));
  return atFields(model, 'learnerId', () =>
    addParticipant(ctx, appointmentId as bigint, check(newParticipant, { learnerId, notes })),
  );
}

export const participantForm: RecordUseCases = {
  warn: (ctx, data) => foresee(ctx, (tx) => seat(tx, data)),
  warned: AGAIN,
  create: async (ctx, data) => {
    await seat(ctx, data);
    return `${String(data.appointmentId)}.${String(data.learnerId)}`;
  },
  update: async (ctx, id, changes) => {
    refuseMoved(changes, ['appointmentId', 'learnerId']);
    await noteParticipant(ctx, ...halves(id), check(participantNote, changes));
  },
  remove: async (ctx, id) => {
    await removeParticipant(ctx, ...halves(id));
    return 'deleted';
  },
  seedsInBulk: true,
};
