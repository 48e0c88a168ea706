import type { FreeSlot, FreeSlotAnswer } from './free-slots.dto.js';
import type { FoundSlot, FoundSlots } from './free-slots.service.js';

/** The free slots as the API tells of them. */
export function toFreeSlotAnswer({ slots, truncated, notes }: FoundSlots): FreeSlotAnswer {
  return {
    items: slots.map(toFreeSlot),
    truncated,
    notes: notes.map((note) => ({ ...note, therapistId: String(note.therapistId) })),
  };
}

function toFreeSlot(slot: FoundSlot): FreeSlot {
  return {
    startTime: slot.start.toISOString(),
    endTime: slot.end.toISOString(),
    therapistId: String(slot.therapistId),
    therapistName: slot.therapistName,
    locationId: slot.locationId === null ? null : String(slot.locationId),
    locationName: slot.locationName,
    timezone: slot.zone,
    rooms: slot.rooms,
  };
}
