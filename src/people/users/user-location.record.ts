import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { userLocationRecords } from './users.records.js';

export const userLocationRecord = record('UserLocation', {
  what: 'location of a user',
  many: 'locations of users',
  permissions: { view: P.VIEW_USER, ...all(P.MANAGE_USER) },
  scope: 'none',
  search: [],
  title: (row) => (row.isPrimary ? 'Primary location' : 'Location'),
  panel: {
    label: 'Locations of users',
    list: ['userId', 'locationId', 'isPrimary', 'createdAt'],
    below: 'userId',
    sort: ['createdAt', 'desc'],
  },
  constraints: {
    user_locations_one_primary_key: {
      status: 409,
      code: 'user_location.primary_exists',
      path: 'isPrimary',
      detail: 'This person already has a primary location.',
    },
  },
  ...userLocationRecords,
});
