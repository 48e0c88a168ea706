/** What sessions use, what is charged, who pays for it, and what is said in which language. */
import { createEquipment } from '../../../../src/practice/equipment/equipment.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import type { World } from '../world.js';
import { makeServices } from './services.js';

const EQUIPMENT = [
  ['Therapy ball', '55 cm, with ring', 6],
  ['Weighted blanket', '2 kg, child size', 4],
  ['Swing frame', 'With platform and cocoon swing', 2],
  ['Scooter board', 'Child size', 5],
  ['Balance beam', 'Foam, 2 m', 3],
  ['Picture exchange kit', 'Binder with 300 cards', 8],
  ['Speech tablet', 'With symbol keyboard', 5],
  ['Articulation cards', 'Sounds in words, 12 decks', 10],
  ['Oral motor kit', 'Single-use parts are ordered apart', 6],
  ['Putty set', 'Four strengths', 12],
  ['Pencil grips', 'Box of 50, mixed', 3],
  ['Sand tray', 'With miniatures', 3],
  ['Parallel bars', 'Height adjustable', 1],
  ['Treadmill', 'Slow start, with harness', 1],
  ['Gait trainer', 'Size small and medium', 2],
  ['Feelings cards', 'For groups', 6],
  ['Audiometer', 'Portable; calibrated each spring', 1],
  ['Projector', 'For groups', 0],
] as const;

const INSURERS = [
  'Northshore Benefits',
  'Cedar Mutual',
  'Blue Lantern Health',
  'Prairie Families Assurance',
  'Old Mill Insurance',
  'Unity Trades Plan',
];

const PROGRAMS = [
  ['Bright Steps Autism Fund', 'PUBLIC', '8000.00', 'Up to 18 years', 'GRANT'],
  ['Early Words Grant', 'PUBLIC', '3500.00', 'Up to 6 years', 'GRANT'],
  ['Lighthouse Scholarship', 'CHARITY', '2500.00', 'School age', 'SCHOLARSHIP'],
  ['Hearth Family Relief', 'CHARITY', '1500.00', 'None', 'GRANT'],
] as const;

/** The lists that the rest refers to. */
export async function makeCatalogues(world: World): Promise<void> {
  const dice = world.dice('catalogues');
  const started = world.morning(addDays(world.today, -1080));
  const admin = world.first('ADMIN');
  for (const [name, description, quantity] of EQUIPMENT) {
    const row = await createEquipment(world.ctx(admin, started), {
      name,
      description,
      quantity,
      isAvailable: quantity > 0,
      notes: quantity > 0 ? null : 'At the repair shop.',
    });
    if (quantity > 0) world.equipment.push({ id: BigInt(row.id), name });
  }
  await makeServices(world, started);
  const insurerIds = await world.add(
    'InsuranceProvider',
    INSURERS.map((name, index) => {
      const site = name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
      const electronicFiling = index % 3 !== 2;
      return {
        name,
        phone: `+1 905 555 01${60 + index}`,
        email: `claims@${site}.example`,
        website: `https://${site}.example`,
        electronicFiling,
        city: 'Port Alder',
        province: 'ON',
        submissionFormat: electronicFiling ? 'ELECTRONIC' : 'PAPER',
        submissionPortal: electronicFiling ? `https://providers.${site}.example` : null,
        contactPerson: dice.pick(['Claims desk', 'Provider line']),
      };
    }),
    admin,
    started,
  );
  world.insurers = INSURERS.map((name, index) => ({ id: insurerIds[index] as bigint, name }));
  const programIds = await world.add(
    'FundingProgram',
    PROGRAMS.map(([name, programType, maxAmount, ageRestrictions]) => ({
      name,
      programType,
      maxAmount,
      ageRestrictions,
      coveragePeriod: '12 months',
      province: 'ON',
      isActive: true,
      description: 'Pays for sessions after a written plan; the family applies, we confirm.',
      documentationRequired: 'Plan of care, proof of age',
    })),
    admin,
    started,
  );
  world.programs = PROGRAMS.map(([name, , , , source], index) => ({ id: programIds[index] as bigint, name, source }));
  const providerIds = await world.add(
    'TelehealthProvider',
    [
      {
        name: 'Clearglass Rooms',
        maxParticipants: 12,
        supportsRecording: true,
        supportsScreenSharing: true,
        supportsWaitingRoom: true,
      },
      { name: 'Plain Video', maxParticipants: 4, supportsScreenSharing: true, maxDurationMinutes: 90 },
    ],
    admin,
    started,
  );
  world.providers = [
    { id: providerIds[0] as bigint, name: 'Clearglass Rooms' },
    { id: providerIds[1] as bigint, name: 'Plain Video' },
  ];
  const translations = TRANSLATIONS.map(([contentType, contentId, language, translatedContent]) => ({
    contentType,
    contentId,
    language,
    translatedContent,
  }));
  await world.add('ContentTranslation', translations, admin, started);
}

const TRANSLATIONS = [
  ['NOTIFICATION', 'reminder.subject', 'DE', 'Ihr Termin am {day}'],
  [
    'NOTIFICATION',
    'reminder.body',
    'DE',
    'Guten Tag {name},\n\nwir erinnern an Ihren Termin am {day} um {time}.\nOrt: {place}\nMit: {therapist}\n\n{practice}',
  ],
  ['NOTIFICATION', 'reminder.subject', 'PT', 'A sua consulta de {day}'],
  ['email_template', 'invoice_sent', 'FR', 'Votre facture du mois est prête.'],
  ['email_template', 'invoice_sent', 'ES', 'Su factura del mes está lista.'],
  ['form', 'consent_to_treat', 'FR', 'Consentement aux soins'],
  ['form', 'consent_to_treat', 'ES', 'Consentimiento para el tratamiento'],
  ['form', 'consent_to_treat', 'IT', 'Consenso al trattamento'],
  ['form', 'intake', 'FR', 'Parlez-nous de votre enfant.'],
  ['form', 'intake', 'PL', 'Proszę opowiedzieć nam o dziecku.'],
  ['notice', 'late_cancellation', 'FR', 'Une annulation moins de 24 heures avant le rendez-vous est facturée.'],
] as const;
