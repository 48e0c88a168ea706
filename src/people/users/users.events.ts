import { declareEvents } from '../../events/catalogue.js';
import { anId, listOf, oneOf, orNone } from '../../events/pieces.js';

export const userEvents = declareEvents({
  'user.created': { version: 1, of: 'User', says: 'A user was added, or registered.' },
  'user.updated': { version: 1, of: 'User', says: 'A user’s data, role or state were changed.', changes: true },
  'user.email_verified': { version: 1, of: 'User', says: 'A user showed that the e-mail address is theirs.' },
  'user.password_changed': { version: 1, of: 'User', says: 'A user’s password was changed or reset.' },
  'user.locked': {
    version: 1,
    of: 'User',
    says: 'A user was locked, by an administrator or by wrong passwords.',
    data: { by: oneOf(['ADMINISTRATOR', 'WRONG_PASSWORDS']) },
  },
  'user.unlocked': { version: 1, of: 'User', says: 'A user was unlocked by an administrator.' },
  'user.archived': { version: 1, of: 'User', says: 'A user with a history was deactivated instead of deleted.' },
  'user.deleted': { version: 1, of: 'User', says: 'A user without a history was deleted.' },
  'user.locations_changed': {
    version: 1,
    of: 'User',
    says: 'The locations where a user works were changed.',
    data: { locationIds: listOf(anId), primaryLocationId: orNone(anId) },
  },
  'user.preferences_changed': { version: 1, of: 'User', says: 'How a user wants to be told of news was changed.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    users: typeof userEvents;
  }
}
