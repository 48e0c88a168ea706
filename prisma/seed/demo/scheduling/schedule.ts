/** Who meets whom, when: half a year back and a quarter ahead, planned before anything is written. Nobody and no room is in two places. */
import { apart } from '../apart.js';
import { addDays, daysBetween } from '../../../../src/kernel/days.js';
import { at, type Day, earlier, later, mondayOf, weekdayOf } from './calendar.js';
import type { Dice } from '../dice.js';
import { GROUPS, LISTED_REASONS, VISIT_NOTES } from '../texts.js';
import type { Client, Discipline, Learner, Place, PlannedVisit, Series, Staff, Visit, World } from '../world.js';

interface Slot {
  weekday: number;
  start: number;
}

const BACK = 182;
const AHEAD = 91;
/** When a session may start, in minutes after midnight. */
const STARTS = [8 * 60 + 30, 9 * 60 + 30, 10 * 60 + 30, 13 * 60, 14 * 60, 15 * 60, 16 * 60];
const SATURDAY = [9 * 60, 10 * 60, 11 * 60];
const WEEKEND = [9 * 60, 10 * 60, 11 * 60, 13 * 60, 14 * 60, 15 * 60];
const TITLES: Record<Discipline, string> = {
  speech: 'Speech therapy',
  occupational: 'Occupational therapy',
  physio: 'Physiotherapy',
  psychology: 'Psychological therapy',
};
/** Weekday and start of each group of GROUPS, and who leads it with whom (by e-mail name). */
const GROUP_TIMES = [
  { weekday: 3, lead: 'therapist', second: 'ingrid' },
  { weekday: 2, lead: 'devan', second: 'ingrid' },
  { weekday: 4, lead: 'stefan', second: 'rowena' },
  { weekday: 1, lead: 'colette', second: 'abena' },
] as const;
const GROUP_START = 16 * 60;

const isClosed = (day: Day): boolean => /-(12-2[4-9]|12-3[01]|01-01|07-01)$/.test(day);

/** The plan under way: what is taken, and by whom. */
export class Schedule {
  readonly visits: PlannedVisit[] = [];
  readonly series: Series[] = [];
  readonly from: Day;
  readonly to: Day;
  private readonly taken = new Set<string>();
  private readonly dice: Dice;
  private readonly leave = new Map<Staff, Set<Day>>();

  constructor(private readonly world: World) {
    this.dice = world.dice('schedule');
    this.from = mondayOf(addDays(world.today, -BACK));
    this.to = addDays(world.today, AHEAD);
    for (const therapist of world.therapists()) {
      // A week off in the half year behind and one in the quarter ahead, never the week around today.
      const mondays = [
        mondayOf(addDays(world.today, -this.dice.int(4, 22) * 7)),
        mondayOf(addDays(world.today, this.dice.int(3, 11) * 7)),
      ];
      this.leave.set(therapist, new Set(mondays.flatMap((monday) => [0, 1, 2, 3, 4, 5].map((n) => addDays(monday, n)))));
    }
  }

  /** Where the therapist is on that weekday: one of them helps out in the other house on Fridays. */
  private placeOf(therapist: Staff, weekday: number): Place {
    const away = therapist.email.startsWith('ingrid@') && weekday === 5;
    return away ? (this.world.places[1] as Place) : therapist.home;
  }

  private roomOf(therapist: Staff, place: Place, group: boolean): bigint {
    const rooms = place.rooms.filter((room) => room.group === group);
    const here = this.world.therapists().filter((one) => one.home === place);
    // A guest has the room of the one who is off that day.
    const index = group ? rooms.length - 1 : Math.max(0, here.indexOf(therapist));
    return (rooms[index] ?? rooms[0])?.id as bigint;
  }

  private works(therapist: Staff, day: Day): boolean {
    const offFridays = therapist.email.startsWith('colette@') && weekdayOf(day) === 5;
    return !isClosed(day) && !offFridays && !this.leave.get(therapist)?.has(day);
  }

  private key = (therapist: Staff, day: Day, start: number): string => `${therapist.email} ${day} ${start}`;

  private statusOn(day: Day): Visit['status'] {
    const { today } = this.world;
    if (day < today)
      return this.dice.weighted([
        ['COMPLETED', 87],
        ['CANCELLED', 9],
        ['NOSHOW', 4],
      ] as const);
    if (day === today)
      return this.dice.weighted([
        ['CONFIRMED', 12],
        ['SCHEDULED', 7],
        ['CANCELLED', 1],
      ] as const);
    const near = daysBetween(today, day) <= 10;
    return this.dice.weighted([
      ['CONFIRMED', near ? 11 : 1],
      ['SCHEDULED', 9],
      ['CANCELLED', 0.4],
    ] as const);
  }

