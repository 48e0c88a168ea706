import { Permission as P } from '../access/permissions.js';
import { all, record } from '../records/description.js';
import { NOT_A_LINK } from '../database/errors.js';

export const telehealthProviderRecord = record('TelehealthProvider', {
  what: 'telehealth provider',
  permissions: { view: P.VIEW_TELEHEALTH, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['name'],
  panel: {
    label: 'Telehealth providers',
    list: ['name', 'maxParticipants', 'maxDurationMinutes', 'supportsRecording', 'isActive'],
    sort: ['name', 'asc'],
    titleSort: ['name'],
  },
  constraints: {
    telehealth_providers_api_endpoint_link_check: { ...NOT_A_LINK, path: 'apiEndpoint' },
  },
});
