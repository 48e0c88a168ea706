/** Those who wait with their wishes, some who waited once, and the times that were offered to them. */
import { cancelAppointment } from '../../../../src/scheduling/appointments/cancel.service.js';
import { findFreeSlots } from '../../../../src/scheduling/free-times/free-slots.service.js';
import { remind } from '../../../../src/messages/reminders/reminders.service.js';
import type { Row } from '../../../../src/records/records.types.js';
import { tellFreedPlaces } from '../../../../src/messages/freed-places/freed-places.service.js';
import { changeOfferStatus, createOffer } from '../../../../src/scheduling/waitlist/offers.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import { at, later } from './calendar.js';
import type { Client, Staff, World } from '../world.js';

/** In the client's words, and what of it a search can use. */
const WISHES: readonly [words: string, wish: Row][] = [
  ['Any morning', { preferredFrom: '08:00', preferredTo: '12:00' }],
  ['After school', { preferredDays: [1, 2, 3, 4, 5], preferredFrom: '15:00', preferredTo: '18:00' }],
  ['Tuesday or Thursday', { preferredDays: [2, 4] }],
  ['Wednesday or Friday afternoon', { preferredDays: [3, 5], preferredFrom: '13:00', preferredTo: '17:30' }],
  ['Saturday', { preferredDays: [6] }],
  ['First free place', {}],
];

/** One who waits. */
export interface Waiting {
  id: bigint;
  client: Client;
}

/** All entries. @returns those who wait, who asked first first */
export async function makeWaitlist(world: World): Promise<Waiting[]> {
  const dice = world.dice('waitlist');
  const service = () =>
    dice.weighted([
      ['THERAPY', 6],
      ['ASSESSMENT', 3],
      ['CONSULTATION', 1],
    ] as const);
  const firstVisit = (client: Client) =>
    world.visits.find((visit) => visit.client === client && visit.kind !== 'GROUP' && visit.status === 'COMPLETED');
  const waiting = world.clients.filter(({ status }) => status === 'WAITLIST').map((client) => ({ client, status: 'WAITING' }));
  const placed = dice
    .sample(
      world.clients.filter(
        (client) => client.status === 'ACTIVE' && client.since > addDays(world.today, -400) && firstVisit(client),
      ),
      16,
    )
    .map((client) => ({ client, status: 'PLACED' }));
  const left = dice
    .sample(
      world.clients.filter(({ status }) => status === 'INACTIVE'),
      5,
    )
    .map((client) => ({ client, status: 'CANCELLED' }));
  const desk = world.first('RECEPTIONIST');
  const entries = [...waiting, ...placed, ...left]
    .map((one) => {
      const requested = one.status === 'WAITING' ? one.client.since : addDays(one.client.since, -dice.int(14, 70));
      return { ...one, requestDate: world.morning(requested, dice.int(0, 400)) };
    })
    .sort((a, b) => a.requestDate.getTime() - b.requestDate.getTime());
  const ids = await world.add(
    'WaitlistEntry',
    entries.map(({ client, status, requestDate }): Row => {
      const [words, wish] = dice.pick(WISHES);
      const visit = status === 'PLACED' ? firstVisit(client) : undefined;
      const moved = status === 'WAITING' ? null : world.morning(later(client.since, addDays(world.today, -180)), 60);
      return {
        clientId: client.id,
        serviceType: service(),
        status,
        requestDate,
        preferredSchedule: words,
        ...wish,
        priority: dice.chance(0.15) ? 'HIGH' : null,
        preferredTherapistId: dice.chance(0.2) ? dice.pick(world.therapists()).id : null,
        preferredLocationId: dice.chance(0.3) ? dice.pick(world.places).id : null,
        preferredLanguage: client.language === 'EN' ? null : client.language,
        statusChangedAt: moved,
        statusChangedBy: moved ? desk.id : null,
        appointmentId: visit?.id ?? null,
        notes: dice.chance(0.4)
          ? dice.pick(['Rang twice to ask.', 'Would take any location.', 'School has asked for a report.', 'Has a referral.'])
          : null,
      };
    }),
    desk,
  );
  return entries.flatMap(({ client, status }, index) => (status === 'WAITING' ? [{ id: ids[index] ?? 0n, client }] : []));
}

const TWO_WEEKS = 20_160;

/** One offer is open; one was declined and one taken back. Each by another therapist. */
export async function makeOffers(world: World, waiting: readonly Waiting[]): Promise<void> {
  const now = world.morning(addDays(world.today, -1), 90);
  const ctx = world.ctx(world.first('RECEPTIONIST'), now);
  const outcomes = ['OFFERED', 'DECLINED', 'WITHDRAWN'] as const;
  const therapists = world.therapists();
  for (const [index, outcome] of outcomes.entries()) {
    const [entry, therapist] = [waiting[index], therapists[index]];
    if (!entry || !therapist) continue;
    const slot = await firstFree(world, therapist);
    if (!slot) continue;
    const room = slot.rooms?.[0]?.id;
    const offer = await createOffer(ctx, entry.id, {
      startTime: slot.start,
      endTime: slot.end,
      therapistId: slot.therapistId,
      locationId: slot.locationId,
      ...(room ? { roomId: BigInt(room) } : {}),
      holdMinutes: TWO_WEEKS,
    });
    if (outcome !== 'OFFERED') await changeOfferStatus(ctx, entry.id, offer.id, { status: outcome });
  }
}

/** One appointment was called off this morning: whom it would suit was told; and tomorrow's families are reminded. */
export async function makeNews(world: World): Promise<void> {
  const now = world.morning(world.today);
  const system = world.ctx(null, now);
  const visit = world.visits.find(
    ({ day, status, kind }) => day > addDays(world.today, 2) && status === 'SCHEDULED' && kind === 'THERAPY',
  );
  if (visit) await cancelAppointment(world.ctx(world.first('RECEPTIONIST'), now), visit.id, { reason: 'The family is away.' });
  await tellFreedPlaces(system);
  await remind(system);
}

/** The first free time of that therapist after the offer's two weeks. */
async function firstFree(world: World, therapist: Staff) {
  const from = at(addDays(world.today, 15), 0, world.zone);
  const found = await findFreeSlots(world.ctx(world.first('STAFF'), world.morning(world.today)), {
    therapistId: [therapist.id],
    durationMinutes: 50,
    from,
    to: new Date(from.getTime() + 28 * 86_400_000),
    limit: 1,
  });
  return found.slots[0];
}
