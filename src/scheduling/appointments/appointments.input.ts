import { z } from 'zod';
import { fileFormat } from '../../exports/exports.input.js';
import { day, id, instant, line, listFields, optionalLine, optionalText, span, text, whole } from '../../kernel/fields.js';
import { bookingWarningCode } from '../../practice/details/practice.input.js';
import { BOOKING_WARNINGS } from '../../practice/details/warning-codes.js';
import { cancellingParty } from '../cancellation-reasons/cancellation-reasons.input.js';
import { ROLES } from './booked.js';

export const appointmentStatus = z
  .enum(['SCHEDULED', 'CONFIRMED', 'COMPLETED', 'CANCELLED', 'NOSHOW'])
  .meta({ id: 'AppointmentStatus', description: 'As in the document.' });

export const therapistRole = z.enum(ROLES).meta({ id: 'TherapistRole', description: 'What somebody does in a session.' });

export const appointmentKind = z
  .enum(['SINGLE', 'SERIES', 'GROUP'])
  .meta({ id: 'AppointmentKind', description: 'What sort of appointment.' });

const filters = {
  therapistId: id().optional().meta({ description: 'Its therapist, or anybody who works in it.' }),
  clientId: id().optional(),
  learnerId: id().optional().meta({ description: 'Its learner, or one of the participants.' }),
  roomId: id().optional(),
  locationId: id().optional(),
  status: z.array(appointmentStatus).max(10).optional().meta({ description: 'One or several of them.' }),
  kind: appointmentKind.optional(),
  recurrencePatternId: id().optional().meta({ description: 'Those of one series.' }),
  from: instant().optional().meta({ description: 'Ends after this instant.' }),
  to: instant().optional().meta({ description: 'Starts before this instant.' }),
};

const list = listFields(
  ['startTime', 'createdAt', 'updatedAt'],
  { default: 'startTime' },
  { limit: undefined, cursor: undefined },
);

export const appointmentList = z.strictObject({ ...list, ...filters }).meta({ id: 'AppointmentListQuery' });
export type AppointmentList = z.output<typeof appointmentList>;

export const appointmentExportQuery = z
  .strictObject({ format: fileFormat, sort: list.sort, updatedFrom: list.updatedFrom, ...filters })
  .meta({ id: 'AppointmentExportQuery' });
export type AppointmentExportQuery = z.output<typeof appointmentExportQuery>;

/** Whether each one is named once. */
const distinct =
  <Key extends string>(key: Key) =>
  (named: readonly Record<Key, bigint>[]): boolean =>
    new Set(named.map((one) => one[key])).size === named.length;
const ONCE = 'Name each one once.';

export const staffInput = z
  .strictObject({ userId: id(), role: therapistRole })
  .meta({ id: 'StaffInput', description: 'Who else is to work in it.' });

export const equipmentInput = z
  .strictObject({
    equipmentId: id(),
    quantity: whole(1, 1000).optional().meta({ example: 1 }),
    notes: optionalText(1000).meta({ example: 'The blue one.' }),
  })
  .meta({ id: 'EquipmentInput', description: 'What it is to use.' });

export const participantInput = z
  .strictObject({
    learnerId: id(),
    notes: optionalText().meta({ description: 'Clinical.', example: 'Sits near the door.' }),
  })
  .meta({ id: 'ParticipantInput', description: 'A learner in a group session.' });

/** What every appointment is booked with: one, or those of a series. */
export const bookingFields = z.strictObject({
  title: line(200).meta({ example: 'Speech therapy' }),
  startTime: instant().meta({ example: '2030-06-03T14:00:00.000Z' }),
  endTime: instant().meta({ example: '2030-06-03T14:50:00.000Z' }),
  status: z.enum(['SCHEDULED', 'CONFIRMED']).optional(),
  clientId: id(),
  learnerId: id().nullish(),
  therapistId: id(),
  locationId: id().nullish(),
  roomId: id().nullish(),
  location: optionalLine(200).meta({ example: 'Northfield Primary School' }),
  notes: optionalText().meta({ example: 'Bring the picture cards.' }),
  isGroupSession: z.boolean().optional(),
  maxParticipants: whole(1, 1000).nullish().meta({ example: 6 }),
  appointmentTypeId: id().nullish().meta({ description: "Of the practice's list: what it is billed as." }),
  staff: z.array(staffInput).max(20).refine(distinct('userId'), ONCE).optional(),
  equipment: z.array(equipmentInput).max(50).refine(distinct('equipmentId'), ONCE).optional(),
  participants: z.array(participantInput).max(200).refine(distinct('learnerId'), ONCE).optional(),
});
export type BookingFields = z.output<typeof bookingFields>;

