import { z } from 'zod';
import { id, line, listFields, optionalText, searchWords, whole } from '../../kernel/fields.js';

const equipment = z.strictObject({
  name: line(100).meta({ example: 'Weighted blanket' }),
  description: optionalText(2000).meta({ example: '2 kg, child size' }),
  quantity: z
    .int('must be a whole number')
    .min(0, 'must not be negative')
    .max(1_000_000, 'must be at most 1000000')
    .optional()
    .meta({ description: 'How many there are.', example: 3 }),
  isAvailable: z.boolean().optional().meta({ description: 'False while it is lent, broken or put away.' }),
  notes: optionalText(2000).meta({ example: 'Washed every Friday.' }),
  locationId: id()
    .nullish()
    .meta({ description: 'Where it is, so that it is used there alone; left out: it goes wherever it is needed.' }),
});

export const newEquipment = equipment.meta({ id: 'CreateEquipmentInput', description: 'New equipment.' });
export type NewEquipment = z.output<typeof newEquipment>;

export const equipmentChanges = equipment
  .extend({ locationId: id().nullish().meta({ description: 'Null: it goes wherever it is needed.' }) })
  .partial()
  .meta({ id: 'UpdateEquipmentInput', description: 'What can be changed of equipment.' });
export type EquipmentChanges = z.output<typeof equipmentChanges>;

export const equipmentList = z
  .strictObject({
    ...listFields(['name', 'quantity', 'updatedAt'], '`name` if not said; with `q`, how well each fits.'),
    isAvailable: z.boolean().optional(),
    locationId: id().optional().meta({ description: 'Those that are at this location.' }),
    minQuantity: whole(0, 1_000_000).optional().meta({ description: 'At least so many are there.' }),
    q: searchWords('Words of the name or the description.'),
  })
  .meta({ id: 'EquipmentListQuery' });
export type EquipmentList = z.output<typeof equipmentList>;
