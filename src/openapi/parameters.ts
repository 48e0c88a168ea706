/** Words for the parameters that mean the same everywhere; where one means more, its DTO says so. */
import { descriptionOf, recordKinds, rulesOf } from '../records/registry.js';
import { type OpenApi, ownParameters, type Parameter } from './spec.js';

const QUERY: Record<string, string> = {
  limit: 'How many at most.',
  cursor: '`nextCursor` of the page before; with the same filters and order.',
  sort: 'The order; `-` for the other way round.',
  count: 'Adds `total`: how many there are in all.',
  q: 'Words to look for.',
  status: 'Any of these.',
  serviceType: 'Of this kind of service.',
  priority: 'Of this priority.',
  clientId: 'Of this client.',
  learnerId: 'Of this learner.',
  therapistId: 'Of this therapist.',
  userId: 'Of this user.',
  locationId: 'At this location.',
  roomId: 'In this room.',
  categoryId: 'Of this category.',
  startTime: 'When it is to begin.',
  endTime: 'When it is to end.',
  role: 'Of this role.',
  permission: 'About this permission.',
  granted: 'true: what opens; false: what closes.',
  isActive: 'true: the active ones; false: the others.',
  isAvailable: 'true: what can be used; false: what cannot.',
  isMainLocation: 'true: the main one; false: the others.',
  state: 'In this state.',
  isRead: 'true: what was read; false: what was not.',
  accountLocked: 'true: the locked accounts; false: the others.',
  requiresInterpreter: 'true: who needs an interpreter; false: who does not.',
  preferredLanguage: 'Who prefers this language.',
  type: 'Of this kind.',
  kind: 'Of this kind.',
  format: 'The kind of file.',
  from: 'From then on.',
  to: 'Until then.',
  firstName: 'The first name.',
  lastName: 'The last name.',
  email: 'The e-mail address.',
  phone: 'The phone number.',
  updatedFrom: 'Changed at this instant or later.',
};

const PATH: Record<string, string> = {
  code: 'The error code.',
  role: 'The role.',
  permission: 'The name of the permission.',
  token: 'The secret of the link.',
};

/** What the id after a word of a path names, where the description of the record says more than the path, or less. */
const OTHERWISE: Record<string, string> = {
  series: 'series',
  'calendar-feeds': 'calendar link',
  'cancellation-reasons': 'reason',
  'waitlist-priority-levels': 'level',
  participants: 'learner',
  'record-permissions': 'entry',
};

/** A record, by the word before its id: the one that its description has for itself. */
function recordAt(word: string): string | undefined {
  const kind = recordKinds().find((model) => descriptionOf(model).addresses?.includes(word));
  return OTHERWISE[word] ?? (kind && rulesOf(kind).what);
}

function wordsOf(path: string, parameter: Parameter): string | undefined {
  if (parameter.in === 'query') return QUERY[parameter.name];
  const before = new RegExp(`([\\w-]+)/\\{${parameter.name}\\}`).exec(path)?.[1] ?? '';
  if (/id$/i.test(parameter.name)) {
    const record = recordAt(before);
    return record && `The id of the ${record}.`;
  }
  return PATH[parameter.name];
}

/** Describes the parameters that have no words of their own. */
export function describeParameters(spec: OpenApi): void {
  for (const [path, operations] of Object.entries(spec.paths)) {
    for (const operation of Object.values(operations)) {
      for (const parameter of ownParameters(operation)) parameter.description ||= wordsOf(path, parameter) ?? '';
    }
  }
}
