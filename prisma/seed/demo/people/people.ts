/** Clients with their learners, caregivers, policies and funding: each through its use case, on the day they came. */
import { Decimal } from 'decimal.js';
import { createCaregiver } from '../../../../src/clients/caregivers/caregivers.service.js';
import { createClient } from '../../../../src/clients/clients/clients.service.js';
import type { NewClient } from '../../../../src/clients/clients/clients.input.js';
import { createFunding } from '../../../../src/clients/funding/funding.service.js';
import { createInsurance } from '../../../../src/clients/policies/insurance.service.js';
import { createLearner } from '../../../../src/clients/learners/learners.service.js';
import type { Ctx } from '../../../../src/access/context.js';
import type { ClientStatus } from '../../../../src/generated/requests/clients.js';
import { addDays, daysBetween } from '../../../../src/kernel/days.js';
import { dateOf, type Day, earlier, monthStart } from '../scheduling/calendar.js';
import type { Dice } from '../dice.js';
import { ADULTS, AREAS, CHILDREN, FAMILIES, LANGUAGE_NAMES, LANGUAGES, STREETS } from '../names.js';
import { CLIENT_NOTES, COURSES, LEARNER_NOTES } from '../texts.js';
import type { Client, Learner, Staff, World } from '../world.js';

const COUNT = 200;
/** How many of the active clients each therapist has, in the order of the staff: the therapist who signs in has 25. */
const CASELOADS = [25, 23, 20, 22, 20, 21, 19];
const ELSEWHERE: readonly (readonly [ClientStatus, number])[] = [
  ['INACTIVE', 18],
  ['ARCHIVED', 14],
  ['WAITLIST', 18],
];

interface Plan {
  status: ClientStatus;
  therapist: Staff | null;
  since: Day;
  until: Day | null;
}

/** Who is a client, since when and of whom; in the order in which they came. */
function plan(world: World, dice: Dice): Plan[] {
  const { today } = world;
  const therapists = world.therapists();
  const plans: Plan[] = therapists.flatMap((therapist, index) =>
    Array.from({ length: CASELOADS[index] ?? 0 }, () => ({
      status: 'ACTIVE' as const,
      therapist,
      since: addDays(today, -dice.int(45, 900)),
      until: null,
    })),
  );
  for (const [status, count] of ELSEWHERE) {
    for (let n = 0; n < count; n++) {
      const since = addDays(today, status === 'WAITLIST' ? -dice.int(8, 120) : -dice.int(250, 950));
      const until = status === 'WAITLIST' ? null : addDays(today, -dice.int(20, status === 'ARCHIVED' ? 170 : 90));
      plans.push({ status, therapist: status === 'WAITLIST' ? null : dice.pick(therapists), since, until });
    }
  }
  // Some came this month: the home page counts them.
  const first = monthStart(today);
  const newest = dice.sample(
    plans.filter(({ status }) => status === 'ACTIVE'),
    7,
  );
  for (const one of newest) one.since = earlier(addDays(first, dice.int(0, Math.max(0, daysBetween(first, today) - 1))), today);
  return plans.slice(0, COUNT).sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}

const emailOf = (first: string, last: string, n: number): string =>
  `${first}.${last}${n}`
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z0-9.]/g, '') + '@mail.example';

/** So that no two families have the same number. */
const phoneOf = (n: number): string =>
  `+1 ${AREAS[n % AREAS.length]} 555 01${String(Math.floor(n / AREAS.length) % 100).padStart(2, '0')}`;

/** All clients with what belongs to them. */
export async function makeClients(world: World): Promise<void> {
  const dice = world.dice('clients');
  const families = dice.shuffle([...FAMILIES, ...FAMILIES]);
  const plans = plan(world, dice);
  await world.each([...plans.entries()], async ([index, one], tx) => {
    world.clients.push(await makeClient(world, tx, dice, one, families[index] as string, index));
  });
  await makeFamilies(world);
}

/** What belongs to the clients. Side by side: each kind has its own source of chance and its own order, so it comes out the same. */
async function makeFamilies(world: World): Promise<void> {
  const learners = world.dice('learners');
  const caregivers = world.dice('caregivers');
  const money = world.dice('policies');
  await Promise.all([
    world.each(world.clients, (client, tx) => makeLearners(world, tx, learners, client)),
    world.each([...world.clients.entries()], ([index, client], tx) => makeCaregivers(world, tx, caregivers, client, index)),
    world.each(world.clients, async (client, tx) => {
      if (money.chance(0.6)) await makePolicies(world, tx, money, client);
      if (money.chance(0.26)) await makeFunding(world, tx, money, client);
    }),
  ]);
}

