/** What is measured: which addresses, in whose name. */
import { USERS, type Sizes } from './sizes.js';

export type Shape = 'client' | 'clients' | 'picker' | 'appointments' | 'conflicts' | 'calendar' | 'panel';

export interface Case {
  name: string;
  /** What the address of the answer stands for. */
  shape: Shape;
  paths: string[];
  headers: Record<string, string>;
  limit: number;
  sort: string;
  /** Fewer than usual, for long answers. */
  connections?: number;
  /** A small practice has not so many to ask for: nothing to compare. */
  largeOnly?: boolean;
}

/** The headers of each role's session. */
export type Sessions = Record<'staff' | 'therapist' | 'admin', Record<string, string>>;

const ADDRESSES = 400;
const LIMIT = 50;

/** The same numbers each time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

function ids(count: number, among: number, id: (index: number) => number): string[] {
  const random = numbers(among);
  return Array.from({ length: count }, () => `/api/clients/${id(Math.floor(random.next().value * among))}`);
}

/** The cases on a practice of that size. */
export function casesFor(sizes: Sizes, sessions: Sessions): Case[] {
  const { clients, therapists } = sizes;
  const therapist = (index: number): number => USERS.firstTherapist + (index % therapists);
  const byTherapist = Array.from(
    { length: 8 },
    (_, index) => `/api/clients?limit=${LIMIT}&sort=-createdAt&status=ACTIVE&therapistId=${therapist(index * 7)}`,
  );
  return [
    {
      name: 'one client, as staff',
      shape: 'client',
      paths: ids(ADDRESSES, clients, (index) => 1 + index),
      headers: sessions.staff,
      limit: 1,
      sort: '',
    },
    {
      name: 'list of 50: status, priority, by name, as staff',
      shape: 'clients',
      limit: LIMIT,
      sort: 'lastName',
      headers: sessions.staff,
      paths: ['LOW', 'MEDIUM', 'HIGH'].map(
        (priority) => `/api/clients?limit=${LIMIT}&sort=lastName&status=ACTIVE&priority=${priority}`,
      ),
    },
    {
      name: 'list of 50: status, therapist, latest first, as staff',
      shape: 'clients',
      limit: LIMIT,
      sort: '-createdAt',
      headers: sessions.staff,
      paths: byTherapist,
    },
    {
      name: 'one client, as therapist',
      shape: 'client',
      limit: 1,
      sort: '',
      headers: sessions.therapist,
      // Client 1, 1 + T, 1 + 2T… are the first therapist's.
      paths: ids(ADDRESSES, clients / therapists, (index) => 1 + index * therapists),
    },
    {
      name: 'list of 50: status, priority, by name, as therapist',
      shape: 'clients',
      limit: LIMIT,
      sort: 'lastName',
      headers: sessions.therapist,
      paths: ['LOW', 'MEDIUM', 'HIGH'].map(
        (priority) => `/api/clients?limit=${LIMIT}&sort=lastName&status=ACTIVE&priority=${priority}`,
      ),
    },
    {
      name: 'list of 50: by words, the best match first, as staff',
      shape: 'clients',
      limit: LIMIT,
      sort: 'relevance',
      headers: sessions.staff,
      largeOnly: true,
      paths: ['Müller', 'mueller', 'keiko', 'o', 'ro', 'garcia'].map(
        (q) => `/api/clients?limit=${LIMIT}&q=${encodeURIComponent(q)}`,
      ),
    },
    {
      name: "the panel's picker: clients by words, as administrator",
      shape: 'picker',
      limit: 25,
      sort: '',
      headers: sessions.admin,
      // One name and two, whole and begun, common and rare, and one that no name begins with.
      paths: ['Müller', 'keiko', 'keiko ro', 'Rossi, Ana', 'an', 'zo', 'ångström söre', 'ziliak', 'ossi'].map(
        (words) => `/admin/api/resources/Client/actions/search/${encodeURIComponent(words)}`,
      ),
    },
    ...schedulingCases(sizes, sessions),
    {
      name: "the panel's list of appointments, as administrator",
      shape: 'panel',
      limit: 25,
      sort: '',
      headers: sessions.admin,
      paths: ['/admin/api/resources/Appointment/actions/list'],
    },
  ];
}

const DAY = 86_400_000;
/** Days from today, at midnight UTC. */
const day = (days: number): string => new Date(Math.floor(Date.now() / DAY + days) * DAY).toISOString();

/** The appointments: lists with four filters and their names, a plan of three resources, a month of the calendar. */
function schedulingCases(sizes: Sizes, sessions: Sessions): Case[] {
  const therapist = (index: number): number => USERS.firstTherapist + (index % sizes.therapists);
  const list = (from: number, to: number): string =>
    `/api/appointments?limit=${LIMIT}&status=SCHEDULED&status=CONFIRMED&from=${day(from)}&to=${day(to)}`;
  const random = numbers(sizes.appointments);
  const conflicts = Array.from({ length: ADDRESSES }, () => {
    const at = Math.floor(random.next().value * sizes.therapists);
    const start = Date.parse(day(Math.floor(random.next().value * 60))) + (13 + Math.floor(random.next().value * 8)) * 3_600_000;
    const plan = [start, start + 45 * 60_000].map((time) => new Date(time).toISOString()).join('/');
    return `/api/appointments/conflicts?at=${plan}&staffId=${therapist(at)}&roomId=${1 + ((at + 1) % sizes.therapists)}&learnerId=${1 + Math.floor(random.next().value * sizes.clients)}`;
  });
  const twenty = (first: number): string =>
    Array.from({ length: Math.min(20, sizes.therapists) }, (_, index) => `&therapistId=${therapist(first + index)}`).join('');
  const lists = { shape: 'appointments' as const, limit: LIMIT, sort: 'startTime' };
  return [
    {
      name: 'appointments, list of 50: therapist, status, from, to, as staff',
      ...lists,
      headers: sessions.staff,
      paths: Array.from({ length: 16 }, (_, index) => `${list(index, index + 60)}&therapistId=${therapist(index * 7)}`),
    },
    {
      name: 'appointments, list of 50: location, status, from, to, as staff',
      ...lists,
      headers: sessions.staff,
      paths: Array.from({ length: 16 }, (_, index) => `${list(index, index + 60)}&locationId=${1 + (index % sizes.locations)}`),
    },
    {
      name: 'conflict check of three resources, as staff',
      shape: 'conflicts',
      limit: 0,
      sort: '',
      headers: sessions.staff,
      paths: conflicts,
    },
    {
      name: 'a month of the calendar, 20 therapists, as staff',
      connections: 2,
      largeOnly: true,
      shape: 'calendar',
      limit: 0,
      sort: '',
      headers: sessions.staff,
      paths: [0, 7, 14].map((from) => `/api/appointments/calendar?from=${day(from)}&to=${day(from + 31)}${twenty(from)}`),
    },
  ];
}

/** The address under which the bare server answers what the product answers to `path` in this case. */
export const barePath = (index: number, path: string): string => `/${index}${path}`;
