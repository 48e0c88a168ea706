import { declareEvents } from '../../events/catalogue.js';

export const translationEvents = declareEvents({
  'translation.created': { version: 1, of: 'ContentTranslation', says: 'A text was written in another language.' },
  'translation.updated': { version: 1, of: 'ContentTranslation', says: 'A text in another language was changed.', changes: true },
  'translation.deleted': { version: 1, of: 'ContentTranslation', says: 'A text in another language was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    translations: typeof translationEvents;
  }
}
