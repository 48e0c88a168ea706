/** The panel's forms for the practice, its locations, rooms and equipment call the use cases that the API calls. */
import { Prisma } from '../../generated/prisma/index.js';
import type { RecordUseCases, Row } from '../../records/records.types.js';
import { AppError, unprocessable } from '../../kernel/errors.js';
import type { CreateEquipmentInput, UpdateEquipmentInput } from '../equipment/equipment.dto.js';
import { createEquipment, deleteEquipment, updateEquipment } from '../equipment/equipment.service.js';
import type { CreateLocationInput, UpdateLocationInput } from '../locations/locations.dto.js';
import { createLocation, deleteLocation, updateLocation } from '../locations/locations.service.js';
import type { UpdatePracticeInput } from './practice.dto.js';
import { createPractice, deletePractice, updatePractice } from './practice.service.js';
import type { CreateRoomInput, UpdateRoomInput } from '../rooms/rooms.dto.js';
import { createRoom, deleteRoom, updateRoom } from '../rooms/rooms.service.js';

/** Typed fields in the API's terms: ids as text, coordinates as numbers. What the use case does not know, it refuses. */
function wire<Input>(data: Row): Input {
  const entries = Object.entries(data).map(([name, value]): [string, unknown] => {
    if (typeof value === 'bigint') return [name, String(value)];
    if (typeof value === 'string' && (name === 'latitude' || name === 'longitude')) return [name, Number(value)];
    return [name, Prisma.Decimal.isDecimal(value) ? value.toNumber() : value];
  });
  return Object.fromEntries(entries) as Input;
}

export const practiceRecords: RecordUseCases = {
  create: async (ctx, data) => String((await createPractice(ctx, wire<UpdatePracticeInput & { name: string }>(data))).id),
  update: async (ctx, id, changes) => void (await updatePractice(ctx, BigInt(id), wire<UpdatePracticeInput>(changes))),
  remove: async (ctx, id) => {
    await deletePractice(ctx, BigInt(id));
    return 'deleted';
  },
};

export const locationRecords: RecordUseCases = {
  create: async (ctx, { practiceId, ...data }) => {
    try {
      return (await createLocation(ctx, wire<CreateLocationInput>(data), practiceId as bigint | undefined)).id;
    } catch (error) {
      // In a form the practice is a field, not the address.
      if (!(error instanceof AppError && error.code === 'practice.not_found')) throw error;
      throw unprocessable('reference.not_found', 'There is no such practice.', 'practiceId');
    }
  },
  update: async (ctx, id, changes) => {
    if ('practiceId' in changes) throw unprocessable('location.practice', 'A location stays with its practice.', 'practiceId');
    await updateLocation(ctx, BigInt(id), wire<UpdateLocationInput>(changes));
  },
  remove: async (ctx, id) => {
    await deleteLocation(ctx, BigInt(id));
    return 'deleted';
  },
};

export const roomRecords: RecordUseCases = {
  create: async (ctx, data) => (await createRoom(ctx, wire<CreateRoomInput>(data))).id,
  update: async (ctx, id, changes) => void (await updateRoom(ctx, BigInt(id), wire<UpdateRoomInput>(changes))),
  remove: async (ctx, id) => {
    await deleteRoom(ctx, BigInt(id));
    return 'deleted';
  },
};

export const equipmentRecords: RecordUseCases = {
  create: async (ctx, data) => (await createEquipment(ctx, wire<CreateEquipmentInput>(data))).id,
  update: async (ctx, id, changes) => void (await updateEquipment(ctx, BigInt(id), wire<UpdateEquipmentInput>(changes))),
  remove: async (ctx, id) => {
    await deleteEquipment(ctx, BigInt(id));
    return 'deleted';
  },
};
