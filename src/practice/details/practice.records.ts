/** The panel's forms for the practice, its locations, rooms and equipment call the use cases that the API calls. */
import type { RecordUseCases } from '../../records/records.types.js';
import { AppError, unprocessable } from '../../kernel/errors.js';
import { createEquipment, deleteEquipment, updateEquipment } from '../equipment/equipment.service.js';
import { createLocation, deleteLocation, updateLocation } from '../locations/locations.service.js';
import { check } from '../../kernel/fields.js';
import { equipmentChanges, newEquipment } from '../equipment/equipment.input.js';
import { locationChanges, newLocation } from '../locations/locations.input.js';
import { newRoom, roomChanges } from '../rooms/rooms.input.js';
import { newPractice, practiceChanges } from './practice.input.js';
import { createPractice, deletePractice, updatePractice } from './practice.service.js';
import { createRoom, deleteRoom, updateRoom } from '../rooms/rooms.service.js';

export const practiceRecords: RecordUseCases = {
  create: async (ctx, data) => String((await createPractice(ctx, check(newPractice, data))).id),
  update: async (ctx, id, changes) => void (await updatePractice(ctx, BigInt(id), check(practiceChanges, changes))),
  remove: async (ctx, id) => {
    await deletePractice(ctx, BigInt(id));
    return 'deleted';
  },
};

export const locationRecords: RecordUseCases = {
  create: async (ctx, { practiceId, ...data }) => {
    try {
      return (await createLocation(ctx, check(newLocation, data), practiceId as bigint | undefined)).id;
    } catch (error) {
      // In a form the practice is a field, not the address.
      if (!(error instanceof AppError && error.code === 'practice.not_found')) throw error;
      throw unprocessable('reference.not_found', 'There is no such practice.', 'practiceId');
    }
  },
  update: async (ctx, id, changes) => {
    if ('practiceId' in changes) throw unprocessable('location.practice', 'A location stays with its practice.', 'practiceId');
    await updateLocation(ctx, BigInt(id), check(locationChanges, changes));
  },
  remove: async (ctx, id) => {
    await deleteLocation(ctx, BigInt(id));
    return 'deleted';
  },
};

export const roomRecords: RecordUseCases = {
  create: async (ctx, data) => (await createRoom(ctx, check(newRoom, data))).id,
  update: async (ctx, id, changes) => void (await updateRoom(ctx, BigInt(id), check(roomChanges, changes))),
  remove: async (ctx, id) => {
    await deleteRoom(ctx, BigInt(id));
    return 'deleted';
  },
};

export const equipmentRecords: RecordUseCases = {
  create: async (ctx, data) => (await createEquipment(ctx, check(newEquipment, data))).id,
  update: async (ctx, id, changes) => void (await updateEquipment(ctx, BigInt(id), check(equipmentChanges, changes))),
  remove: async (ctx, id) => {
    await deleteEquipment(ctx, BigInt(id));
    return 'deleted';
  },
};
