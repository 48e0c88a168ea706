import { z } from 'zod';
import { id, line, listFields, optionalText, searchWords, whole } from '../../kernel/fields.js';

const room = z.strictObject({
  name: line(100).meta({ example: 'Blue room' }),
  capacity: whole(1, 10_000).nullish().meta({ description: 'How many people it holds.', example: 6 }),
  description: optionalText(2000).meta({ example: 'Swing and climbing wall.' }),
  equipment: optionalText(2000).meta({ description: 'What stands in it for good.', example: 'Swing, crash mat, mirror' }),
  isActive: z.boolean().optional().meta({ description: 'False for one that is not booked any more.' }),
  locationId: id().nullish(),
});

export const newRoom = room.meta({ id: 'CreateRoomInput', description: 'A new room.' });
export type NewRoom = z.output<typeof newRoom>;

export const roomChanges = room.partial().meta({ id: 'UpdateRoomInput', description: 'What can be changed of a room.' });
export type RoomChanges = z.output<typeof roomChanges>;

export const roomList = z
  .strictObject({
    ...listFields(['name', 'capacity', 'updatedAt'], '`name` if not said; with `q`, how well each fits.'),
    locationId: id().optional(),
    isActive: z.boolean().optional(),
    minCapacity: whole(0, 10_000).optional().meta({ description: 'Holds at least so many people.' }),
    q: searchWords('Words of the name, the description or the equipment.'),
  })
  .meta({ id: 'RoomListQuery' });
export type RoomList = z.output<typeof roomList>;
