import { z } from 'zod';
import { day, id, line, listFields } from '../../kernel/fields.js';

const closure = z.strictObject({
  name: line(100).meta({ example: 'Winter holidays' }),
  locationId: id().nullish().meta({ description: 'Left out: the whole practice.' }),
  startDate: day(),
  endDate: day().meta({ description: 'The last day; the same as the first for one day.' }),
});

export const newClosure = closure.meta({ id: 'CreateClosureInput', description: 'A new closure.' });
export type NewClosure = z.output<typeof newClosure>;

export const closureChanges = closure
  .extend({ locationId: id().nullish().meta({ description: 'Null: the whole practice.' }) })
  .partial()
  .meta({ id: 'UpdateClosureInput', description: 'What can be changed of a closure.' });
export type ClosureChanges = z.output<typeof closureChanges>;

export const closureList = z
  .strictObject({
    ...listFields(['startDate', 'updatedAt'], { default: 'startDate' }),
    locationId: id().optional().meta({ description: "Those that hold at this location: its own and the whole practice's." }),
    from: day().optional().meta({ description: 'What ends on this day or later.' }),
    to: day().optional().meta({ description: 'What starts on this day or earlier.' }),
  })
  .meta({ id: 'ClosureListQuery' });
export type ClosureList = z.output<typeof closureList>;
