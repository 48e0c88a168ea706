import type { PanelGroup } from './table.js';

export const documents: PanelGroup = {
  name: 'Documents',
  icon: 'FileText',
  tables: [
    {
      model: 'Document',
      label: 'Documents',
      one: 'document',
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
    {
      model: 'DocumentCategory',
      label: 'Document categories',
      one: 'document category',
      list: ['name', 'description', 'updatedAt'],
      sort: ['name', 'asc'],
      titleSort: ['name'],
    },
    {
      model: 'DocumentPermission',
      label: 'Document permissions',
      one: 'document permission',
      list: ['documentId', 'userId', 'permissionType', 'grantedAt', 'expiresAt'],
    },
  ],
};
