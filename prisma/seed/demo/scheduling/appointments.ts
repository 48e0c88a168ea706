/** Writes the planned appointments with their staff, participants and equipment, and their virtual sessions. */
import type { Row } from '../../../../src/records/records.types.js';
import { addDays } from '../../../../src/kernel/days.js';
import { earlier, monthStart } from './calendar.js';
import type { Schedule } from './schedule.js';
import { EQUIPMENT_NOTES, LISTED_REASONS } from '../texts.js';
import type { PlannedVisit, Series, World } from '../world.js';

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Booked two weeks before the month in which it lies, and never in the future. */
function bookedOn(world: World, visit: PlannedVisit): { key: string; when: Date } {
  const day = earlier(addDays(monthStart(visit.day), -14), addDays(world.today, -1));
  return { key: day, when: world.morning(day) };
}

const HOUR = 3_600_000;

/** When it was called off: most in good time, some on the day itself, and nothing since `latest`. */
function cancellationOf(world: World, visit: PlannedVisit, latest: Date): Row {
  if (visit.status !== 'CANCELLED') return { cancellationReason: visit.reason };
  const hours = [3, 30, 52, 98, 20, 170][(visit.start.getTime() / HOUR + Number(visit.client.id)) % 6] ?? 30;
  const when = new Date(Math.min(visit.start.getTime() - hours * HOUR, latest.getTime()));
  const late = visit.start.getTime() - when.getTime() < 24 * HOUR;
  const listed = LISTED_REASONS.find(({ name }) => name === visit.reason);
  return {
    cancellationReason: visit.reason,
    cancellationReasonId: listed ? world.reasons.get(listed.name) : null,
    cancelledByParty: listed?.party ?? null,
    cancelledAt: when,
    lateCancellation: late,
  };
}

function rowOf(world: World, visit: PlannedVisit, parent: bigint | null, latest: Date): Row {
  return {
    title: visit.title,
    startTime: visit.start,
    endTime: visit.end,
    status: visit.status,
    notes: visit.notes,
    ...cancellationOf(world, visit, latest),
    location: visit.telehealth ? 'Telehealth' : null,
    locationId: visit.place.id,
    roomId: visit.roomId,
    clientId: visit.client.id,
    learnerId: visit.learner?.id ?? null,
    therapistId: visit.therapist.id,
    isRecurring: visit.series !== null,
    originalStart: visit.series === null ? null : visit.start,
    isGroupSession: visit.kind === 'GROUP',
    maxParticipants: visit.kind === 'GROUP' ? 6 : null,
    appointmentTypeId: world.types.get(visit.kind === 'THERAPY' ? (visit.therapist.discipline ?? 'speech') : visit.kind) ?? null,
    recurrencePatternId: visit.series?.patternId ?? null,
    parentAppointmentId: parent,
  };
}

/** The rule of a series, whose visits are on some of its days. */
function ruleOf(series: Series, visits: readonly PlannedVisit[]): Row {
  const [first, last] = [visits[0], visits.at(-1)];
  if (!first || !last) throw new Error('A series of the demo has no visits.');
  const every = series.frequency === 'BIWEEKLY' ? 2 : 1;
  const days = new Set(visits.map(({ day }) => day));
  const excluded: string[] = [];
  for (let day = first.day; day < last.day; day = addDays(day, 7 * every)) if (!days.has(day)) excluded.push(day);
  return {
    startDate: first.start,
    endDate: last.start,
    rrule: `FREQ=WEEKLY${every === 1 ? '' : `;INTERVAL=${every}`};BYDAY=${DAYS[series.weekday]};UNTIL=${last.day.replaceAll('-', '')}`,
    timezone: first.place.zone,
    durationMinutes: first.minutes,
    excludedDates: excluded,
  };
}

/** All appointments; the first of a series comes before those that name it as their parent. */
export async function makeAppointments(world: World, schedule: Schedule): Promise<void> {
  const who = world.first('STAFF');
  const { series, visits } = schedule;
  const patterns = await world.add(
    'AppointmentRecurrencePattern',
    series.map((one) => ({
      frequency: one.frequency,
      interval: one.frequency === 'BIWEEKLY' ? 2 : 1,
      daysOfWeek: DAYS[one.weekday] ?? 'MO',
      ...ruleOf(
        one,
        visits.filter((visit) => visit.series === one),
      ),
    })),
    who,
  );
  series.forEach((one, index) => (one.patternId = patterns[index] as bigint));
  const latest = world.morning(addDays(world.today, -3));
  const firsts = new Map<Series, PlannedVisit>();
  for (const visit of visits) if (visit.series && !firsts.has(visit.series)) firsts.set(visit.series, visit);
  const isFirst = (visit: PlannedVisit): boolean => visit.series !== null && firsts.get(visit.series) === visit;
  const parentOf = (visit: PlannedVisit): bigint | null => (visit.series ? (firsts.get(visit.series)?.id ?? null) : null);
  const keep = (visit: PlannedVisit, id: bigint): void => void (visit.id = id);
  const booked = (visit: PlannedVisit) => ({ ...bookedOn(world, visit), who });
  await world.addOverTime('Appointment', visits.filter(isFirst), (visit) => rowOf(world, visit, null, latest), booked, keep);
  await world.addOverTime(
    'Appointment',
    visits.filter((visit) => !isFirst(visit)),
    (visit) => rowOf(world, visit, parentOf(visit), latest),
    booked,
    keep,
  );
  world.visits = visits;
  await makeCompany(world, visits);
}

