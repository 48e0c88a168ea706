/** What the steps of the demo seed hand on to each other. */
import { useCasesOf } from '../../../src/records/registry.js';
import { type Actor, makeActor } from '../../../src/access/actor.js';
import { Permission, type Role, ROLE_PERMISSIONS } from '../../../src/access/permissions.js';
import { type AppDeps, type Ctx, ctxOfSystem, inTransaction } from '../../../src/access/context.js';
import { createRecord, createRecords } from '../../../src/records/records.service.js';
import type { Row } from '../../../src/records/records.types.js';
import type { ModelName } from '../../../src/database/data-model.js';
import { addDays } from '../../../src/kernel/days.js';
import { at, type Day } from './scheduling/calendar.js';
import { Dice } from './dice.js';

export interface Staff {
  id: bigint;
  email: string;
  firstName: string;
  lastName: string;
  name: string;
  role: Role;
  /** What they do, for texts: "speech-language pathologist". */
  title: string;
  discipline: Discipline | null;
  home: Place;
  actor: Actor;
}

export type Discipline = 'speech' | 'occupational' | 'physio' | 'psychology';

export interface Place {
  id: bigint;
  name: string;
  city: string;
  zone: string;
  rooms: { id: bigint; name: string; group: boolean }[];
}

export interface Learner {
  id: bigint;
  firstName: string;
  name: string;
  born: Day;
  active: boolean;
}

export interface Client {
  id: bigint;
  firstName: string;
  lastName: string;
  name: string;
  email: string;
  language: string;
  status: 'ACTIVE' | 'INACTIVE' | 'ARCHIVED' | 'WAITLIST';
  therapist: Staff | null;
  /** The first day of their history here. */
  since: Day;
  /** The last, for those who left. */
  until: Day | null;
  learners: Learner[];
  caregivers: { id: bigint; name: string; email: string | null; mayPay: boolean }[];
  insuranceId: bigint | null;
  /** The first day that the policy covers. */
  insuredFrom: Day | null;
  funding: { id: bigint; total: string; from: Day; source: 'GRANT' | 'SCHOLARSHIP' } | null;
}

export interface Visit {
  id: bigint;
  client: Client;
  learner: Learner | null;
  therapist: Staff;
  place: Place;
  day: Day;
  start: Date;
  end: Date;
  minutes: number;
  status: 'SCHEDULED' | 'CONFIRMED' | 'COMPLETED' | 'CANCELLED' | 'NOSHOW';
  kind: 'THERAPY' | 'ASSESSMENT' | 'CONSULTATION' | 'GROUP';
  telehealth: boolean;
}

export interface Series {
  frequency: 'WEEKLY' | 'BIWEEKLY';
  weekday: number;
  from: Day;
  to: Day;
  patternId: bigint;
}

export interface PlannedVisit extends Visit {
  title: string;
  notes: string | null;
  reason: string | null;
  roomId: bigint | null;
  series: Series | null;
  participants: Learner[];
  assistants: { who: Staff; role: 'PRIMARY' | 'COTHERAPIST' | 'SUPERVISOR' }[];
  equipment: bigint[];
}

export class World {
  places: Place[] = [];
  staff: Staff[] = [];
  equipment: { id: bigint; name: string }[] = [];
  services: { id: bigint; code: string }[] = [];
  insurers: { id: bigint; name: string }[] = [];
  programs: { id: bigint; name: string; source: 'GRANT' | 'SCHOLARSHIP' }[] = [];
  providers: { id: bigint; name: string }[] = [];
  /** The listed reasons for cancelling, by name. */
  readonly reasons = new Map<string, bigint>();
  /** Types of appointments, by the kind of visit or the discipline. */
  readonly types = new Map<string, bigint>();
  clients: Client[] = [];
  visits: PlannedVisit[] = [];

  constructor(
    private readonly deps: AppDeps,
    /** The day that the demo is about. */
    readonly today: Day,
    /** The practice's zone. */
    readonly zone: string,
  ) {}