  /** Books one meeting, if therapist and hour are free. */
  private book(
    client: Client,
    learner: Learner | null,
    therapist: Staff,
    day: Day,
    start: number,
    minutes: number,
    more: Partial<PlannedVisit> & { title: string },
  ): PlannedVisit | null {
    if (!this.works(therapist, day)) return null;
    const keys = [this.key(therapist, day, start)];
    if (minutes > 60) keys.push(this.key(therapist, day, start + 60));
    if (keys.some((key) => this.taken.has(key))) return null;
    const status = more.status ?? this.statusOn(day);
    if (status !== 'CANCELLED' && status !== 'NOSHOW') keys.forEach((key) => this.taken.add(key));
    const place = this.placeOf(therapist, weekdayOf(day));
    const telehealth = more.telehealth ?? false;
    const kind = more.kind ?? 'THERAPY';
    const visit: PlannedVisit = {
      id: 0n,
      client,
      learner,
      therapist,
      place,
      day,
      start: at(day, start, place.zone),
      end: at(day, start + minutes, place.zone),
      minutes,
      kind,
      telehealth,
      notes: status === 'COMPLETED' && this.dice.chance(0.35) ? this.dice.pick(VISIT_NOTES) : null,
      reason: status === 'CANCELLED' ? this.dice.pick(LISTED_REASONS).name : null,
      roomId: telehealth ? null : this.roomOf(therapist, place, kind === 'GROUP'),
      series: null,
      participants: [],
      assistants: [],
      equipment: !telehealth && this.dice.chance(0.07) ? [this.dice.pick(this.world.equipment).id] : [],
      ...more,
      status,
    };
    this.visits.push(visit);
    return visit;
  }

  /** Books a row of meetings on one weekday and hour; every second week, if `parity` says which. */
  private bookSeries(
    client: Client,
    learner: Learner | null,
    therapist: Staff,
    slot: Slot,
    parity: 0 | 1 | null,
    more: Partial<PlannedVisit> & { title: string },
    minutes = therapist.discipline === 'physio' ? 45 : 50,
  ): void {
    const first = later(this.from, addDays(client.since, this.dice.int(5, 12)));
    const last = client.until ? earlier(client.until, this.to) : this.to;
    let day = addDays(mondayOf(first), (slot.weekday + 6) % 7);
    if (day < first) day = addDays(day, 7);
    if (parity !== null && Math.abs(Math.round(daysBetween(this.from, mondayOf(day)) / 7)) % 2 !== parity) day = addDays(day, 7);
    if (day > last) return;
    const series: Series = {
      frequency: parity === null ? 'WEEKLY' : 'BIWEEKLY',
      weekday: slot.weekday,
      from: day,
      to: last,
      patternId: 0n,
    };
    const before = this.visits.length;
    for (; day <= last; day = addDays(day, parity === null ? 7 : 14))
      this.book(client, learner, therapist, day, slot.start, minutes, { ...more, series });
    if (this.visits.length > before) this.series.push(series);
  }

  /** The groups: their hours are kept free of everything else, also for the one who helps. */
  private groups(): Set<string> {
    const reserved = new Set<string>();
    const who = (key: string): Staff => this.world.staff.find(({ email }) => email.startsWith(`${key}@`)) as Staff;
    GROUP_TIMES.forEach(({ weekday, lead, second }, index) => {
      const leader = who(lead);
      const helper = who(second);
      for (const one of [leader, helper]) reserved.add(`${one.email} ${weekday} ${GROUP_START}`);
      const members = this.world.clients
        .filter((client) => client.therapist === leader && client.status === 'ACTIVE')
        .flatMap((client) => client.learners.filter(({ active }) => active).map((learner) => ({ client, learner })))
        .filter(({ client }) => client.since < addDays(this.world.today, -100));
      const chosen = this.dice.sample(members, 6);
      const host = chosen[0];
      if (!host) return;
      this.bookSeries(
        host.client,
        null,
        leader,
        { weekday, start: GROUP_START },
        null,
        {
          title: GROUPS[index]?.[0] ?? 'Group',
          kind: 'GROUP',
          participants: chosen.map(({ learner }) => learner),
          assistants: [
            { who: leader, role: 'PRIMARY' },
            { who: helper, role: 'COTHERAPIST' },
          ],
        },
        60,
      );
    });
    return reserved;
  }

  /** Weekly and fortnightly therapy of one therapist's clients. */
  private therapy(therapist: Staff, reserved: Set<string>): void {
    const isBusy = therapist === this.world.first('THERAPIST');
    const weekdays = [1, 2, 3, 4, 5].filter((weekday) => !(weekday === 5 && therapist.email.startsWith('colette@')));
    const slots = this.dice.shuffle(
      weekdays
        .flatMap((weekday) => STARTS.map((start) => ({ weekday, start })))
        .filter(({ weekday, start }) => !reserved.has(`${therapist.email} ${weekday} ${start}`)),
    );
    if (isBusy) slots.push(...SATURDAY.map((start) => ({ weekday: 6, start })));
    const mine = this.world.clients.filter((client) => client.therapist === therapist && client.learners.length > 0);
    const wanted = this.dice.shuffle(mine.filter(({ status }) => status === 'ACTIVE'));
    if (isBusy) wanted.push(...wanted.slice(0, 10));
    const former = mine.filter(({ until }) => until !== null && until > this.from);
    const title = TITLES[therapist.discipline ?? 'speech'];
    let half: Slot | null = null;
    for (const [index, client] of [...wanted, ...former].entries()) {
      const active = client.learners.filter((learner) => learner.active);
      const learner = (active.length ? active : client.learners)[index % (active.length || client.learners.length)] ?? null;
      const telehealth = this.dice.chance(0.09);
      const fortnightly = !isBusy && this.dice.chance(0.25);
      const slot: Slot | undefined = fortnightly && half ? half : slots.shift();
      if (!slot) return;
      const parity = fortnightly ? (half ? 1 : 0) : null;
      if (fortnightly) half = half ? null : slot;
      this.bookSeries(client, learner, therapist, slot, parity, { title, telehealth });
    }
  }