/** Who else is there, and what they use. */
async function makeCompany(world: World, visits: PlannedVisit[]): Promise<void> {
  const dice = world.dice('company');
  const who = world.first('STAFF');
  await world.add(
    'AppointmentStaff',
    visits.flatMap((visit) => visit.assistants.map((one) => ({ appointmentId: visit.id, userId: one.who.id, role: one.role }))),
    who,
  );
  await world.add(
    'AppointmentGroupParticipant',
    visits.flatMap((visit) => {
      // Who did not come is not billed either.
      visit.participants = visit.participants.filter(() => dice.chance(0.9));
      return visit.participants.map(({ id }) => ({
        appointmentId: visit.id,
        learnerId: id,
        notes: visit.status === 'COMPLETED' && dice.chance(0.1) ? 'Left early.' : null,
      }));
    }),
    who,
  );
  await world.add(
    'AppointmentEquipment',
    visits.flatMap((visit) =>
      visit.equipment.map((equipmentId) => ({
        appointmentId: visit.id,
        equipmentId,
        quantity: 1,
        notes: dice.chance(0.2) ? dice.pick(EQUIPMENT_NOTES) : null,
      })),
    ),
    who,
  );
}

const VIRTUAL_STATUS = {
  SCHEDULED: 'SCHEDULED',
  CONFIRMED: 'SCHEDULED',
  COMPLETED: 'COMPLETED',
  CANCELLED: 'CANCELLED',
  NOSHOW: 'CANCELLED',
} as const;

/** The virtual sessions of telehealth appointments, who took part, and a few recordings. */
export async function makeVirtualSessions(world: World): Promise<void> {
  const dice = world.dice('telehealth');
  const who = world.first('STAFF');
  const minutesAfter = (time: Date, minutes: number): Date => new Date(time.getTime() + minutes * 60_000);
  const sessions = world.visits
    .filter((visit) => visit.telehealth)
    .map((visit) => {
      const done = visit.status === 'COMPLETED';
      const late = dice.int(0, 4);
      const meetingId = `${dice.text(3)}-${dice.text(4)}-${dice.text(3)}`;
      return {
        visit,
        done,
        from: minutesAfter(visit.start, late),
        to: minutesAfter(visit.end, dice.int(-3, 2)),
        provider: dice.pick(world.providers),
        meetingId,
        password: dice.text(8, 'abcdefghjkmnpqrstuvwxyz23456789'),
        id: 0n,
      };
    });
  const minutesOf = (one: (typeof sessions)[number]): number => Math.round((one.to.getTime() - one.from.getTime()) / 60_000);
  const ids = await world.add(
    'VirtualSession',
    sessions.map((one) => ({
      appointmentId: one.visit.id,
      providerId: one.provider.id,
      meetingId: one.meetingId,
      meetingPassword: one.password,
      hostLink: `https://video.demo.example/host/${one.meetingId}`,
      joinLink: `https://video.demo.example/join/${one.meetingId}`,
      scheduledStartTime: one.visit.start,
      scheduledEndTime: one.visit.end,
      status: VIRTUAL_STATUS[one.visit.status],
      ...(one.done ? { actualStartTime: one.from, actualEndTime: one.to, durationMinutes: minutesOf(one) } : {}),
      cancellationReason: one.visit.status === 'NOSHOW' ? 'Nobody joined' : one.visit.reason,
    })),
    who,
  );
  sessions.forEach((one, index) => (one.id = ids[index] as bigint));
  const attended = (one: (typeof sessions)[number]): Row =>
    one.done ? { attended: true, joinTime: one.from, leaveTime: one.to, durationMinutes: minutesOf(one) } : { attended: false };
  await world.add(
    'VirtualSessionParticipant',
    sessions.flatMap((one) => {
      const guest = one.visit.client.caregivers[0] ?? { name: one.visit.client.name, email: one.visit.client.email };
      const token = dice.text(24, 'abcdefghijklmnopqrstuvwxyz0123456789');
      return [
        { sessionId: one.id, participantType: 'HOST', userId: one.visit.therapist.id, ...attended(one) },
        {
          sessionId: one.id,
          participantType: 'GUEST',
          externalName: guest.name,
          externalEmail: guest.email,
          joinToken: token,
          personalJoinLink: `https://video.demo.example/join/${one.meetingId}?t=${token}`,
          ...attended(one),
        },
      ];
    }),
    who,
  );
  const recorded = sessions.filter(({ done, provider }) => done && provider === world.providers[0]).slice(-14);
  await world.add(
    'VirtualSessionRecording',
    recorded.map((one, index) => ({
      sessionId: one.id,
      recordingUrl: `https://video.demo.example/recordings/${one.meetingId}`,
      recordingType: index % 4 === 3 ? 'AUDIO' : 'VIDEO',
      startTime: one.from,
      endTime: one.to,
      durationMinutes: minutesOf(one),
      fileSizeBytes: BigInt(minutesOf(one)) * 5_400_000n,
      isAvailable: true,
    })),
    world.first('ADMIN'),
  );
}
