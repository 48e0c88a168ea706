import { Permission as P } from '../access/permissions.js';
import { record } from '../records/description.js';

export const documentRecord = record('Document', {
  what: 'document',
  permissions: { view: P.VIEW_DOCUMENT, create: P.EDIT_DOCUMENT, edit: P.EDIT_DOCUMENT, delete: P.DELETE_DOCUMENT },
  scope: { client: 'client', learners: ['learnerId'], optional: true },
  classified: true,
  readOnly: ['uploaderId', 'uploadDate'],
  search: ['title', 'fileName'],
  title: 'title',
  panel: {
    shownWith: 'clientId',
    label: 'Documents',
    list: ['title', 'categoryId', 'clientId', 'securityClassification', 'version', 'uploadDate'],
    form: [
      'title',
      'description',
      'categoryId',
      'clientId',
      'learnerId',
      'tags',
      'securityClassification',
      'expirationDate',
      'retentionPeriodDays',
    ],
    filter: [
      'title',
      'fileName',
      'categoryId',
      'clientId',
      'learnerId',
      'tags',
      'securityClassification',
      'isLatestVersion',
      'uploadDate',
      'expirationDate',
    ],
    sort: ['uploadDate', 'desc'],
    titleSort: ['title'],
    labels: { fileSize: 'Size (bytes)', parentDocumentId: 'Earlier version' },
  },
});
