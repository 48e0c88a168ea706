/** What happens with money, day after day: each act at its time, and what follows from it later. */
import type { Ctx } from '../../../../src/access/context.js';
import { addDays } from '../../../../src/kernel/days.js';
import { type Day, workday } from '../scheduling/calendar.js';
import type { Staff, World } from '../world.js';

/** Something that is done. @param at gives the ctx in which somebody (the system, if nobody) does it then */
export type Act = (at: (who: Staff | null) => Ctx) => Promise<void>;

/** Half past midnight, counted from the morning. */
const NIGHT = -8 * 60;

/** Acts by day and time; those that follow from others are added while it runs. */
export class Timeline {
  private readonly days = new Map<Day, { minutes: number; act: Act }[]>();
  /** The day that is being lived. */
  private current: Day | undefined;
  /** The last day on which anything happened. */
  readonly last: Day;

  constructor(private readonly world: World) {
    this.last = addDays(world.today, -1);
  }

  /** On that day, so many minutes after the morning. What would be after yesterday has not happened yet. */
  on(day: Day, minutes: number, act: Act): void {
    if (this.current !== undefined && day <= this.current) throw new Error(`${day} is over on ${this.current}.`);
    if (day > this.last) return;
    const acts = this.days.get(day) ?? [];
    acts.push({ minutes, act });
    this.days.set(day, acts);
  }

  /** As on, at the desk: not on weekends. */
  office(day: Day, minutes: number, act: Act): void {
    this.on(workday(day), minutes, act);
  }

  /** As on, before anybody is there. */
  night(day: Day, act: Act): void {
    this.on(day, NIGHT, act);
  }

  /** Lets everything happen, in the order of the times: numbers are given in the order in which papers were written. */
  async run(): Promise<void> {
    const [first] = [...this.days.keys()].sort();
    if (first === undefined) return;
    for (let day = first; day <= this.last; day = addDays(day, 1)) {
      this.current = day;
      const acts = (this.days.get(day) ?? []).sort((one, other) => one.minutes - other.minutes);
      await this.world.each(acts, ({ minutes, act }, tx) =>
        act((who) => this.world.ctx(who, this.world.morning(day, minutes), tx)),
      );
    }
  }
}