export const confirmedWarnings = z.array(bookingWarningCode).max(BOOKING_WARNINGS.length).optional().meta({
  description:
    'The warnings that you know of: any other answers 409 `booking.unconfirmed`. Left out: what is to be said of it comes with the answer.',
});

const doubleBookingReason = optionalText(500).meta({ example: 'The therapist asked for it.' });
const { shape } = bookingFields;

export const newAppointment = bookingFields
  .extend({
    endTime: shape.endTime.meta({ description: 'After the start, and within 24 hours of it.' }),
    status: shape.status.meta({ description: 'Booked for now, or confirmed already.' }),
    learnerId: shape.learnerId.meta({ description: "One of the client's." }),
    locationId: shape.locationId.meta({ description: "The room's where it is left out." }),
    participants: shape.participants.meta({ description: 'Of a group session.' }),
    doubleBookingReason: doubleBookingReason.meta({
      description: 'Books over what is there, on purpose; needs the permission DOUBLE_BOOK.',
    }),
    confirmedWarnings,
  })
  .meta({ id: 'CreateAppointmentInput', description: 'A new appointment.' });
export type NewAppointment = z.output<typeof newAppointment>;

/** What can be changed of one appointment, or of several of a series at once. */
export const changedFields = bookingFields.omit({ status: true, clientId: true, participants: true }).partial();
export type ChangedFields = z.output<typeof changedFields>;

const { title, startTime, endTime, ...rest } = changedFields.shape;

export const appointmentChanges = z
  .strictObject({
    title,
    startTime,
    endTime,
    status: z.enum(['SCHEDULED', 'CONFIRMED', 'COMPLETED', 'NOSHOW']).optional().meta({
      description: 'A move that is allowed: docs/scheduling.md has the table. To cancel, call `cancel`.',
    }),
    ...rest,
    doubleBookingReason,
    confirmedWarnings,
  })
  .meta({
    id: 'UpdateAppointmentInput',
    description: 'What can be changed of an appointment. What is sent of `staff` and `equipment` replaces what was there.',
  });
export type AppointmentChanges = z.output<typeof appointmentChanges>;

/** Why: one of the practice's list, or in words, or both. And who calls it off. */
export const cancellation = z
  .strictObject({
    reason: text(500).optional().meta({
      description: 'In words: alone, or beside a reason of the list. One of the two is needed.',
      example: 'The family is ill.',
    }),
    reasonId: id().optional().meta({ description: "Of the practice's list." }),
    party: cancellingParty.optional().meta({
      description: 'Who calls it off; left out: whoever does so for that reason, as a rule.',
    }),
  })
  .meta({ id: 'CancelAppointmentInput', description: 'Why it is called off.' });
export type CancellationInput = z.output<typeof cancellation>;
/** For the panel's form, where why it is called off has a name of its own. */
export const cancellationInForm = z.strictObject({ cancellationReason: cancellation.shape.reason.unwrap() });

export const newParticipant = participantInput
  .extend({ confirmedWarnings })
  .meta({ id: 'AddParticipantInput', description: 'A learner who is to join a group session.' });
export type NewParticipant = z.output<typeof newParticipant>;
/** What can be changed of one who takes part. */
export const participantNote = participantInput.pick({ notes: true });

export const timeSpan = span().meta({
  id: 'TimeSpan',
  description: 'Two instants with a slash between.',
  example: '2030-06-03T14:00:00.000Z/2030-06-03T14:50:00.000Z',
});

export const conflictsQuery = z
  .strictObject({
    at: z
      .array(timeSpan)
      .max(100)
      .meta({
        description: 'The times, each as `start/end`: two instants with a slash between. Up to 100 at once.',
        example: ['2030-06-03T14:00:00.000Z/2030-06-03T14:50:00.000Z'],
      }),
    staffId: z.array(id()).max(100).optional().meta({
      description: 'The people who are to work in it: therapist and others.',
    }),
    roomId: id().optional(),
    learnerId: z.array(id()).max(200).optional(),
    equipmentId: z.array(id()).max(50).optional().meta({ description: 'Named twice: two of it.' }),
    appointmentId: id().optional().meta({ description: 'The appointment that is to be moved, which is not in its own way.' }),
  })
  .meta({ id: 'ConflictsQuery' });
export type Planned = z.output<typeof conflictsQuery>;

export const cancellationsQuery = z
  .strictObject({
    from: day().meta({
      description: 'The first day on which the appointments were to begin, by the clock of their place.',
      example: '2026-01-01',
    }),
    to: day().meta({ description: 'The last day. At most two years after the first.', example: '2026-12-31' }),
    therapistId: id().optional(),
    locationId: id().optional(),
  })
  .meta({ id: 'CancellationsQuery' });
export type CancellationsAsked = z.output<typeof cancellationsQuery>;
