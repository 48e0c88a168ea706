import type { PanelGroup } from './table.js';

const ZONE_HELP = 'The name of an IANA time zone, like America/New_York.';

export const practice: PanelGroup = {
  name: 'Practice',
  icon: 'Home',
  tables: [
    {
      model: 'Practice',
      label: 'Practice details',
      one: 'practice',
      list: ['name', 'city', 'phone', 'email', 'timezone', 'registrationOpen'],
      form: [
        'name',
        'address',
        'city',
        'state',
        'zipCode',
        'phone',
        'email',
        'website',
        'hoursOfOperation',
        'timezone',
        'primaryLanguage',
        'supportedLanguages',
        'registrationOpen',
        'calendarFeedDetails',
        'lateCancellationHours',
        'reminderHours',
      ],
      help: {
        timezone: ZONE_HELP,
        registrationOpen: 'People may register themselves; their accounts wait for approval.',
        lateCancellationHours: 'A cancellation so many hours before the start, or fewer, counts as late. 0 to 336.',
        reminderHours: 'Families are reminded so many hours before an appointment. 0 sends no reminders; at most 336.',
        calendarFeedDetails: 'What the calendars that people read elsewhere say of a client: the initials alone, or the name.',
      },
    },
    {
      model: 'PracticeLocation',
      label: 'Locations',
      one: 'location',
      list: ['name', 'address', 'city', 'phone', 'timezone', 'isMainLocation', 'isActive'],
      sort: ['name', 'asc'],
      titleSort: ['name'],
      help: { timezone: ZONE_HELP },
    },
    {
      model: 'TherapyRoom',
      label: 'Rooms',
      one: 'room',
      list: ['name', 'locationId', 'capacity', 'equipment', 'isActive'],
      form: ['name', 'locationId', 'capacity', 'equipment', 'description', 'isActive'],
      sort: ['name', 'asc'],
      titleSort: ['name'],
    },
    {
      model: 'TherapyEquipment',
      label: 'Equipment',
      one: 'piece of equipment',
      list: ['name', 'quantity', 'isAvailable', 'updatedAt'],
      sort: ['name', 'asc'],
      titleSort: ['name'],
    },
  ],
};