/** Whoever was at the desk that day. */
function desk(world: World, dice: Dice): Staff {
  return dice.pick(world.staff.filter(({ role }) => role === 'STAFF'));
}

function input(world: World, dice: Dice, one: Plan, firstName: string, lastName: string, index: number): NewClient {
  const language = dice.weighted(LANGUAGES);
  const requiresInterpreter = language === 'ASE' || (language !== 'EN' && language !== 'FR' && dice.chance(0.45));
  const city = one.therapist?.home.city ?? dice.pick(world.places).city;
  return {
    firstName,
    lastName,
    email: emailOf(firstName, lastName, index),
    phone: phoneOf(index),
    address: `${dice.int(2, 240)} ${dice.pick(STREETS)}, ${city}`,
    status: one.status,
    priority: dice.weighted([
      ['LOW', 3],
      ['MEDIUM', 6],
      ['HIGH', one.status === 'WAITLIST' ? 3 : 1.5],
    ] as const),
    notes: dice.chance(0.55) ? dice.pick(CLIENT_NOTES) : null,
    therapistId: one.therapist?.id ?? null,
    preferredLanguage: language,
    requiresInterpreter,
    interpreterNotes: requiresInterpreter
      ? `${LANGUAGE_NAMES[language] ?? language}, ${dice.pick(['in person', 'by phone', 'by video'])}`
      : null,
    // Nobody's birthday, and the same for a client every time; the dice of the others stay as they fell.
    dateOfBirth: new Date(Date.UTC(1962 + ((index * 7) % 38), (index * 5) % 12, 1 + ((index * 11) % 28))),
  };
}

async function makeClient(world: World, tx: Ctx, dice: Dice, one: Plan, lastName: string, index: number): Promise<Client> {
  const firstName = dice.pick(ADULTS);
  const data = input(world, dice, one, firstName, lastName, index);
  const { id } = await createClient(world.ctx(desk(world, dice), world.morning(one.since, dice.int(0, 29)), tx), data);
  return {
    id,
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    email: data.email ?? '',
    language: data.preferredLanguage ?? 'EN',
    status: one.status,
    therapist: one.therapist,
    since: one.since,
    until: one.until,
    learners: [],
    caregivers: [],
    insuranceId: null,
    insuredFrom: null,
    funding: null,
  };
}

async function makeLearners(world: World, tx: Ctx, dice: Dice, client: Client): Promise<void> {
  const isAdult = dice.chance(0.1);
  const count = isAdult
    ? 1
    : dice.weighted([
        [1, 88],
        [2, 78],
        [3, 24],
      ] as const);
  const names = dice.sample(CHILDREN, count);
  const discipline = client.therapist?.discipline ?? 'speech';
  for (const name of names) {
    const born = addDays(world.today, isAdult ? -dice.int(8000, 26000) : -dice.int(900, 5900));
    const active = client.status === 'ACTIVE';
    const status = active
      ? dice.weighted([
          ['ACTIVE', 20],
          ['ONHOLD', 1],
          ['GRADUATED', 1],
        ] as const)
      : dice.pick(['INACTIVE', 'GRADUATED'] as const);
    const firstName = isAdult ? client.firstName : name;
    const { id } = await createLearner(world.ctx(desk(world, dice), world.morning(client.since, 30), tx), client.id, {
      firstName,
      lastName: client.lastName,
      dateOfBirth: dateOf(born),
      status: client.status === 'WAITLIST' ? 'ACTIVE' : status,
      gender: dice.weighted([
        ['female', 10],
        ['male', 10],
        ['non-binary', 1],
        [null, 2],
      ] as const),
      course: dice.pick(COURSES[discipline]),
      notes: dice.chance(0.6) ? dice.pick(LEARNER_NOTES) : null,
      schedule: dice.chance(0.4)
        ? dice.pick(['After school', 'Mornings only', 'Not on Wednesdays', 'Before 15:00', 'Any day but Friday'])
        : null,
      instructorId: client.therapist?.id ?? null,
    });
    const learner: Learner = { id, firstName, name: `${firstName} ${client.lastName}`, born, active: status === 'ACTIVE' };
    client.learners.push(learner);
  }
}

