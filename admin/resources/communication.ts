import type { PanelGroup } from './table.js';

export const communication: PanelGroup = {
  name: 'Communication',
  icon: 'MessageSquare',
  tables: [
    {
      model: 'Communication',
      label: 'Communications',
      one: 'communication',
      list: ['sentAt', 'type', 'subject', 'clientId', 'userId', 'isRead', 'securityClassification'],
      form: ['type', 'subject', 'content', 'clientId', 'learnerId', 'threadId', 'appointmentId', 'userId', 'sentAt', 'securityClassification', 'isRead', 'requiresSignature'],
      filter: ['sentAt', 'type', 'subject', 'clientId', 'userId', 'threadId', 'isRead', 'securityClassification', 'requiresSignature'],
      sort: ['sentAt', 'desc'],
      labels: { userId: 'Staff member' },
    },
    {
      model: 'MessagingThread',
      label: 'Threads',
      one: 'thread',
      list: ['subject', 'clientId', 'lastMessageAt', 'isActive', 'createdAt'],
      sort: ['createdAt', 'desc'],
      titleSort: ['subject'],
    },
    {
      model: 'CommunicationAttachment',
      label: 'Attachments',
      one: 'attachment',
      list: ['fileName', 'communicationId', 'fileType', 'fileSize', 'uploadDate', 'securityClassification'],
      labels: { fileSize: 'Size (bytes)' },
      sort: ['uploadDate', 'desc'],
    },
    {
      model: 'ContentTranslation',
      label: 'Translations',
      one: 'translation',
      list: ['contentType', 'contentId', 'language', 'updatedAt'],
    },
  ],
};
