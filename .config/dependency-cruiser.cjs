/**
 * The arrows of the house, types included: kernel ← database ← access ← audit ← engines ← domains ← doors ← house.ts. What stands lower in
 * a list below may import what stands above it, never the other way round. Where something below has to be asked or told, it registers an
 * answer, or listens to an event.
 */

/** Each room with the pattern of its files, in order: none imports from one further down. */
const ROOMS = [
  ['kernel', '^src/kernel/'],
  ['config', '^src/config/'],
  ['database', '^src/database/'],
  ['access', '^src/access/'],
  ['sealing', '^src/sealing/'],
  ['audit', '^src/audit/'],
  ['http', '^src/http/'],
  ['engines', '^src/(records|exports|jobs|events|mail)/'],
  ['people', '^src/people/'],
  ['practice', '^src/practice/'],
  ['clients', '^src/clients/'],
  ['scheduling', '^src/scheduling/'],
  ['messages', '^src/messages/'],
  ['documents', '^src/documents/'],
  ['telehealth', '^src/telehealth/'],
  ['treatment', '^src/treatment/'],
  ['billing', '^src/billing/'],
  ['insight', '^src/insight/'],
  ['interchange', '^src/interchange/'],
  // What looks over all domains.
  ['whole', '^src/(search/|health/|entrance/|openapi/(?!generate\\.ts$))'],
  ['house', '^src/house\\.ts$'],
  ['doors', '^(src/generated/routes\\.ts$|src/openapi/generate\\.ts$|admin/|prisma/seed/)'],
  ['start', '^src/(start/|(app|server|demo|build|keys)\\.ts$)'],
];

/**
 * The features of each room in order, as the rooms: none imports from one further down, so that no circle of folders comes about.
 * A folder without its place here is refused.
 */
const FEATURES = {
  people: ['sessions', 'users', 'auth', 'permissions'],
  practice: ['details', 'lists', 'locations', 'equipment', 'rooms'],
  clients: ['clients', 'learners', 'alerts', 'caregivers', 'policies', 'funding'],
  scheduling: [
    'availability',
    'appointment-types',
    'cancellation-reasons',
    'priority-levels',
    'free-times',
    'appointments',
    'alerts',
    'why-not',
    'series',
    'calendar',
    'waitlist',
    'zone-correction',
    'related',
    'feeds',
  ],
  messages: ['communications', 'outbox', 'notifications', 'freed-places', 'reminders'],
  billing: [
    'rules',
    'settings',
    'numbers',
    'ledger',
    'periods',
    'services',
    'taxes',
    'texts',
    'agreements',
    'pricing',
    'packages',
    'payers',
    'coverage',
    'invoices',
    'visits',
    'authorizations',
    'payments',
    'cards',
    'papers',
    'sending',
    'runs',
    'prepayment',
    'plans',
    'accounts',
    'reconciliation',
    'reports',
    'journal',
    'claims',
    'funding',
    'day',
  ],
  insight: ['metrics', 'home'],
};

/** The panel's own rooms, in the same way. */
const PANEL = ['words', 'values', 'http', 'engine', 'pages'];

/** Files whose names say their part in a feature. */
const DTO = '\\.dto\\.ts$';
const CONTROLLER = '\\.controller\\.ts$';
const SERVICE = '\\.service\\.ts$';
const QUERIES = '\\.(queries|sql)\\.ts$';
const INPUT = '\\.input\\.ts$';
const PRESENT = '\\.present\\.ts$';
const RULES = '/rules/';
const TEST = '(^tests/|\\.test\\.tsx?$)';

const OURS = '^(src|admin|prisma|tests)/';
/** Says what a refusal tells, for the specification: of every domain, for every controller. */
const REFUSALS = '^src/openapi/conflict\\.dto\\.ts$';
/** A version as the entity tag that clients send back. */
const ETAG = '^src/http/etag\\.ts$';
/** The tables of permissions and of jobs: names with their words. */
const NAMES = ['^src/access/permissions\\.ts$', '^src/jobs/job-names\\.ts$'];
/** Made of *.input.ts. */
const REQUESTS = '^src/generated/requests/';
/** Doors that are no controllers: sign-in, a file as an answer, the measure of each request. */
const OTHER_DOORS = [
  '^src/people/auth/(session|passport)\\.ts$',
  '^src/exports/export-answer\\.ts$',
  '^src/billing/papers/paper-answer\\.ts$',
  '^src/billing/cards/pay-page\\.ts$',
  '^src/health/measure-requests\\.ts$',
];

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const climbs = ROOMS.slice(0, -1).map(([room, path], at) =>
  forbid(
    `climbs-from-${room}`,
    `What stands below ${room} knows it, not the other way round: let that register an answer, or listen to an event.`,
    { path, pathNot: TEST },
    { path: ROOMS.slice(at + 1).map(([, later]) => later), pathNot: REFUSALS },
  ),
);

