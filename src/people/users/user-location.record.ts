import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { unmoved } from '../../records/forms.js';
import { check } from '../../kernel/fields.js';
import { addUserLocation, removeUserLocation, setPrimary } from './user-locations.service.js';
import { newUserLocation, userLocationChanges } from './users.input.js';

/** The two halves of an entry's key. */
function halves(id: string): [userId: bigint, locationId: bigint] {
  const [userId = '0', locationId = '0'] = id.split('.');
  return [BigInt(userId), BigInt(locationId)];
}

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
  create: async (ctx, data) => {
    const input = check(newUserLocation, data);
    await addUserLocation(ctx, input);
    return `${input.userId}.${input.locationId}`;
  },
  update: unmoved(['userId', 'locationId'], (ctx, id, sent) =>
    setPrimary(ctx, ...halves(id), check(userLocationChanges, sent).isPrimary),
  ),
  remove: async (ctx, id) => {
    await removeUserLocation(ctx, ...halves(id));
    return 'deleted';
  },
});
