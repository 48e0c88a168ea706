/** The practice itself: its places, rooms, and the people who work here. */
import type { Role } from '../../../../src/access/permissions.js';
import { cancellationReasons } from '../../../../src/scheduling/cancellation-reasons/cancellation-reasons.service.js';
import { createOpeningHours } from '../../../../src/scheduling/availability/opening-hours.service.js';
import { priorityLevels } from '../../../../src/scheduling/priority-levels/priority-levels.service.js';
import { createLocation } from '../../../../src/practice/locations/locations.service.js';
import { setLogo } from '../../../../src/billing/papers/logo.service.js';
import { updateBillingSettings } from '../../../../src/billing/settings/settings.service.js';
import { updateText } from '../../../../src/billing/texts/texts.service.js';
import { updateThePractice } from '../../../../src/practice/details/practice.service.js';
import { createRoom } from '../../../../src/practice/rooms/rooms.service.js';
import { DEMO_PASSWORD } from '../sign-ins.js';
import { insertUser } from '../../../../src/people/users/users.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import { LISTED_REASONS } from '../texts.js';
import { actorOf, type Discipline, type Place, type World } from '../world.js';
import { tealLogo } from '../logo.js';

const TORONTO = 'America/Toronto';

function onWeekdays(startTime: string, endTime: string): { weekday: number; startTime: string; endTime: string }[] {
  return [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startTime, endTime }));
}

