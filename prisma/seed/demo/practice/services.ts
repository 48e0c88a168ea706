/** What is billed, what it costs from when on, and the taxes on it. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../../../src/access/context.js';
import { createServiceCode, updateServiceCode } from '../../../../src/billing/services/service-codes.service.js';
import { updateText } from '../../../../src/billing/texts/texts.service.js';
import { taxRates } from '../../../../src/billing/taxes/tax-rates.service.js';
import { appointmentTypes } from '../../../../src/scheduling/appointment-types/appointment-types.service.js';
import { dateOf, monthStart } from '../scheduling/calendar.js';
import type { World } from '../world.js';

const SERVICES = [
  ['SLP-50', 'Speech-language therapy, 50 minutes', '128.00', 'SESSION', 'CARE', 50],
  ['OT-50', 'Occupational therapy, 50 minutes', '128.00', 'SESSION', 'CARE', 50],
  ['PT-45', 'Physiotherapy, 45 minutes', '115.00', 'SESSION', 'CARE', 45],
  ['PSY-50', 'Psychological therapy, 50 minutes', '185.50', 'SESSION', 'CARE', 50],
  ['GRP-60', 'Group session, 60 minutes', '58.75', 'SESSION', 'CARE', 60],
  ['ASM-90', 'Assessment, 90 minutes', '295.00', 'SESSION', 'CARE', 90],
  ['CON-30', 'Consultation with family or school, 30 minutes', '74.25', 'SESSION', 'CARE', 30],
  ['RPT', 'Written report', '160.00', 'REPORT', 'EVALUATION', null],
  ['KIT', 'Practice kit to take home', '24.95', 'ITEM', 'PRODUCT', null],
  ['NOSHOW', 'Missed appointment', '60.00', 'SESSION', null, null],
  ['LATE', 'Late cancellation', '40.00', 'SESSION', null, null],
] as const;

/** As papers say them to French and Spanish families; what is not here they read in English. */
const IN_OTHER_LANGUAGES: Partial<Record<(typeof SERVICES)[number][0], { FR: string; ES: string }>> = {
  'SLP-50': { FR: 'Orthophonie, 50 minutes', ES: 'Logopedia, 50 minutos' },
  'OT-50': { FR: 'Ergothérapie, 50 minutes', ES: 'Terapia ocupacional, 50 minutos' },
  'PT-45': { FR: 'Physiothérapie, 45 minutes', ES: 'Fisioterapia, 45 minutos' },
  'PSY-50': { FR: 'Psychothérapie, 50 minutes', ES: 'Terapia psicológica, 50 minutos' },
  'GRP-60': { FR: 'Séance de groupe, 60 minutes', ES: 'Sesión de grupo, 60 minutos' },
  'ASM-90': { FR: 'Évaluation, 90 minutes', ES: 'Evaluación, 90 minutos' },
  NOSHOW: { FR: 'Rendez-vous manqué', ES: 'Cita perdida' },
  LATE: { FR: 'Annulation tardive', ES: 'Cancelación tardía' },
};

/** It costs more from two months before this one on. */
const RAISED = { code: 'SLP-50', rate: new Decimal('132.00'), monthsAgo: 2 };

/** Where the practice has its places: in one province a product carries two taxes. */
const TAXES = [
  ['HST', 'EVALUATION', 'ON', '13'],
  ['HST', 'PRODUCT', 'ON', '13'],
  ['GST', 'EVALUATION', 'MB', '5'],
  ['GST', 'PRODUCT', 'MB', '5'],
  ['RST', 'PRODUCT', 'MB', '7'],
] as const;
const REGISTERED: Record<(typeof TAXES)[number][0], string> = {
  HST: '000000000 RT0001',
  GST: '000000000 RT0001',
  RST: '000000-0',
};

/** What is booked, by the kind of visit or the therapist's discipline: its length, its colour, and what it is billed as. */
export const TYPES = {
  speech: ['Speech-language therapy', 'Speech-language therapy', 50, '#2E86AB', 'SLP-50'],
  occupational: ['Occupational therapy', 'Occupational therapy', 50, '#5B8C5A', 'OT-50'],
  physio: ['Physiotherapy', 'Physiotherapy', 45, '#C46210', 'PT-45'],
  psychology: ['Psychological therapy', 'Psychology', 50, '#7B5EA7', 'PSY-50'],
  GROUP: ['Group session', null, 60, '#B5651D', 'GRP-60'],
  ASSESSMENT: ['Assessment', null, 90, '#A23B72', 'ASM-90'],
  CONSULTATION: ['Consultation', null, 30, '#6B7280', 'CON-30'],
} as const;

/** Missing one costs something, and calling one off on the day does too; groups and talks are let go. */
async function makeTypes(world: World, ctx: Ctx): Promise<void> {
  for (const [key, [name, discipline, durationMinutes, colour, code]] of Object.entries(TYPES)) {
    const fees = key !== 'GROUP' && key !== 'CONSULTATION';
    const { id } = await appointmentTypes.create(ctx, {
      name,
      discipline,
      durationMinutes,
      colour,
      serviceCodeId: world.service(code).id,
      noShowServiceCodeId: fees ? world.service('NOSHOW').id : null,
      lateCancellationServiceCodeId: fees ? world.service('LATE').id : null,
    });
    world.types.set(key, id);
  }
}

/** The services and their taxes, written down at `started`, and the types of appointments that they are for. */
export async function makeServices(world: World, started: Date): Promise<void> {
  const admin = world.first('ADMIN');
  const ctx = world.ctx(admin, started);
  for (const [name, purpose, region, rate] of TAXES) {
    await taxRates.create(ctx, {
      name,
      purpose,
      country: 'CA',
      region,
      rate: new Decimal(rate),
      validFrom: new Date('2020-01-01T00:00:00Z'),
      registrationNumber: REGISTERED[name],
      source: 'Demo',
    });
  }
  for (const [code, text, rate, billableUnit, taxPurpose, minimumDuration] of SERVICES) {
    const { id } = await createServiceCode(ctx, {
      code,
      description: text,
      rate: new Decimal(rate),
      billableUnit,
      taxPurpose,
      minimumDuration,
    });
    world.services.push({ id, code });
    const said = IN_OTHER_LANGUAGES[code];
    if (said) await updateText(ctx, `service-${id}`, said);
  }
  const from = monthStart(world.today, -RAISED.monthsAgo);
  await updateServiceCode(world.ctx(admin, world.morning(from)), world.service(RAISED.code).id, {
    rate: RAISED.rate,
    rateFrom: dateOf(from),
  });
  await makeTypes(world, ctx);
}
