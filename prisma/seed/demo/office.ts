/** The practice itself: places, rooms, people who work here, what they use and what they charge for. */
import type { Role } from '../../../src/access/permissions.js';
import { createEquipment } from '../../../src/practice/equipment.service.js';
import { createLocation } from '../../../src/practice/locations.service.js';
import { updateThePractice } from '../../../src/practice/practice.service.js';
import { createRoom } from '../../../src/practice/rooms.service.js';
import { DEMO_PASSWORD } from '../../../src/start/demo-practice.js';
import { insertUser } from '../../../src/users/users.service.js';
import { addDays } from './calendar.js';
import { actorOf, type Discipline, type Place, type World } from './world.js';

const TORONTO = 'America/Toronto';

const PLACES = [
  {
    name: 'Port Alder', address: '18 Lantern Street', city: 'Port Alder', province: 'ON', postalCode: 'K0A 1B1', phone: '+1 416 555 0101',
    email: 'portalder@demo.example', isMainLocation: true, hoursOfOperation: 'Mon–Fri 8:00–18:00, Sat 9:00–13:00', timezone: TORONTO,
    latitude: 44.1024, longitude: -77.5731, directions: 'Second floor above the old post office. Lift and accessible entrance on Ropewalk.',
    rooms: [['Heron', 4], ['Kingfisher', 4], ['Sandpiper', 4], ['Movement hall', 12], ['Meeting place', 10]],
  },
  {
    name: 'Fernmount', address: '202 Orchard Row', city: 'Fernmount', province: 'ON', postalCode: 'K0B 2C2', phone: '+1 613 555 0102',
    email: 'fernmount@demo.example', isMainLocation: false, hoursOfOperation: 'Mon–Fri 8:30–17:30', timezone: TORONTO,
    latitude: 45.0417, longitude: -76.2219, directions: 'Free parking behind the library. Ring at the green door.',
    rooms: [['Trillium', 4], ['Clover', 4], ['Barn', 10]],
  },
  {
    name: 'Wrenfield', address: '7 Thistle Avenue', city: 'Wrenfield', province: 'MB', postalCode: 'R0A 3D3', phone: '+1 204 555 0103',
    email: 'wrenfield@demo.example', isMainLocation: false, hoursOfOperation: 'Mon–Thu 8:30–17:30, Fri 8:30–15:00', timezone: 'America/Winnipeg',
    latitude: 49.7712, longitude: -97.8023, directions: 'In the community centre, past the rink.',
    rooms: [['Prairie', 4], ['Aspen', 4], ['Hearth', 10]],
  },
] as const;

interface Post {
  key: string;
  first: string;
  last: string;
  role: Role;
  title: string;
  discipline?: Discipline;
  home: number;
  languages?: string;
}

/** The first of each role signs in with the address that the start prints. */
const PEOPLE: readonly Post[] = [
  { key: 'admin', first: 'Marguerite', last: 'Oyelaran', role: 'ADMIN', title: 'clinic director', home: 0, languages: 'FR' },
  { key: 'therapist', first: 'Jonas', last: 'Ferreira', role: 'THERAPIST', title: 'speech-language pathologist', discipline: 'speech', home: 0, languages: 'PT, FR' },
  { key: 'staff', first: 'Bridget', last: 'Lam', role: 'STAFF', title: 'office and billing', home: 0 },
  { key: 'receptionist', first: 'Tomas', last: 'Wren', role: 'RECEPTIONIST', title: 'front desk', home: 0, languages: 'ES' },
  { key: 'ingrid', first: 'Ingrid', last: 'Solberg', role: 'THERAPIST', title: 'occupational therapist', discipline: 'occupational', home: 0 },
  { key: 'devan', first: 'Devan', last: 'Pillai', role: 'THERAPIST', title: 'psychologist', discipline: 'psychology', home: 0, languages: 'HI' },
  { key: 'colette', first: 'Colette', last: 'Marchand', role: 'THERAPIST', title: 'speech-language pathologist', discipline: 'speech', home: 1, languages: 'FR' },
  { key: 'abena', first: 'Abena', last: 'Darko', role: 'THERAPIST', title: 'physiotherapist', discipline: 'physio', home: 1 },
  { key: 'stefan', first: 'Stefan', last: 'Novotny', role: 'THERAPIST', title: 'occupational therapist', discipline: 'occupational', home: 2, languages: 'DE' },
  { key: 'rowena', first: 'Rowena', last: 'Santos', role: 'THERAPIST', title: 'speech-language pathologist', discipline: 'speech', home: 2, languages: 'TL' },
  { key: 'pascal', first: 'Pascal', last: 'Duguay', role: 'STAFF', title: 'billing', home: 1, languages: 'FR' },
  { key: 'lucy', first: 'Lucy', last: 'Kantor', role: 'RECEPTIONIST', title: 'front desk', home: 2 },
];

