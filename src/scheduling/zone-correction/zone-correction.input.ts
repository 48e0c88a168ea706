import { z } from 'zod';
import { timeZone } from '../../practice/details/practice.input.js';

const zone = z.strictObject({
  timezone: timeZone.meta({ description: 'IANA zone.', minLength: 1, maxLength: 64, example: 'America/Chicago' }),
});

export const zonePreview = zone.meta({
  id: 'PreviewZoneInput',
  description: 'The time zone that a location, or the practice, is to have.',
});
export type ZoneToPreview = z.output<typeof zonePreview>;

export const zoneCorrection = zone
  .extend({
    appointments: z.enum(['KEEP_CLOCK', 'KEEP_INSTANT']).meta({
      description:
        'KEEP_CLOCK: what the clock of the place shows stays (9:00 stays 9:00), so they begin at other instants. KEEP_INSTANT: they begin\n' +
        'when they would have begun, which the clock of the place shows as another time; a series goes on by the clock that it had.',
    }),
  })
  .meta({
    id: 'CorrectZoneInput',
    description:
      'The right time zone of a location, or of the practice, and what becomes of the appointments to come on its clock.',
  });
export type ZoneToCorrect = z.output<typeof zoneCorrection>;
