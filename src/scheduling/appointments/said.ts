/** What a change of appointments is called. */
import type { Ctx } from '../../access/context.js';
import type { DataOf } from '../../events/catalogue.js';
import { emit } from '../../events/emit.js';
import type { Appointment } from '../../generated/prisma/index.js';
import { isOpen } from './rules/appointment-status.js';

type Placed = Pick<
  Appointment,
  'startTime' | 'endTime' | 'therapistId' | 'learnerId' | 'locationId' | 'roomId' | 'recurrencePatternId'
>;

/** Where and when it is, and whose: what events tell of it. */
export const placeTold = (row: Placed): DataOf<'appointment.booked'> => ({
  startTime: row.startTime,
  endTime: row.endTime,
  therapistId: row.therapistId,
  learnerId: row.learnerId,
  locationId: row.locationId,
  roomId: row.roomId,
  seriesId: row.recurrencePatternId,
});

/** What the events of their own tell. */
const TOLD = new Set([
  'startTime',
  'endTime',
  'changedSingly',
  'status',
  'cancellationReason',
  'cancellationReasonId',
  'cancelledByParty',
  'cancelledAt',
  'cancelledBy',
  'lateCancellation',
]);
const others = (row: object): object => Object.fromEntries(Object.entries(row).filter(([name]) => !TOLD.has(name)));

interface Changed {
  before: Appointment;
  after: Appointment;
}

type Move = 'confirmed' | 'unconfirmed' | 'completed' | 'missed' | 'cancelled' | 'reopened';

function moveOf({ before, after }: Changed): Move | undefined {
  if (before.status === after.status) return undefined;
  if (after.status === 'COMPLETED') return 'completed';
  if (after.status === 'NOSHOW') return 'missed';
  if (after.status === 'CANCELLED') return 'cancelled';
  if (!isOpen(before.status)) return 'reopened';
  return after.status === 'CONFIRMED' ? 'confirmed' : 'unconfirmed';
}

/** Says what became of these appointments: what differs between their rows before and after. Company may stand beside the columns. */
export async function sayChanged(ctx: Ctx, rows: readonly Changed[]): Promise<void> {
  const of = ({ after: { id, clientId } }: Changed) => ({ id, clientId });
  const time = ({ after: { startTime, endTime } }: Changed) => ({ startTime, endTime });
  const that = (move: Move): Changed[] => rows.filter((row) => moveOf(row) === move);
  const moved = rows.filter(
    ({ before, after }) =>
      before.startTime.getTime() !== after.startTime.getTime() || before.endTime.getTime() !== after.endTime.getTime(),
  );
  const placed = (those: readonly Changed[]) => those.map((row) => ({ ...of(row), data: placeTold(row.after) }));
  await emit(
    ctx,
    'appointment.updated',
    rows.map((row) => ({ ...of(row), before: others(row.before), after: others(row.after) })),
  );
  await emit(ctx, 'appointment.moved', placed(moved));
  await emit(ctx, 'appointment.reopened', placed(that('reopened')));
  await emit(ctx, 'appointment.confirmed', that('confirmed').map(of));
  await emit(ctx, 'appointment.unconfirmed', that('unconfirmed').map(of));
  await emit(
    ctx,
    'appointment.completed',
    that('completed').map((row) => ({ ...of(row), data: time(row) })),
  );
  await emit(
    ctx,
    'appointment.missed',
    that('missed').map((row) => ({ ...of(row), data: time(row) })),
  );
  await emit(
    ctx,
    'appointment.cancelled',
    that('cancelled').map((row) => ({
      ...of(row),
      data: { ...placeTold(row.after), late: row.after.lateCancellation, party: row.after.cancelledByParty },
    })),
  );
}
