import { z } from 'zod';
import { id, instant, line, whole } from '../../kernel/fields.js';
import { confirmedWarnings } from '../appointments/appointments.input.js';

export const newOffer = z
  .strictObject({
    startTime: instant(),
    endTime: instant().meta({
      description: 'After the start, and within 24 hours of it.',
      example: '2026-03-08T14:50:00.000Z',
    }),
    therapistId: id(),
    learnerId: id().nullish().meta({
      description: "The client's learner for whom it is: their other appointments are then in the way as well.",
    }),
    roomId: id().nullish(),
    locationId: id().nullish().meta({ description: "The room's where it is left out." }),
    title: line(200).optional().meta({
      description: "Of the appointment; the service's name where it is left out.",
      example: 'Speech therapy',
    }),
    holdMinutes: whole(5, 20_160).optional().meta({
      description: 'For so long, and never beyond the start; a day where it is left out.',
      example: 1440,
    }),
    moveOn: z.boolean().optional().meta({
      description: 'Whether the next one whom the time suits gets it offered when this one declines or does not answer.',
    }),
    confirmedWarnings,
  })
  .meta({ id: 'CreateOfferInput', description: 'A time to be offered. It is held from now on.' });
export type NewOffer = z.output<typeof newOffer>;

export const offerAnswer = z
  .strictObject({ status: z.enum(['ACCEPTED', 'DECLINED', 'WITHDRAWN']).meta({ example: 'ACCEPTED' }) })
  .meta({ id: 'OfferStatusInput', description: "How an offer is answered in the client's name, or taken back." });
export type OfferAnswer = z.output<typeof offerAnswer>;

export const offerToken = z
  .strictObject({ token: z.string().min(1).max(200).meta({ example: 'the-token-that-was-sent' }) })
  .meta({ id: 'OfferTokenInput', description: 'Who holds the token may answer.' });