/** The practice, its places and rooms. */
export async function makePlaces(world: World): Promise<void> {
  const ctx = world.ctx(null, world.morning(addDays(world.today, -1100)));
  await updateThePractice(ctx, {
    name: 'Alder & Fern Therapy', address: '18 Lantern Street', city: 'Port Alder', state: 'ON', zipCode: 'K0A 1B1', phone: '+1 416 555 0100',
    email: 'office@demo.example', website: 'https://demo.example', hoursOfOperation: 'Mon–Fri 8:00–18:00',
    billingName: 'Alder & Fern Therapy, Accounts', billingAddress: '18 Lantern Street', billingCity: 'Port Alder', billingState: 'ON',
    billingZipCode: 'K0A 1B1', billingEmail: 'accounts@demo.example', subscriptionStatus: 'active', primaryLanguage: 'EN',
    supportedLanguages: 'EN, FR, ES, PT, TL, ASE', timezone: world.zone,
  });
  for (const { rooms, ...place } of PLACES) {
    const { id } = await createLocation(ctx, place);
    const made: Place = { id: BigInt(id), name: place.name, city: place.city, zone: place.timezone, rooms: [] };
    for (const [name, capacity] of rooms) {
      const group = capacity >= 10;
      const room = await createRoom(ctx, {
        name, capacity, locationId: id,
        description: group ? 'For groups, and for movement with the floor mats.' : 'Table, low shelf and floor space for one family.',
        equipment: group ? 'Mats, folding chairs, projector' : 'Mirror, child table, picture boards',
      });
      made.rooms.push({ id: BigInt(room.id), name, group });
    }
    world.places.push(made);
  }
}

/** The twelve who work here. */
export async function makeStaff(world: World): Promise<void> {
  const dice = world.dice('staff');
  for (const [index, post] of PEOPLE.entries()) {
    const home = world.places[post.home] as Place;
    const ctx = world.ctx(null, world.morning(addDays(world.today, -1090 + index * 45)));
    const email = `${post.key}@demo.example`;
    // Everybody knows this password: the cheapest hash will do, and the first sign-in makes it a proper one.
    const user = await insertUser({ ...ctx, config: { ...ctx.config, passwordCost: 4 } }, {
      email, password: DEMO_PASSWORD, firstName: post.first, lastName: post.last, role: post.role, isActive: true, isEmailVerified: true,
      phone: `+1 ${post.home === 2 ? '204' : '416'} 555 01${10 + index}`, preferredLanguage: 'EN', secondaryLanguages: post.languages ?? null,
      timezone: home.zone,
    });
    const name = `${post.first} ${post.last}`;
    world.staff.push({
      id: user.id, email, firstName: post.first, lastName: post.last, name, role: post.role, title: post.title,
      discipline: post.discipline ?? null, home, actor: actorOf({ id: user.id, email, name, role: post.role, zone: home.zone }),
    });
  }
  const everywhere = ['ADMIN', 'STAFF'];
  await world.add(
    'UserLocation',
    world.staff.flatMap((one) =>
      world.places
        .filter((place) => place === one.home || everywhere.includes(one.role) || (place.zone === one.home.zone && dice.chance(0.3)))
        .map((place) => ({ userId: one.id, locationId: place.id, isPrimary: place === one.home })),
    ),
  );
}

const EQUIPMENT = [
  ['Therapy ball', '55 cm, with ring', 6], ['Weighted blanket', '2 kg, child size', 4], ['Swing frame', 'With platform and cocoon swing', 2],
  ['Scooter board', 'Child size', 5], ['Balance beam', 'Foam, 2 m', 3], ['Picture exchange kit', 'Binder with 300 cards', 8],
  ['Speech tablet', 'With symbol keyboard', 5], ['Articulation cards', 'Sounds in words, 12 decks', 10], ['Oral motor kit', 'Single-use parts are ordered apart', 6],
  ['Putty set', 'Four strengths', 12], ['Pencil grips', 'Box of 50, mixed', 3], ['Sand tray', 'With miniatures', 3], ['Parallel bars', 'Height adjustable', 1],
  ['Treadmill', 'Slow start, with harness', 1], ['Gait trainer', 'Size small and medium', 2], ['Feelings cards', 'For groups', 6], ['Audiometer', 'Portable; calibrated each spring', 1],
  ['Projector', 'For groups', 0],
] as const;

const SERVICES = [
  ['SLP-50', 'Speech-language therapy, 50 minutes', '132.00', '0.00', 50], ['OT-50', 'Occupational therapy, 50 minutes', '128.00', '0.00', 50],
  ['PT-45', 'Physiotherapy, 45 minutes', '115.00', '0.00', 45], ['PSY-50', 'Psychological therapy, 50 minutes', '185.50', '0.00', 50],
  ['GRP-60', 'Group session, 60 minutes', '58.75', '0.00', 60], ['ASM-90', 'Assessment, 90 minutes', '295.00', '0.00', 90],
  ['CON-30', 'Consultation with family or school, 30 minutes', '74.25', '0.00', 30], ['RPT', 'Written report', '160.00', '13.00', null],
] as const;

