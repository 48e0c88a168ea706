import { Permission as P } from '../access/permissions.js';
import { all, record } from '../records/description.js';

export const documentCategoryRecord = record('DocumentCategory', {
  what: 'document category',
  permissions: { view: P.VIEW_DOCUMENT, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['name'],
  panel: {
    label: 'Document categories',
    list: ['name', 'description', 'updatedAt'],
    sort: ['name', 'asc'],
    titleSort: ['name'],
  },
});
