import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';

export const attachmentRecord = record('CommunicationAttachment', {
  what: 'attachment',
  permissions: {
    view: P.VIEW_COMMUNICATION,
    create: P.EDIT_COMMUNICATION,
    edit: P.EDIT_COMMUNICATION,
    delete: P.DELETE_COMMUNICATION,
  },
  scope: { client: 'communication.client', learners: ['communication.learnerId', 'communication.appointment.learnerId'] },
  classified: true,
  classifiedWith: { relation: 'communication', model: 'Communication' },
  search: ['fileName'],
  title: 'fileName',
  panel: {
    label: 'Attachments',
    below: 'communicationId',
    list: ['fileName', 'communicationId', 'fileType', 'fileSize', 'uploadDate', 'securityClassification'],
    labels: { fileSize: 'Size (bytes)' },
    sort: ['uploadDate', 'desc'],
  },
});
