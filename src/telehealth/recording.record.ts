import { Permission as P } from '../access/permissions.js';
import { all, record } from '../records/description.js';
import { NOT_A_LINK } from '../database/errors.js';

export const recordingRecord = record('VirtualSessionRecording', {
  what: 'recording',
  permissions: { view: P.VIEW_RECORDING, ...all(P.EDIT_TELEHEALTH) },
  scope: { client: 'session.appointment.client', learners: ['session.appointment.learnerId'], optional: true },
  search: ['recordingType'],
  title: (row, say) => say.dashed(say.time(row.startTime), say.code(row.recordingType)),
  panel: {
    label: 'Recordings',
    list: ['startTime', 'sessionId', 'recordingType', 'durationMinutes', 'isAvailable', 'isProcessing'],
    codes: ['recordingType'],
    sort: ['startTime', 'desc'],
  },
  constraints: {
    virtual_session_recordings_recording_url_link_check: { ...NOT_A_LINK, path: 'recordingUrl' },
  },
});