const named = (room) => room.replace(/^src\//, '');

const circlesOf = ([room, features]) =>
  features
    .slice(0, -1)
    .map((feature, at) =>
      forbid(
        `climbs-from-${named(room)}-${feature}`,
        `What stands below ${feature} in ${room} knows it, not the other way round.`,
        { path: `^${room}/${feature}/`, pathNot: TEST },
        { path: features.slice(at + 1).map((later) => `^${room}/${later}/`) },
      ),
    );

const withoutPlace = [
  forbid(
    'has-no-room',
    'Every folder of src has its place among the ROOMS: this one is not there.',
    { path: '^src/', pathNot: ['^src/generated/', ...ROOMS.map(([, path]) => path)] },
    { path: OURS },
  ),
  ...[...Object.entries(FEATURES).map(([room, features]) => [`src/${room}`, features]), ['admin', [...PANEL, 'components']]].map(
    ([room, features]) =>
      forbid(
        `has-no-place-in-${named(room)}`,
        `Every feature of ${room} has its place among the FEATURES: this one is not there.`,
        { path: `^${room}/[^/]+/`, pathNot: features.map((feature) => `^${room}/${feature}/`) },
        { path: OURS },
      ),
  ),
];

module.exports = {
  forbidden: [
    forbid(
      'circle',
      'Two files that need one another, if only for their types, are one, or need a third.',
      {},
      { circular: true },
    ),
    ...climbs,
    ...withoutPlace,
    ...Object.entries(FEATURES).flatMap(([room, features]) => circlesOf([`src/${room}`, features])),
    ...circlesOf(['admin', PANEL]),
    forbid(
      'refusals-are-for-doors',
      'What a refusal tells is stated for the specification: a use case throws an error of src/kernel/errors.ts.',
      { path: '^src/', pathNot: [TEST, CONTROLLER, '^src/openapi/', '^src/generated/'] },
      { path: REFUSALS },
    ),
    forbid(
      'controllers-are-doors',
      'A controller is called by its generated route alone.',
      { pathNot: ['^src/generated/', TEST] },
      { path: CONTROLLER },
    ),
    forbid(
      'no-http-in-use-cases',
      'A use case does not know which door it was called through: HTTP words live in controllers.',
      { path: '^src/', pathNot: [TEST, CONTROLLER, ...OTHER_DOORS, '^src/(http|openapi|start|generated)/', '^src/[^/]+\\.ts$'] },
      { path: ['^src/http/', '^node_modules/(express|tsoa|@tsoa/runtime)/'], pathNot: ETAG },
    ),
    forbid(
      'request-types-are-plain',
      'What a request and an answer look like is told with the words of the kernel, of rules and of other such files.',
      { path: DTO, pathNot: REFUSALS },
      { path: OURS, pathNot: ['^src/kernel/', ...NAMES, REQUESTS, DTO, RULES] },
    ),
    forbid(
      'rules-are-pure',
      'A rule takes all it needs as arguments: it imports the kernel, other rules and the types of requests and answers.',
      { path: RULES, pathNot: TEST },
      { pathNot: ['^src/kernel/', ...NAMES, REQUESTS, RULES, DTO, '^node_modules/(temporal-polyfill|decimal\\.js)/'] },
    ),
    forbid(
      'kernel-is-pure',
      'The kernel imports nothing of ours.',
      { path: '^src/kernel/', pathNot: TEST },
      { path: OURS, pathNot: '^src/kernel/' },
    ),
    forbid(
      'input-is-checked-first',
      'What a request must be is known before anything is done.',
      { path: INPUT },
      { path: [CONTROLLER, SERVICE, QUERIES, PRESENT] },
    ),
    forbid(
      'queries-know-no-use-case',
      'A query says what the database is asked; who asks is above it.',
      { path: QUERIES },
      { path: [CONTROLLER, SERVICE, PRESENT] },
    ),
    forbid(
      'present-knows-rows',
      'An answer is made of a row: by no use case and no door.',
      { path: PRESENT },
      // What a use case gives may be more than a row: its type.
      { path: [CONTROLLER, SERVICE, INPUT], dependencyTypesNot: ['type-only'] },
    ),
    forbid('product-knows-no-tests', 'The product does not know its tests.', { path: OURS, pathNot: TEST }, { path: TEST }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: ['^src/generated/prisma', '^tests/bench/peers/', '^admin/assets/'] },
  },
};