  /** A source of chance for one step, so that a change of one leaves the others as they are. */
  dice(step: string): Dice {
    return new Dice(`${this.today} ${step}`);
  }

  /** What is billed under that code. */
  service(code: string): { id: bigint } {
    const found = this.services.find((one) => one.code === code);
    if (!found) throw new Error(`There is no service ${code}.`);
    return found;
  }

  therapists(): Staff[] {
    return this.staff.filter((one) => one.discipline !== null);
  }

  /** The first of the role: those who sign in. */
  first(role: Role): Staff {
    const found = this.staff.find((one) => one.role === role);
    if (!found) throw new Error(`Nobody is ${role}.`);
    return found;
  }

  /** A ctx in which `who` (the system, if nobody) acts at that instant. */
  ctx(who: Staff | null, when: Date, tx?: Ctx): Ctx {
    const ctx = ctxOfSystem({ ...this.deps, now: () => when }, 'seed', who?.actor);
    return tx ? { ...ctx, db: tx.db, pool: tx.pool, transaction: tx.transaction } : ctx;
  }

  /** Office hours of a day, somewhen in the morning. */
  morning(day: Day, minutes = 0): Date {
    return at(day, 8 * 60 + 30 + minutes, this.zone);
  }

  /** Does `work` for each, many in one transaction: a commit each would take most of the time. */
  async each<T>(items: readonly T[], work: (item: T, tx: Ctx) => Promise<void>): Promise<void> {
    for (let from = 0; from < items.length; from += 25) {
      await inTransaction(this.ctx(null, this.morning(this.today)), async (tx) => {
        for (const item of items.slice(from, from + 25)) await work(item, tx);
      });
    }
  }

  /** Adds records, in bulk where the kind has no use case of its own. Gives their ids, in order. */
  async add(
    model: ModelName,
    rows: Row[],
    who: Staff | null = this.first('ADMIN'),
    when = this.morning(addDays(this.today, -1)),
  ): Promise<bigint[]> {
    const ctx = this.ctx(who, when);
    const ids: bigint[] = [];
    const useCases = useCasesOf(model);
    if (useCases.create && !useCases.seedsInBulk) {
      await this.each(rows, async (row, tx) => {
        const made = await createRecord(this.ctx(who, when, tx), model, row);
        ids.push((made.id as bigint | undefined) ?? 0n);
      });
      return ids;
    }
    for (let from = 0; from < rows.length; from += 250) {
      const made = await createRecords(ctx, model, rows.slice(from, from + 250));
      // A composite key is no number; nobody asks for those.
      ids.push(...made.map((id) => (id.includes('.') ? 0n : BigInt(id))));
    }
    return ids;
  }

  /** As add, with rows made at several times: one batch a time, in the order of the times. */
  async addOverTime<T>(
    model: ModelName,
    items: readonly T[],
    row: (item: T) => Row,
    madeAt: (item: T) => { key: string; when: Date; who?: Staff },
    then: (item: T, id: bigint) => void = () => undefined,
  ): Promise<void> {
    const batches = new Map<string, { when: Date; who: Staff | undefined; items: T[] }>();
    for (const item of items) {
      const { key, when, who } = madeAt(item);
      const name = `${key} ${who?.email ?? ''}`;
      const batch = batches.get(name) ?? { when, who, items: [] };
      batch.items.push(item);
      batches.set(name, batch);
    }
    const inOrder = [...batches].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, batch] of inOrder) {
      const ids = await this.add(model, batch.items.map(row), batch.who, batch.when);
      batch.items.forEach((item, index) => then(item, ids[index] as bigint));
    }
  }
}

/** The actor of a member of staff, with what their role is given on a new database. */
export function actorOf(person: { id: bigint; email: string; name: string; role: Role; zone: string }): Actor {
  return makeActor({
    id: person.id,
    kind: 'user',
    email: person.email,
    name: person.name,
    role: person.role,
    permissions: person.role === 'ADMIN' ? Object.values(Permission) : ROLE_PERMISSIONS[person.role],
    recordRules: [],
    mustChangePassword: false,
    theme: 'system',
    timezone: person.zone,
  });
}
