/** When the demo's people work, when they are away, and when it is closed: around the appointments that they have. */
import type { Row } from '../../../../src/records/records.types.js';
import { addDays } from '../../../../src/kernel/days.js';
import { at, type Day, dateOf, mondayOf, weekdayOf } from './calendar.js';
import type { Place, Staff, World } from '../world.js';

const MORNING = { startTime: '08:30', endTime: '12:00' };
const AFTERNOON = { startTime: '13:00', endTime: '17:00' };
const WEEKEND = [
  { startTime: '09:00', endTime: '12:00' },
  { startTime: '13:00', endTime: '16:00' },
];
const isoWeekday = (day: Day): number => weekdayOf(day) || 7;

/** Where somebody works on a weekday, if they do: one helps out in the other house on Fridays, one has them off. */
function placeOn(world: World, therapist: Staff, weekday: number): Place | null {
  if (weekday === 5 && therapist.email.startsWith('colette@')) return null;
  if (weekday === 5 && therapist.email.startsWith('ingrid@')) return world.places[1] ?? null;
  return therapist.home;
}

function hoursOf(world: World, therapist: Staff): Row[] {
  const rows: Row[] = [1, 2, 3, 4, 5].flatMap((weekday) => {
    const place = placeOn(world, therapist, weekday);
    // Nobody begins after 17:00, but on Thursdays some stay for those who come from work.
    const late = weekday === 4 && (therapist.discipline === 'psychology' || therapist.discipline === 'physio');
    const afternoon = late ? { ...AFTERNOON, endTime: '18:30' } : AFTERNOON;
    return place ? [MORNING, afternoon].map((hours) => ({ locationId: place.id, weekday, ...hours })) : [];
  });
  const isBusy = therapist === world.first('THERAPIST');
  if (isBusy) rows.push({ locationId: therapist.home.id, weekday: 6, startTime: '09:00', endTime: '12:00' });
  // On a weekend day the demo has sessions on that one day.
  const { today } = world;
  if (isoWeekday(today) > 5) {
    const only = { weekday: isoWeekday(today), validFrom: dateOf(today), validTo: dateOf(today) };
    for (const hours of WEEKEND) rows.push({ locationId: therapist.home.id, ...only, ...hours });
  }
  return rows.map((row) => ({ userId: therapist.id, ...row }));
}

/** The working days on which somebody has appointments, as therapist or beside one. */
function daysWithVisits(world: World, therapist: Staff): Set<Day> {
  return new Set(
    world.visits
      .filter((visit) => visit.therapist === therapist || visit.assistants.some(({ who }) => who === therapist))
      .map(({ day }) => day),
  );
}

const REASONS = ['Annual leave', 'Annual leave', 'Family', 'Training'];

/** The weeks in which somebody sees no clients: their leave, in runs of days (somebody on leave may still help in a group). */
function leaveOf(world: World, therapist: Staff): { from: Day; to: Day }[] {
  const busy = daysWithVisits(world, therapist);
  const own = new Set(world.visits.filter((visit) => visit.therapist === therapist).map(({ day }) => day));
  const days = world.visits.map(({ day }) => day);
  const last = mondayOf(addDays(days.at(-1) ?? world.today, -7));
  const runs: { from: Day; to: Day }[] = [];
  for (let monday = mondayOf(days[0] ?? world.today); monday <= last; monday = addDays(monday, 7)) {
    const week = [0, 1, 2, 3, 4].map((n) => addDays(monday, n));
    if (week.some((day) => own.has(day)) || week.every((day) => !world.visits.some((visit) => visit.day === day))) continue;
    for (const day of week.filter((one) => !busy.has(one))) {
      const run = runs.at(-1);
      if (run && addDays(run.to, 1) === day) run.to = day;
      else runs.push({ from: day, to: day });
    }
  }
  return runs;
}

/** The year in which the winter closure begins that is under way or comes next. */
function winterOf(today: Day): number {
  const year = Number(today.slice(0, 4));
  return today.endsWith('-01-01') ? year - 1 : year;
}

function closuresOf(world: World): Row[] {
  const { today } = world;
  const winter = winterOf(today);
  const summer = addDays(today, -120).slice(0, 10) > `${today.slice(0, 4)}-07-01` ? winter + 1 : winter;
  // A weekend on which nobody works there.
  const saturday = addDays(mondayOf(today), 19);
  return [
    { name: 'Winter holidays', startDate: dateOf(`${winter}-12-24`), endDate: dateOf(`${winter + 1}-01-01`) },
    { name: 'Canada Day', startDate: dateOf(`${summer}-07-01`), endDate: dateOf(`${summer}-07-01`) },
    {
      name: 'New floor in the barn',
      locationId: world.places[1]?.id,
      startDate: dateOf(saturday),
      endDate: dateOf(addDays(saturday, 1)),
    },
  ];
}

/** Working hours of all therapists around their appointments, time off where they have none, and closures on days without any. */
export async function makeAvailability(world: World): Promise<void> {
  const dice = world.dice('availability');
  const who = world.first('STAFF');
  const longAgo = world.morning(addDays(world.today, -300));
  const therapists = world.therapists();
  await world.add(
    'WorkingHours',
    therapists.flatMap((one) => hoursOf(world, one)),
    who,
    longAgo,
  );
  await world.add('PracticeClosure', closuresOf(world), who, longAgo);
  await world.add(
    'TimeOff',
    therapists.flatMap((one) =>
      leaveOf(world, one).map(({ from, to }) => ({
        userId: one.id,
        startTime: at(from, 0, one.home.zone),
        endTime: at(addDays(to, 1), 0, one.home.zone),
        reason: dice.pick(REASONS),
      })),
    ),
    who,
    longAgo,
  );
}
