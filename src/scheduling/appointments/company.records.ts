/**
 * The panel's forms of who and what belongs to an appointment: one entry each, of lists that the API takes as a whole. They call what the
 * API calls. What an entry is about stays; a new one is held against all rules of a booking.
 */
import type { ModelName } from '../../database/data-model.js';
import type { Ctx } from '../../access/context.js';
import { inTransaction } from '../../access/context.js';
import { foresee } from '../../records/foresee.js';
import { neededFields, refuseMissing, refuseMoved } from '../../records/record-checks.js';
import type { RecordUseCases, Row } from '../../records/records.types.js';
import { AppError, conflict, retold, unprocessable } from '../../kernel/errors.js';
import type { Warning } from '../../kernel/warnings.js';
import type { EquipmentInput, StaffInput, UpdateAppointmentInput } from './appointments.dto.js';
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

type Lists = Required<Pick<UpdateAppointmentInput, 'staff' | 'equipment'>>;

/** What belongs to it now, locked until the transaction ends: two who change a list at once do not undo each other's change. */
async function listsOf(ctx: Ctx, appointmentId: bigint): Promise<Lists> {
  await lockAppointment(ctx, appointmentId);
  const where = { appointmentId };
  const staff = await ctx.db.appointmentStaff.findMany({ where, orderBy: { userId: 'asc' } });
  const equipment = await ctx.db.appointmentEquipment.findMany({ where, orderBy: { equipmentId: 'asc' } });
  return {
    staff: staff.map(({ userId, role }) => ({ userId: String(userId), role })),
    equipment: equipment.map((one) => ({ equipmentId: String(one.equipmentId), quantity: one.quantity, notes: one.notes })),
  };
}

/** The use cases of one entry of a list that updateAppointment takes as a whole. */
function entries<Name extends keyof Lists>(
  model: ModelName,
  name: Name,
  other: 'userId' | 'equipmentId',
  entryOf: (data: Row) => Lists[Name][number],
  already: string,
): Required<Pick<RecordUseCases, 'warn' | 'warned' | 'create' | 'update' | 'remove' | 'seedsInBulk'>> {
  const isAbout = (entry: StaffInput | EquipmentInput, id: bigint): boolean =>
    (entry as unknown as Record<string, unknown>)[other] === String(id);
  const change = (
    ctx: Ctx,
    appointmentId: bigint,
    next: (present: Lists[Name][number][]) => (Lists[Name][number] | undefined)[],
  ): Promise<Warning[]> =>
    atFields(model, other, () =>
      inTransaction(ctx, async (tx) => {
        const present: Lists[Name][number][] = (await listsOf(tx, appointmentId))[name];
        const list = next(present).filter((one) => one !== undefined);
        return updateAppointment(tx, appointmentId, { [name]: list });
      }),
    );
  const add = (ctx: Ctx, data: Row): Promise<Warning[]> => {
    refuseMissing(model, data, neededFields(model));
    return change(ctx, data.appointmentId as bigint, (present) => {
      if (present.some((one) => isAbout(one, data[other] as bigint))) throw exists(other, already);
      return [...present, entryOf(data)];
    });
  };
  return {
    warn: (ctx, data) => foresee(ctx, (tx) => add(tx, data)),
    warned: AGAIN,
    create: async (ctx, data) => {
      await add(ctx, data);
      return `${String(data.appointmentId)}.${String(data[other])}`;
    },
    update: async (ctx, id, changes) => {
      refuseMoved(changes, ['appointmentId', other]);
      refuseMissing(model, changes, Object.keys(changes));
      const [appointmentId, about] = halves(id);
      await change(ctx, appointmentId, (present) => present.map((one) => (isAbout(one, about) ? { ...one, ...changes } : one)));
    },
    remove: async (ctx, id) => {
      const [appointmentId, about] = halves(id);
      await change(ctx, appointmentId, (present) => present.filter((one) => !isAbout(one, about)));
      return 'deleted';
    },
    seedsInBulk: true,
  };
}

export const appointmentStaffRecords: RecordUseCases = entries(
  'AppointmentStaff',
  'staff',
  'userId',
  ({ userId, role }) => ({ userId: String(userId), role: role as StaffInput['role'] }),
  'This person works in it already.',
);

export const appointmentEquipmentRecords: RecordUseCases = entries(
  'AppointmentEquipment',
  'equipment',
  'equipmentId',
  ({ equipmentId, quantity, notes }) => ({
    equipmentId: String(equipmentId),
    quantity: quantity as number | undefined,
    notes: notes as string | null | undefined,
  }),
  'This equipment belongs to it already.',
);

/** Seats a learner by the form's fields. @returns what deserves a second look */
function seat(ctx: Ctx, { appointmentId, learnerId, notes }: Row): Promise<Warning[]> {
  const model = 'AppointmentGroupParticipant';
  refuseMissing(model, { appointmentId, learnerId }, neededFields(model));
  const input = { learnerId: String(learnerId), notes: notes as string | null | undefined };
  return atFields(model, 'learnerId', () => addParticipant(ctx, appointmentId as bigint, input));
}

export const appointmentParticipantRecords: RecordUseCases = {
  warn: (ctx, data) => foresee(ctx, (tx) => seat(tx, data)),
  warned: AGAIN,
  create: async (ctx, data) => {
    await seat(ctx, data);
    return `${String(data.appointmentId)}.${String(data.learnerId)}`;
  },
  update: async (ctx, id, changes) => {
    refuseMoved(changes, ['appointmentId', 'learnerId']);
    await noteParticipant(ctx, ...halves(id), { notes: changes.notes as string | null | undefined });
  },
  remove: async (ctx, id) => {
    await removeParticipant(ctx, ...halves(id));
    return 'deleted';
  },
  seedsInBulk: true,
};