async function makeCaregivers(world: World, tx: Ctx, dice: Dice, client: Client, index: number): Promise<void> {
  const count = dice.weighted([
    [0, 2],
    [1, 7],
    [2, 5],
    [3, 1],
  ] as const);
  for (let n = 0; n < count; n++) {
    const relationship =
      n === 0
        ? dice.weighted([
            ['PARENT', 12],
            ['GUARDIAN', 2],
            ['FOSTER_PARENT', 1],
            ['PARTNER', 1],
          ] as const)
        : dice.weighted([
            ['PARENT', 5],
            ['GRANDPARENT', 5],
            ['SIBLING', 1],
            ['CASE_WORKER', 2],
            ['OTHER', 1],
          ] as const);
    const isOfficial = relationship === 'CASE_WORKER';
    const firstName = dice.pick(ADULTS);
    const lastName = isOfficial || dice.chance(0.3) ? dice.pick(FAMILIES) : client.lastName;
    const email = dice.chance(0.75) ? emailOf(firstName, lastName, index * 3 + n) : null;
    const mayPay = n === 0 && !isOfficial;
    const { row } = await createCaregiver(world.ctx(desk(world, dice), world.morning(client.since, 40), tx), client.id, {
      firstName,
      lastName,
      relationship,
      email,
      phone: phoneOf(200 + index + n * 57),
      preferredLanguage: client.language as NonNullable<NewClient['preferredLanguage']>,
      isPrimaryContact: n === 0,
      isEmergencyContact: n < 2 && !isOfficial,
      mayBook: n === 0 || dice.chance(0.4),
      mayPay,
      maySeeRecords: !isOfficial && (n === 0 || dice.chance(0.3)),
      consentExpiresOn: isOfficial ? dateOf(addDays(world.today, dice.int(30, 400))) : null,
      notes: isOfficial ? 'Named in the court order on file; sees reports on request.' : null,
    });
    client.caregivers.push({ id: row.id, name: `${firstName} ${lastName}`, email, mayPay });
  }
}

async function makePolicies(world: World, tx: Ctx, dice: Dice, client: Client): Promise<void> {
  const ctx = world.ctx(desk(world, dice), world.morning(client.since, 50), tx);
  const holder = client.name;
  const policy = (isPrimary: boolean, from: Day, to: Day | null) => {
    const most = dice.pick(['800.00', '1200.00', '2000.00', '3500.00']);
    return {
      insuranceProviderId: dice.pick(world.insurers).id,
      policyNumber: `${dice.text(2, 'ABCDEFGHKLMNPQRSTUVWXYZ')}-${dice.text(7)}`,
      memberId: dice.text(9),
      groupNumber: dice.chance(0.6) ? dice.text(5) : null,
      policyHolderName: holder,
      relationshipToClient: 'SELF',
      coverageStartDate: dateOf(from),
      coverageEndDate: to === null ? null : dateOf(to),
      maxAnnualCoverage: new Decimal(most),
      drawnElsewhere: new Decimal(dice.chance(0.3) ? Math.floor((Number(most) * dice.next()) / 3) : 0),
      isPrimary,
      coverageDetails: dice.pick([
        '80 % of each session',
        'Full fee up to the yearly maximum',
        '50 % after a deductible of 150.00',
        'Needs a referral each year',
      ]),
      verificationDate: dice.chance(0.8) ? dateOf(client.since) : null,
    };
  };
  const startsNew = dice.chance(0.2) && daysBetween(client.since, world.today) > 200;
  const change = addDays(world.today, -100);
  if (startsNew) await createInsurance(ctx, client.id, policy(true, client.since, addDays(change, -1)));
  const row = await createInsurance(ctx, client.id, policy(true, startsNew ? change : client.since, null));
  client.insuranceId = row.id;
  client.insuredFrom = startsNew ? change : client.since;
  if (dice.chance(0.15)) await createInsurance(ctx, client.id, policy(false, client.since, null));
}

async function makeFunding(world: World, tx: Ctx, dice: Dice, client: Client): Promise<void> {
  const program = dice.pick(world.programs);
  const from = addDays(world.today, -dice.int(60, 240));
  const status =
    client.status === 'ACTIVE'
      ? dice.weighted([
          ['ACTIVE', 8],
          ['APPROVED', 1],
          ['PENDING', 1],
        ] as const)
      : 'EXPIRED';
  const to = status === 'EXPIRED' ? addDays(world.today, -10) : addDays(from, 364);
  const total = dice.pick(['1500.00', '2500.00', '3500.00', '6000.00']);
  const row = await createFunding(world.ctx(desk(world, dice), world.morning(client.since, 55), tx), client.id, {
    fundingProgramId: program.id,
    referenceNumber: `F-${dice.text(6)}`,
    status,
    totalAmount: new Decimal(total),
    startDate: dateOf(from),
    endDate: dateOf(to),
    approvalDate: status === 'PENDING' ? null : dateOf(from),
    approvedBy: status === 'PENDING' ? null : 'Program office',
    notes: dice.chance(0.3) ? 'Renewal needs a progress report six weeks before the end.' : null,
  });
  if (status === 'ACTIVE') client.funding = { id: row.id, total, from, source: program.source };
}
