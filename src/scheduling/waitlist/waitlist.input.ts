import { z } from 'zod';
import { fileFormat } from '../../exports/exports.input.js';
import { priority } from '../../clients/clients/clients.input.js';
import { endTime, id, instant, listFields, optionalText, searchWords, time, weekday } from '../../kernel/fields.js';
import { languageCode } from '../../people/users/users.input.js';

export const serviceType = z
  .enum(['THERAPY', 'ASSESSMENT', 'CONSULTATION'])
  .meta({ id: 'ServiceType', description: 'What is asked for.' });

export const waitlistStatus = z
  .enum(['WAITING', 'PLACED', 'CANCELLED'])
  .meta({ id: 'WaitlistStatus', description: 'As in the document.' });

const entry = z.strictObject({
  serviceType,
  requestDate: instant().optional().meta({ description: 'Not in the future.' }),
  priority: priority.nullish().meta({ description: "Null: the client's counts." }),
  priorityLevelId: id().nullish().meta({ description: 'A level that the practice has named; null: the priority orders it.' }),
  preferredSchedule: optionalText(2000).meta({
    description: "In the client's words.",
    example: 'Any morning, best on Tuesdays.',
  }),
  preferredDays: z
    .array(weekday().meta({ named: 'DayOfWeek' }))
    .max(7)
    .transform((days) => [...new Set(days)].sort())
    .optional()
    .meta({ description: 'Days of the week that suit (1 is Monday, 7 is Sunday); empty: any.', example: [2, 4] }),
  preferredFrom: time().nullish().meta({ description: 'Not before this time, on the clock of the place.', example: '09:00' }),
  preferredTo: endTime().nullish().meta({ description: 'Over by this time; 24:00 at the latest.', example: '12:00' }),
  preferredTherapistId: id().nullish(),
  preferredLocationId: id().nullish(),
  preferredLanguage: languageCode.nullish(),
  notes: optionalText().meta({ example: 'Rang twice to ask.' }),
});

export const newWaitlistEntry = z
  .strictObject({
    clientId: id(),
    ...entry.shape,
    requestDate: instant().optional().meta({ description: 'Now, where it is left out. Not in the future.' }),
  })
  .meta({ id: 'CreateWaitlistInput', description: 'A client who is to wait.' });
export type NewWaitlistEntry = z.output<typeof newWaitlistEntry>;

export const waitlistChanges = entry.partial().meta({
  id: 'UpdateWaitlistInput',
  description: 'What can be changed of a waitlist entry. Its status has an operation of its own.',
});
export type WaitlistChanges = z.output<typeof waitlistChanges>;

export const waitlistMove = z
  .strictObject({
    status: waitlistStatus.meta({ description: undefined, example: 'CANCELLED' }),
    appointmentId: id().optional().meta({ description: 'For PLACED: an appointment of the client.' }),
  })
  .meta({ id: 'WaitlistStatusInput', description: 'Where a waitlist entry moves to.' });
export type WaitlistMove = z.output<typeof waitlistMove>;

export const waitlistList = z
  .strictObject({
    ...listFields(
      ['requestDate', 'priority', 'updatedAt'],
      {
        description: '`priority`: the most urgent first, and of those the ones who asked first.',
        default: 'requestDate',
      },
      { limit: undefined, cursor: undefined },
    ),
    status: z.array(waitlistStatus).max(10).optional().meta({ description: 'One or several of them.' }),
    serviceType: serviceType.optional(),
    clientId: id().optional(),
    priority: priority.optional().meta({ description: "What counts: the entry's own, or else the client's." }),
    priorityLevelId: id().optional().meta({ description: 'Those of this level.' }),
    preferredTherapistId: id().optional().meta({ description: 'Those who asked for this therapist.' }),
    preferredLocationId: id().optional().meta({ description: 'Those who asked for this location.' }),
    q: searchWords("Words of the client's name, e-mail address or phone number, in any writing."),
  })
  .meta({ id: 'WaitlistListQuery' });
export type WaitlistList = z.output<typeof waitlistList>;

export const waitlistExport = z
  .strictObject({
    format: fileFormat,
    ...waitlistList.omit({ limit: true, cursor: true, count: true, priorityLevelId: true }).shape,
  })
  .meta({ id: 'WaitlistExportQuery' });
export type WaitlistExport = z.output<typeof waitlistExport>;
