import { z } from 'zod';
import {
  email,
  fraction,
  line,
  listFields,
  npi,
  optional,
  optionalLine,
  optionalText,
  phone,
  searchWords,
} from '../../kernel/fields.js';
import { timeZone } from '../details/practice.input.js';

const location = z.strictObject({
  name: line(200).meta({ example: 'Harbour Street' }),
  address: line(200).meta({ example: '12 Wharf Street' }),
  city: line(100).meta({ example: 'Northfield' }),
  province: line(100).meta({ example: 'NY' }),
  postalCode: line(20).meta({ example: '10001' }),
  phone: optional(phone).meta({ example: '+1 555 010 0111' }),
  email: optional(email).meta({ example: 'harbour@practice.example' }),
  isMainLocation: z.boolean().optional().meta({
    description: 'True takes it from the location that has been the main one. The first location is always the main one.',
  }),
  isActive: z.boolean().optional().meta({ description: 'False for one that is closed. The main location stays active.' }),
  hoursOfOperation: optionalText(500).meta({ example: 'Mon–Fri 8:00–18:00' }),
  directions: optionalText(2000).meta({ example: 'Ramp at the side entrance; parking behind the building.' }),
  latitude: fraction(-90, 90).nullish().meta({ description: 'Degrees north, together with the longitude.', example: 40.7128 }),
  longitude: fraction(-180, 180).nullish().meta({ description: 'Degrees east, together with the latitude.', example: -74.006 }),
  timezone: timeZone.optional().meta({
    description: 'IANA zone in which the clocks of this location run; the practice’s if none is given.',
    example: 'America/New_York',
  }),
  taxId: optionalLine(40).meta({ description: 'Where it is not that of the practice.', example: '12-3456789' }),
  npi: npi().meta({ description: 'National Provider Identifier, where it is not that of the practice.', example: '1234567893' }),
});

export const newLocation = location.meta({ id: 'CreateLocationInput', description: 'A new location.' });
export type NewLocation = z.output<typeof newLocation>;

export const locationChanges = location
  .partial()
  .meta({ id: 'UpdateLocationInput', description: 'What can be changed of a location.' });
export type LocationChanges = z.output<typeof locationChanges>;

export const locationList = z
  .strictObject({
    ...listFields(['name', 'updatedAt'], '`name` if not said; with `q`, how well each fits.'),
    isActive: z.boolean().optional(),
    isMainLocation: z.boolean().optional(),
    q: searchWords('Words of the name or the address.'),
  })
  .meta({ id: 'LocationListQuery' });
export type LocationList = z.output<typeof locationList>;