  /** The therapist's free hours of a day. */
  private free(therapist: Staff, day: Day, starts = STARTS): number[] {
    const inGroup = GROUP_TIMES.some(
      ({ weekday, lead, second }) =>
        weekday === weekdayOf(day) && [lead, second].some((key) => therapist.email.startsWith(`${key}@`)),
    );
    return starts.filter((start) => !this.taken.has(this.key(therapist, day, start)) && !(inGroup && start === GROUP_START));
  }

  private single(
    client: Client,
    therapist: Staff,
    day: Day,
    minutes: number,
    more: Partial<PlannedVisit> & { title: string },
  ): void {
    const weekday = weekdayOf(day);
    if (weekday === 0 || weekday === 6 || day < this.from || day > this.to) return;
    const choices = this.free(therapist, day).filter((start) => minutes <= 60 || this.free(therapist, day).includes(start + 60));
    if (choices.length) this.book(client, client.learners[0] ?? null, therapist, day, this.dice.pick(choices), minutes, more);
  }

  /** Assessments of those who came, and of some who wait; consultations; sessions in hours that came free. */
  private singles(): void {
    const therapists = this.world.therapists();
    for (const client of this.world.clients) {
      const therapist = client.therapist ?? this.dice.pick(therapists);
      if (client.status === 'WAITLIST' && this.dice.chance(0.3)) {
        this.single(client, therapist, addDays(this.world.today, this.dice.int(2, 24)), 90, {
          title: 'First assessment',
          kind: 'ASSESSMENT',
        });
      }
      if (client.status !== 'ACTIVE') continue;
      this.single(client, therapist, addDays(client.since, this.dice.int(1, 4)), 90, {
        title: 'First assessment',
        kind: 'ASSESSMENT',
      });
      for (let n = this.dice.int(0, 3); n > 0; n--) {
        const kind = this.dice.weighted([
          ['CONSULTATION', 3],
          ['THERAPY', 2],
          ['ASSESSMENT', 1],
        ] as const);
        const title = {
          CONSULTATION: 'Consultation with the school',
          THERAPY: 'Make-up session',
          ASSESSMENT: 'Progress assessment',
        }[kind];
        const day = addDays(later(this.from, addDays(client.since, 20)), this.dice.int(0, 240));
        this.single(client, therapist, day, { CONSULTATION: 30, THERAPY: 50, ASSESSMENT: 90 }[kind], {
          title,
          kind,
          telehealth: kind === 'CONSULTATION' && this.dice.chance(0.4),
        });
      }
    }
  }

  /** On a weekend somebody is here too, so that the home page of a newcomer is not empty. */
  private weekend(): void {
    const { today } = this.world;
    if (weekdayOf(today) !== 0 && weekdayOf(today) !== 6) return;
    for (const therapist of this.world.therapists()) {
      const isBusy = therapist === this.world.first('THERAPIST');
      const mine = this.world.clients.filter((client) => client.therapist === therapist && client.status === 'ACTIVE');
      const starts = this.free(therapist, today, WEEKEND);
      for (const start of isBusy ? starts : this.dice.sample(starts, 2)) {
        const client = this.dice.pick(mine);
        this.book(client, client.learners[0] ?? null, therapist, today, start, 50, {
          title: 'Weekend session',
          status: this.dice.pick(['CONFIRMED', 'SCHEDULED'] as const),
        });
      }
    }
  }

  plan(): this {
    const reserved = this.groups();
    for (const therapist of this.world.therapists()) this.therapy(therapist, reserved);
    this.singles();
    this.weekend();
    const director = this.world.first('ADMIN');
    for (const visit of this.visits) {
      if (visit.kind === 'ASSESSMENT' && visit.status === 'COMPLETED' && this.dice.chance(0.2))
        visit.assistants.push({ who: director, role: 'SUPERVISOR' });
    }
    this.visits.splice(0, Infinity, ...apart(this.visits));
    const kept = new Set(this.visits.map(({ series }) => series));
    this.series.splice(0, Infinity, ...this.series.filter((series) => kept.has(series)));
    this.visits.sort((a, b) => a.start.getTime() - b.start.getTime() || (a.therapist.email < b.therapist.email ? -1 : 1));
    return this;
  }
}
