/** Words for the parameters that mean the same everywhere; where one means more, its DTO says so. */
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

/** What the id after a word of a path names. */
const RECORDS: Record<string, string> = {
  appointments: 'the appointment',
  series: 'the series',
  'calendar-feeds': 'the calendar link',
  'cancellation-reasons': 'the reason',
  'opening-hours': 'the opening hours',
  'waitlist-priority-levels': 'the level',
  caregivers: 'the caregiver',
  clients: 'the client',
  closures: 'the closure',
  equipment: 'the equipment',
  funding: 'the funding source',
  insurance: 'the insurance policy',
  learners: 'the learner',
  locations: 'the location',
  notifications: 'the notification',
  offers: 'the offer',
  participants: 'the learner',
  'record-permissions': 'the entry',
  rooms: 'the room',
  'time-off': 'the time off',
  users: 'the user',
  waitlist: 'the waitlist entry',
  'working-hours': 'the working hours',
};

function wordsOf(path: string, parameter: Parameter): string | undefined {
  if (parameter.in === 'query') return QUERY[parameter.name];
  const before = new RegExp(`([\\w-]+)/\\{${parameter.name}\\}`).exec(path)?.[1] ?? '';
  if (/id$/i.test(parameter.name)) return RECORDS[before] && `The id of ${RECORDS[before]}.`;
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