const PLACES = [
  {
    name: 'Port Alder',
    address: '18 Lantern Street',
    city: 'Port Alder',
    province: 'ON',
    postalCode: 'K0A 1B1',
    phone: '+1 416 555 0101',
    email: 'portalder@demo.example',
    isMainLocation: true,
    opening: [],
    timezone: TORONTO,
    latitude: 44.1024,
    longitude: -77.5731,
    directions: 'Second floor above the old post office. Lift and accessible entrance on Ropewalk.',
    rooms: [
      ['Heron', 4],
      ['Kingfisher', 4],
      ['Sandpiper', 4],
      ['Movement hall', 12],
      ['Meeting place', 10],
    ],
  },
  {
    name: 'Fernmount',
    address: '202 Orchard Row',
    city: 'Fernmount',
    province: 'ON',
    postalCode: 'K0B 2C2',
    phone: '+1 613 555 0102',
    email: 'fernmount@demo.example',
    isMainLocation: false,
    opening: onWeekdays('08:30', '18:30'),
    timezone: TORONTO,
    latitude: 45.0417,
    longitude: -76.2219,
    directions: 'Free parking behind the library. Ring at the green door.',
    rooms: [
      ['Trillium', 4],
      ['Clover', 4],
      ['Barn', 10],
    ],
  },
  {
    name: 'Wrenfield',
    address: '7 Thistle Avenue',
    city: 'Wrenfield',
    province: 'MB',
    postalCode: 'R0A 3D3',
    phone: '+1 204 555 0103',
    email: 'wrenfield@demo.example',
    isMainLocation: false,
    opening: [],
    timezone: 'America/Winnipeg',
    latitude: 49.7712,
    longitude: -97.8023,
    directions: 'In the community centre, past the rink.',
    rooms: [
      ['Prairie', 4],
      ['Aspen', 4],
      ['Hearth', 10],
    ],
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
  {
    key: 'therapist',
    first: 'Jonas',
    last: 'Ferreira',
    role: 'THERAPIST',
    title: 'speech-language pathologist',
    discipline: 'speech',
    home: 0,
    languages: 'PT, FR',
  },
  { key: 'staff', first: 'Bridget', last: 'Lam', role: 'STAFF', title: 'office and billing', home: 0 },
  { key: 'receptionist', first: 'Tomas', last: 'Wren', role: 'RECEPTIONIST', title: 'front desk', home: 0, languages: 'ES' },
  {
    key: 'ingrid',
    first: 'Ingrid',
    last: 'Solberg',
    role: 'THERAPIST',
    title: 'occupational therapist',
    discipline: 'occupational',
    home: 0,
  },
  {
    key: 'devan',
    first: 'Devan',
    last: 'Pillai',
    role: 'THERAPIST',
    title: 'psychologist',
    discipline: 'psychology',
    home: 0,
    languages: 'HI',
  },
  {
    key: 'colette',
    first: 'Colette',
    last: 'Marchand',
    role: 'THERAPIST',
    title: 'speech-language pathologist',
    discipline: 'speech',
    home: 1,
    languages: 'FR',
  },
  { key: 'abena', first: 'Abena', last: 'Darko', role: 'THERAPIST', title: 'physiotherapist', discipline: 'physio', home: 1 },
  {
    key: 'stefan',
    first: 'Stefan',
    last: 'Novotny',
    role: 'THERAPIST',
    title: 'occupational therapist',
    discipline: 'occupational',
    home: 2,
    languages: 'DE',
  },
  {
    key: 'rowena',
    first: 'Rowena',
    last: 'Santos',
    role: 'THERAPIST',
    title: 'speech-language pathologist',
    discipline: 'speech',
    home: 2,
    languages: 'TL',
  },
  { key: 'pascal', first: 'Pascal', last: 'Duguay', role: 'STAFF', title: 'billing', home: 1, languages: 'FR' },
  { key: 'lucy', first: 'Lucy', last: 'Kantor', role: 'RECEPTIONIST', title: 'front desk', home: 2 },
];

/** The practice's own hours: of the locations that have none of theirs. */
const OPENING = [...onWeekdays('08:00', '18:30'), { weekday: 6, startTime: '09:00', endTime: '16:00' }];

const LEVELS = [
  { name: 'Safeguarding', rank: 10, colour: '#B3261E' },
  { name: 'Before school starts', rank: 150, colour: '#B26A00' },
];

/** The practice with its lists, its places and rooms. */
export async function makePlaces(world: World): Promise<void> {
  const ctx = world.ctx(null, world.morning(addDays(world.today, -1100)));
  await updateThePractice(ctx, {
    name: 'Alder & Fern Therapy',
    address: '18 Lantern Street',
    city: 'Port Alder',
    state: 'ON',
    zipCode: 'K0A 1B1',
    phone: '+1 416 555 0100',
    email: 'office@demo.example',
    website: 'https://demo.example',
    billingName: 'Alder & Fern Therapy, Accounts',
    billingAddress: '18 Lantern Street',
    billingCity: 'Port Alder',
    billingState: 'ON',
    billingZipCode: 'K0A 1B1',
    billingEmail: 'accounts@demo.example',
    subscriptionStatus: 'active',
    primaryLanguage: 'EN',
    supportedLanguages: 'EN, FR, ES, PT, TL, ASE',
    timezone: world.zone,
    country: 'CA',
    currency: 'CAD',
    locale: 'en-CA',
    firstDayOfWeek: 'SUNDAY',
    clock: 'HOUR_12',
    taxId: '12-3456789',
    npi: '1234567893',
  });
  await updateBillingSettings(ctx, {
    paymentTermsDays: 30,
    termsConditions: 'Due by {due}. Appointments cancelled less than 24 hours before their start are charged.',
    paymentInstructions: 'By e-transfer to accounts@demo.example, by cheque, or at the front desk. Please name the invoice.',
    invoiceFooter: 'Alder & Fern Therapy · 18 Lantern Street, Port Alder · +1 416 555 0100',
  });
  await updateText(ctx, 'terms', {
    FR: 'À payer au plus tard le {due}. Tout rendez-vous annulé moins de 24 heures avant son début est facturé.',
    ES: 'A pagar hasta el {due}. Las citas canceladas menos de 24 horas antes de su comienzo se cobran.',
  });
  await updateText(ctx, 'instructions', {
    FR: 'Par virement Interac à accounts@demo.example, par chèque ou à la réception. Veuillez indiquer la facture.',
    ES: 'Por transferencia a accounts@demo.example, con cheque o en recepción. Indique la factura, por favor.',
  });
  await setLogo(ctx, tealLogo().toString('base64'));
  for (const hours of OPENING) await createOpeningHours(ctx, hours);
  for (const reason of LISTED_REASONS) world.reasons.set(reason.name, (await cancellationReasons.create(ctx, reason)).id);
  for (const level of LEVELS) await priorityLevels.create(ctx, level);
  for (const { rooms, opening, ...place } of PLACES) {
    const { id } = await createLocation(ctx, place);
    const locationId = BigInt(id);
    for (const hours of opening) await createOpeningHours(ctx, { ...hours, locationId });
    const made: Place = { id: locationId, name: place.name, city: place.city, zone: place.timezone, rooms: [] };
    for (const [name, capacity] of rooms) {
      const group = capacity >= 10;
      const room = await createRoom(ctx, {
        name,
        capacity,
        locationId,
        description: group
          ? 'For groups, and for movement with the floor mats.'
          : 'Table, low shelf and floor space for one family.',
        equipment: group ? 'Mats, folding chairs, projector' : 'Mirror, child table, picture boards',
      });
      made.rooms.push({ id: BigInt(room.id), name, group });
    }
    world.places.push(made);
  }
}

/** What receipts say of a therapist: title, licence, and who gave it. (The numbers are made up.) */
const COLLEGES: Readonly<Record<Discipline, readonly [credentials: string, college: string]>> = {
  speech: ['M.Sc., Reg. CASLPO', 'College of Audiologists and Speech-Language Pathologists'],
  occupational: ['M.Sc.OT, OT Reg.', 'College of Occupational Therapists'],
  psychology: ['Ph.D., C.Psych.', 'College of Psychologists'],
  physio: ['M.Sc.PT', 'College of Physiotherapists'],
};
const NPIS = ['1000000012', '1000000020', '1000000038', '1000000046', '1000000053', '1000000061', '1000000079'];

function registrationOf({ discipline, title }: Post, index: number) {
  if (!discipline) return {};
  const [credentials, registrationCollege] = COLLEGES[discipline];
  return {
    professionalTitle: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    credentials,
    registrationNumber: `${4100 + index * 37}`,
    registrationCollege,
    npi: NPIS[index % NPIS.length] ?? null,
  };
}

/** The twelve who work here. */
export async function makeStaff(world: World): Promise<void> {
  const dice = world.dice('staff');
  for (const [index, post] of PEOPLE.entries()) {
    const home = world.places[post.home] as Place;
    const ctx = world.ctx(null, world.morning(addDays(world.today, -1090 + index * 45)));
    const email = `${post.key}@demo.example`;
    // Everybody knows this password: the cheapest hash will do, and the first sign-in makes it a proper one.
    const user = await insertUser(
      { ...ctx, config: { ...ctx.config, passwordCost: 4 } },
      {
        email,
        password: DEMO_PASSWORD,
        firstName: post.first,
        lastName: post.last,
        role: post.role,
        isActive: true,
        isEmailVerified: true,
        phone: `+1 ${post.home === 2 ? '204' : '416'} 555 01${10 + index}`,
        preferredLanguage: 'EN',
        secondaryLanguages: post.languages ?? null,
        timezone: home.zone,
        ...registrationOf(post, index),
      },
    );
    const name = `${post.first} ${post.last}`;
    world.staff.push({
      id: user.id,
      email,
      firstName: post.first,
      lastName: post.last,
      name,
      role: post.role,
      title: post.title,
      discipline: post.discipline ?? null,
      home,
      actor: actorOf({ id: user.id, email, name, role: post.role, zone: home.zone }),
    });
  }
  const everywhere = ['ADMIN', 'STAFF'];
  await world.add(
    'UserLocation',
    world.staff.flatMap((one) =>
      world.places
        .filter(
          (place) => place === one.home || everywhere.includes(one.role) || (place.zone === one.home.zone && dice.chance(0.3)),
        )
        .map((place) => ({ userId: one.id, locationId: place.id, isPrimary: place === one.home })),
    ),
  );
}
