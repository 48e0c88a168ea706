/** What is refused of calendars, appointments, series and the waitlist. One table with the rest (error-codes.ts), in a file of its own. */
const CORRECT = 'Correct the field that `errors` names.';
const OTHER_TIME = 'Choose another time, person or place.';
const READ_AGAIN = 'Read the record again and decide anew.';

export const SCHEDULING_CODES = {
  // Who works when
  'working_hours.weekday': [422, 'Days of the week are numbered from 1 (Monday) to 7 (Sunday).', CORRECT],
  'working_hours.time': [422, 'Working hours are times like 09:00 and end after they start, on the same day.', CORRECT],
  'working_hours.validity': [422, 'The last day is the first one or a later one.', CORRECT],
  'link.not_web': [422, 'A link must be a web address, with http:// or https://.', CORRECT],
  'time_off.time': [422, 'Time off ends after it starts.', CORRECT],
  'closure.name': [422, 'A closure has a name.', CORRECT],
  'closure.dates': [422, 'The last day is the first one or a later one.', CORRECT],
  'opening_hours.time': [422, 'Opening hours end after they start, on the same day.', CORRECT],
  'opening_hours.text': [422, 'This text is written from the opening hours.', 'Change the opening hours instead.'],
  'availability.window': [422, 'The window of time is empty or too long.', CORRECT],
  'calendar.span': [422, 'The span of the calendar is empty or too long.', CORRECT],

  'calendar_feed.too_many': [409, 'You have as many calendar links as one person may have.', 'Revoke one first.'],

  // Appointments
  'appointment.conflict': [409, 'Somebody or something is taken at this time.', `\`conflicts\` names what. ${OTHER_TIME}`],
  'appointment.time': [422, 'An appointment ends after it starts, within 24 hours.', CORRECT],
  'appointment.place': [422, 'The room or the equipment is at another location.', CORRECT],
  'appointment.status': [
    [409, 422],
    'The appointment cannot go from its present status to that one.',
    '`allowed` names those that it can go to.',
  ],
  'appointment.closed': [409, 'The appointment is over, called off or part of the record.', READ_AGAIN],
  'appointment.not_yet': [422, 'The appointment has not begun.', 'Wait until it has.'],
  'appointment.not_a_group': [[409, 422], 'The appointment is not a group session.', 'Make it one, or book another.'],
  'appointment.has_participants': [422, 'An appointment with participants is a group session.', 'Remove the participants first.'],
  'cancellation.reason': [422, 'A cancellation has a reason: one of the list, or in words.', CORRECT],
  'appointment_type.name_taken': [409, 'There is a type with this name already.', CORRECT],
  'appointment_type.default_taken': [409, 'Another type counts for appointments without one.', 'Take that off first.'],
  'appointment_type.too_many': [409, 'There are as many types as there may be.', 'Delete one that is not used.'],
  'cancellation_reason.name_taken': [409, 'There is a reason with this name already.', CORRECT],
  'cancellation_reason.too_many': [409, 'There are as many reasons as there may be.', 'Delete one that is not used.'],
  'participant.exists': [409, 'This learner takes part already.', READ_AGAIN],

  // What is said of a booking, or refused by the practice's settings
  'booking.unconfirmed': [
    409,
    'Something is odd about this booking, and the caller did not say that they know of it.',
    'Show `warnings` and `nearestFree` to the person, then name what they confirm in `confirmedWarnings`.',
  ],
  'booking.outside_working_hours': [422, 'Somebody does not work at this time or place; the practice refuses that.', OTHER_TIME],
  'booking.outside_opening_hours': [422, 'The place is not open at this time; the practice refuses that.', OTHER_TIME],
  'booking.time_off': [422, 'Somebody is away at this time; the practice refuses that.', OTHER_TIME],
  'booking.closure': [422, 'It is closed at this time; the practice refuses that.', OTHER_TIME],
  'booking.learner_on_hold': [422, 'The learner is on hold; the practice refuses that.', 'Make them active again first.'],
  'learner.not_served': [422, 'The learner is inactive or has graduated.', 'Make them active again first.'],

  // Series
  'series.rule': [422, 'The rule of the series is not one that can be kept.', CORRECT],
  'series.first': [422, 'The first appointment is not on a day of its series.', CORRECT],
  'series.days': [422, 'The series cannot repeat on those days.', 'Cancel what follows and book a new series.'],
  'series.none': [409, 'The appointment does not belong to a series.', 'Change it by itself.'],
  'series.closed': [409, 'The occurrence is over, has begun or is billed.', 'Choose one that is still to come.'],
  'series.move': [422, 'An occurrence cannot be moved like this.', CORRECT],
  'series.preview': [422, 'There is no such preview any more, or it is about another series.', 'Make a new one.'],
  'series.changed': [409, 'Something has changed since the preview.', '`changes` names what. Look at a new preview.'],

  // Waitlist
  'waitlist.status': [[409, 422], 'The entry cannot go from its present status to that one.', READ_AGAIN],
  'waitlist.not_waiting': [409, 'The entry does not wait any more.', READ_AGAIN],
  'waitlist.not_placed': [422, 'Only who is placed has an appointment.', CORRECT],
  'waitlist.offer_open': [409, 'There is an offer that is not answered yet.', 'Answer or withdraw it first.'],
  'waitlist.appointment_missing': [422, 'A placed entry names its appointment.', CORRECT],
  'waitlist.appointment_over': [422, 'The appointment does not take place.', CORRECT],
  'waitlist.request_date': [422, 'The day of the request is not one that it can have.', CORRECT],
  'waitlist.preferred_days': [422, 'Days of the week are numbered from 1 (Monday) to 7 (Sunday).', CORRECT],
  'waitlist.preferred_times': [422, 'The end of the preferred time is after its start.', CORRECT],
  'priority_level.name_taken': [409, 'There is a level with this name already.', CORRECT],
  'priority_level.too_many': [409, 'There are as many levels as there may be.', 'Delete one that is not used.'],
  'offer.past': [422, 'Only a time to come can be offered.', CORRECT],
  'offer.gone': [409, 'The offered time is not to be had any more.', 'Wait for another offer.'],
  'offer.expired': [409, 'The offer has run out.', 'Wait for another offer.'],
  'offer.answered': [409, 'The offer was answered before.', READ_AGAIN],
} as const;
