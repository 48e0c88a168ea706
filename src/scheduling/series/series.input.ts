import { z } from 'zod';
import { dayText, instant, whole } from '../../kernel/fields.js';
import { WEEKDAY_CODES } from '../../kernel/words.js';
import { bookingFields, cancellation, changedFields, confirmedWarnings } from '../appointments/appointments.input.js';

export const frequency = z.enum(['DAILY', 'WEEKLY', 'BIWEEKLY', 'MONTHLY', 'CUSTOM']).meta({ id: 'Frequency' });
export const weekday = z.enum(WEEKDAY_CODES).meta({ id: 'Weekday' });

export const occurrenceMove = z
  .strictObject({
    originalStart: instant().meta({ description: 'When it would begin by the rule.' }),
    startTime: instant().meta({
      description: 'When it begins: at most 31 days before or after.',
      example: '2030-06-10T15:00:00.000Z',
    }),
  })
  .meta({ id: 'OccurrenceMove', description: 'One occurrence of a new series at another time, as long as the others.' });

export const recurrenceInput = z
  .strictObject({
    frequency: frequency.meta({ description: 'BIWEEKLY is every second week; CUSTOM has a rule of its own.' }),
    interval: whole(1, 52).optional().meta({
      description: 'Every so many days, weeks, pairs of weeks or months.',
      example: 1,
    }),
    daysOfWeek: z.array(weekday).max(7).optional().meta({
      description: "For WEEKLY and BIWEEKLY; the first appointment's own day where absent.",
    }),
    rule: z.string().trim().max(200).optional().meta({
      description: 'For CUSTOM: an RRULE after RFC 5545 that chooses days.',
    }),
    until: dayText().optional().meta({ description: 'The last day, by the clock of the place.' }),
    count: whole(1, 500).optional().meta({ description: 'How many times, at most 500.', example: 10 }),
    exceptions: z.array(dayText()).max(200).optional().meta({
      description: 'Days without an appointment; they count all the same.',
    }),
    moves: z.array(occurrenceMove).max(200).optional().meta({
      description:
        'Occurrences that are held at another time. Each keeps its place in the series, and counts as changed by itself.',
    }),
  })
  .meta({
    id: 'RecurrenceInput',
    description: 'How a series repeats. It ends on a day (`until`) or after a number of times (`count`): one of the two.',
  });
export type RecurrenceRule = z.output<typeof recurrenceInput>;

const series = bookingFields.extend({
  recurrence: recurrenceInput.meta({ description: undefined, example: { frequency: 'WEEKLY', count: 10 } }),
});

export const newSeries = series
  .extend({
    onConflict: z.enum(['REFUSE', 'SKIP']).optional().meta({
      description: 'What becomes of the whole when some of it clashes: nothing is booked (REFUSE), or the rest is (SKIP).',
    }),
    previewToken: z.string().trim().min(1).max(100).optional().meta({
      description:
        'Of a preview of the same series: books exactly what it showed, once, or answers 409 `series.changed` with what has changed since.',
    }),
    confirmedWarnings: confirmedWarnings.meta({
      description:
        'The warnings that you know of: any other answers 409 `booking.unconfirmed`. Left out: what is to be said of it comes with the answer.\n' +
        "With a preview's token nothing more is asked: the preview has told it.",
    }),
  })
  .meta({ id: 'CreateSeriesInput', description: 'A new series. The times are those of its first appointment.' });
export type NewSeries = z.output<typeof newSeries>;

export const previewedSeries = series.meta({
  id: 'PreviewSeriesInput',
  description: 'A series that is to be looked at before it is booked: what `POST /api/appointments/recurring` takes.',
});
export type PreviewedSeries = z.output<typeof previewedSeries>;

export const seriesScope = z.enum(['THIS', 'FOLLOWING', 'ALL']).meta({
  id: 'SeriesScope',
  description: 'Which appointments of a series are meant: the one that is named, it and those after it, or all.',
});

export const seriesChanges = z.strictObject({ scope: seriesScope, ...changedFields.shape, confirmedWarnings }).meta({
  id: 'ChangeSeriesInput',
  description:
    'What changes. The times are those that the named appointment gets: the others move by as many days, to the same time of the\n' +
    'wall clock. What is sent of `staff` and `equipment` replaces what was there.',
});
export type SeriesChanges = z.output<typeof seriesChanges>;

const { reason, ...who } = cancellation.shape;

export const seriesCancellation = z
  .strictObject({ scope: seriesScope, reason: reason.meta({ example: 'The family moves away.' }), ...who })
  .meta({ id: 'CancelSeriesInput', description: 'Which appointments of a series are called off, and why.' });
export type SeriesCancellation = z.output<typeof seriesCancellation>;