const INSURERS = ['Northshore Benefits', 'Cedar Mutual', 'Blue Lantern Health', 'Prairie Families Assurance', 'Old Mill Insurance', 'Unity Trades Plan'];

const PROGRAMS = [
  ['Bright Steps Autism Fund', 'PUBLIC', '8000.00', 'Up to 18 years', 'GRANT'], ['Early Words Grant', 'PUBLIC', '3500.00', 'Up to 6 years', 'GRANT'],
  ['Lighthouse Scholarship', 'CHARITY', '2500.00', 'School age', 'SCHOLARSHIP'], ['Hearth Family Relief', 'CHARITY', '1500.00', 'None', 'GRANT'],
] as const;

/** What sessions use, what is charged, and who pays for it. */
export async function makeCatalogues(world: World): Promise<void> {
  const dice = world.dice('catalogues');
  const started = world.morning(addDays(world.today, -1080));
  const admin = world.first('ADMIN');
  for (const [name, description, quantity] of EQUIPMENT) {
    const row = await createEquipment(world.ctx(admin, started), {
      name, description, quantity, isAvailable: quantity > 0, notes: quantity > 0 ? null : 'At the repair shop.',
    });
    if (quantity > 0) world.equipment.push({ id: BigInt(row.id), name });
  }
  const services = SERVICES.map(([code, description, rate, taxRate, minimumDuration]) => ({
    code, description, rate, taxRate, minimumDuration, billableUnit: code === 'RPT' ? 'REPORT' : 'SESSION', isActive: true,
  }));
  const serviceIds = await world.add('ServiceCode', services, admin, started);
  world.services = services.map((one, index) => ({ id: serviceIds[index] as bigint, code: one.code, rate: one.rate, taxRate: one.taxRate, text: one.description }));
  const insurerIds = await world.add(
    'InsuranceProvider',
    INSURERS.map((name, index) => {
      const site = name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
      const electronicFiling = index % 3 !== 2;
      return {
        name, phone: `+1 905 555 01${60 + index}`, email: `claims@${site}.example`, website: `https://${site}.example`, electronicFiling,
        city: 'Port Alder', province: 'ON', submissionFormat: electronicFiling ? 'ELECTRONIC' : 'PAPER',
        submissionPortal: electronicFiling ? `https://providers.${site}.example` : null, contactPerson: dice.pick(['Claims desk', 'Provider line']),
      };
    }),
    admin, started,
  );
  world.insurers = INSURERS.map((name, index) => ({ id: insurerIds[index] as bigint, name }));
  const programIds = await world.add(
    'FundingProgram',
    PROGRAMS.map(([name, programType, maxAmount, ageRestrictions]) => ({
      name, programType, maxAmount, ageRestrictions, coveragePeriod: '12 months', province: 'ON', isActive: true,
      description: 'Pays for sessions after a written plan; the family applies, we confirm.', documentationRequired: 'Plan of care, proof of age',
    })),
    admin, started,
  );
  world.programs = PROGRAMS.map(([name, , , , source], index) => ({ id: programIds[index] as bigint, name, source }));
  const providerIds = await world.add(
    'TelehealthProvider',
    [
      { name: 'Clearglass Rooms', maxParticipants: 12, supportsRecording: true, supportsScreenSharing: true, supportsWaitingRoom: true },
      { name: 'Plain Video', maxParticipants: 4, supportsScreenSharing: true, maxDurationMinutes: 90 },
    ],
    admin, started,
  );
  world.providers = [{ id: providerIds[0] as bigint, name: 'Clearglass Rooms' }, { id: providerIds[1] as bigint, name: 'Plain Video' }];
  const translations = TRANSLATIONS.map(([contentType, contentId, language, translatedContent]) => ({ contentType, contentId, language, translatedContent }));
  await world.add('ContentTranslation', translations, admin, started);
}

const TRANSLATIONS = [
  ['email_template', 'appointment_reminder', 'FR', 'Bonjour, nous vous rappelons votre rendez-vous de demain.'],
  ['email_template', 'appointment_reminder', 'ES', 'Hola, le recordamos su cita de mañana.'],
  ['email_template', 'appointment_reminder', 'PT', 'Olá, lembramos a sua consulta de amanhã.'],
  ['email_template', 'appointment_reminder', 'DE', 'Guten Tag, wir erinnern an Ihren Termin morgen.'],
  ['email_template', 'invoice_sent', 'FR', 'Votre facture du mois est prête.'],
  ['email_template', 'invoice_sent', 'ES', 'Su factura del mes está lista.'],
  ['form', 'consent_to_treat', 'FR', 'Consentement aux soins'],
  ['form', 'consent_to_treat', 'ES', 'Consentimiento para el tratamiento'],
  ['form', 'consent_to_treat', 'IT', 'Consenso al trattamento'],
  ['form', 'intake', 'FR', 'Parlez-nous de votre enfant.'],
  ['form', 'intake', 'PL', 'Proszę opowiedzieć nam o dziecku.'],
  ['notice', 'late_cancellation', 'FR', 'Une annulation moins de 24 heures avant le rendez-vous est facturée.'],
] as const;
