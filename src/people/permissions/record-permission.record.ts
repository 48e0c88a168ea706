import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes, unmoved } from '../../records/forms.js';
import { grantChanges } from './permissions.input.js';
import { newEntry } from './record-permissions.input.js';
import { addEntry, removeRecordPermission, updateRecordPermission } from './record-permissions.service.js';

export const recordPermissionRecord = record('RecordPermission', {
  what: 'record permission',
  permissions: { view: P.MANAGE_RECORD_PERMISSION, ...all(P.MANAGE_RECORD_PERMISSION) },
  scope: { client: 'client', learners: ['learnerId'], optional: true },
  readOnly: ['grantedBy', 'grantedAt'],
  search: [],
  addresses: ['permissions', 'record-permissions'],
  title: (row) => (row.granted ? 'Granted' : 'Denied'),
  panel: {
    label: 'Record permissions',
    list: ['userId', 'permissionId', 'clientId', 'learnerId', 'granted', 'expiresAt'],
    help: { granted: 'On opens the record to the user, off closes it. A denial beats a grant.' },
  },
  constraints: {
    record_permissions_one_record_check: {
      code: 'record_permission.one_record',
      path: 'clientId',
      detail: 'Name either a client or a learner, not both and not neither.',
    },
    record_permissions_client_key: {
      status: 409,
      code: 'record_permission.exists',
      path: 'permissionId',
      detail: 'This user already has an entry for this client and permission.',
    },
    record_permissions_learner_key: {
      status: 409,
      code: 'record_permission.exists',
      path: 'permissionId',
      detail: 'This user already has an entry for this learner and permission.',
    },
  },
  create: creates(newEntry, addEntry),
  update: unmoved(['userId', 'permissionId', 'clientId', 'learnerId'], changes(grantChanges, updateRecordPermission)),
  remove: removes(removeRecordPermission),
});
