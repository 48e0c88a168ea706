import type { PanelGroup } from './table.js';

export const schedule: PanelGroup = {
  name: 'Schedule',
  icon: 'Calendar',
  tables: [
    {
      model: 'Appointment',
      label: 'Appointments',
      one: 'appointment',
      list: ['startTime', 'title', 'clientId', 'therapistId', 'roomId', 'status'],
      form: ['title', 'clientId', 'learnerId', 'therapistId', 'startTime', 'endTime', 'status', 'locationId', 'roomId', 'location', 'isGroupSession', 'maxParticipants', 'isRecurring', 'recurrencePatternId', 'parentAppointmentId', 'cancellationReason', 'notes'],
      filter: ['startTime', 'title', 'clientId', 'learnerId', 'therapistId', 'status', 'locationId', 'roomId', 'isGroupSession'],
      sort: ['startTime', 'desc'],
      titleSort: ['startTime'],
      labels: { locationId: 'Practice location', location: 'Other place', parentAppointmentId: 'First of the series' },
    },
    {
      model: 'WaitlistEntry',
      label: 'Waitlist',
      one: 'waitlist entry',
      list: ['requestDate', 'clientId', 'serviceType', 'status', 'preferredSchedule'],
      form: ['clientId', 'serviceType', 'status', 'requestDate', 'preferredSchedule', 'notes'],
      sort: ['requestDate', 'asc'],
    },
    {
      model: 'AppointmentRecurrencePattern',
      label: 'Recurrence patterns',
      one: 'recurrence pattern',
      list: ['frequency', 'interval', 'daysOfWeek', 'startDate', 'endDate', 'occurrenceCount'],
      labels: { interval: 'Every', occurrenceCount: 'Number of times' },
    },
    {
      model: 'AppointmentStaff',
      label: 'Staff of appointments',
      one: 'staff entry',
      list: ['appointmentId', 'userId', 'role', 'createdAt'],
      sort: ['createdAt', 'desc'],
    },
    {
      model: 'AppointmentGroupParticipant',
      label: 'Group participants',
      one: 'group participant',
      list: ['appointmentId', 'learnerId', 'createdAt'],
      sort: ['createdAt', 'desc'],
    },
    {
      model: 'AppointmentEquipment',
      label: 'Equipment of appointments',
      one: 'equipment entry',
      list: ['appointmentId', 'equipmentId', 'quantity', 'createdAt'],
      sort: ['createdAt', 'desc'],
    },
  ],
};
