import { declareEvents } from '../../events/catalogue.js';

export const packageEvents = declareEvents({
  'package.created': { version: 1, of: 'ClientPackage', says: 'A client takes a package of visits.' },
  'package.updated': { version: 1, of: 'ClientPackage', says: 'A package was changed.', changes: true },
  'package.paid': { version: 1, of: 'ClientPackage', says: 'Money came in for a package, or was put into it from the account.' },
  'package.ended': { version: 1, of: 'ClientPackage', says: 'A package was ended; nothing of its money stands in it any more.' },
  'package.deleted': { version: 1, of: 'ClientPackage', says: 'A package was deleted before anything was paid or used.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    packages: typeof packageEvents;
  }
}
