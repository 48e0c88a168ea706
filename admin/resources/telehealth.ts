import type { PanelGroup } from './table.js';

export const telehealth: PanelGroup = {
  name: 'Telehealth',
  icon: 'Video',
  tables: [
    {
      model: 'VirtualSession',
      label: 'Virtual sessions',
      one: 'virtual session',
      list: ['scheduledStartTime', 'appointmentId', 'providerId', 'meetingId', 'status', 'durationMinutes'],
      form: [
        'appointmentId',
        'providerId',
        'scheduledStartTime',
        'scheduledEndTime',
        'status',
        'meetingId',
        'meetingPassword',
        'hostLink',
        'joinLink',
        'actualStartTime',
        'actualEndTime',
        'durationMinutes',
        'cancellationReason',
        'notes',
      ],
      filter: ['scheduledStartTime', 'appointmentId', 'providerId', 'status', 'meetingId'],
      choices: { status: ['SCHEDULED', 'INPROGRESS', 'COMPLETED', 'CANCELLED', 'FAILED'] },
      sort: ['scheduledStartTime', 'desc'],
      help: { meetingPassword: 'Kept, never shown. Leave empty to keep the present one.' },
    },
    {
      model: 'VirtualSessionParticipant',
      label: 'Session participants',
      one: 'session participant',
      list: ['sessionId', 'participantType', 'userId', 'externalName', 'attended', 'joinTime'],
      help: {
        personalJoinLink: 'Kept, never shown. Leave empty to keep the present one.',
        joinToken: 'Kept, never shown. Leave empty to keep the present one.',
      },
    },
    {
      model: 'VirtualSessionRecording',
      label: 'Recordings',
      one: 'recording',
      list: ['startTime', 'sessionId', 'recordingType', 'durationMinutes', 'isAvailable', 'isProcessing'],
      sort: ['startTime', 'desc'],
    },
    {
      model: 'TelehealthProvider',
      label: 'Telehealth providers',
      one: 'telehealth provider',
      list: ['name', 'maxParticipants', 'maxDurationMinutes', 'supportsRecording', 'isActive'],
      sort: ['name', 'asc'],
      titleSort: ['name'],
    },
  ],
};
