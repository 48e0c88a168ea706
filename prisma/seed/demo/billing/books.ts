/** What the steps of the demo's billing share: the course of time, chance, and what is known of each client's money. */
import { Decimal } from 'decimal.js';
import type { Dice } from '../dice.js';
import type { Day } from '../scheduling/calendar.js';
import type { Client, Staff, World } from '../world.js';
import { Timeline } from './timeline.js';

/** An invoice that was sent. */
export interface Bill {
  id: bigint;
  client: Client;
  source: 'INSURANCE' | 'PRIVATE' | 'SCHOLARSHIP' | 'GRANT';
  insuranceId: bigint | null;
  issued: Day;
  due: Day;
  total: Decimal;
  /** What the funding source pays of it at most. */
  authorized: Decimal;
}

/** The books of half a year, while they are being written. */
export class Books {
  readonly timeline: Timeline;
  readonly dice: Dice;
  /** Who writes invoices, and who takes money. */
  private readonly clerks: Staff[];
  private readonly desk: Staff[];
  private readonly funds = new Map<Client, Decimal>();
  /** Invoices that are paid together with the next one. */
  private readonly waiting = new Map<Client, Bill[]>();
  /** What was sent, by the day on which it is due. */
  readonly due = new Map<Day, Bill[]>();
  /** Who has a package: their invoices have no other fate. */
  readonly prepaid = new Set<Client>();
  /** Whose money stands on account. */
  readonly withCredit = new Set<Client>();

  constructor(readonly world: World) {
    this.timeline = new Timeline(world);
    this.dice = world.dice('invoices');
    this.clerks = world.staff.filter(({ role }) => role === 'STAFF');
    this.desk = world.staff.filter(({ role }) => role === 'STAFF' || role === 'RECEPTIONIST');
  }

  /** Each client has their clerk. */
  clerkOf({ id }: Client): Staff {
    return this.clerks[Number(id) % this.clerks.length] as Staff;
  }

  /** Whoever is there when money comes. */
  atTheDesk(): Staff {
    return this.dice.pick(this.desk);
  }

  /** Whoever of the office is there when an insurer answers. */
  atTheOffice(): Staff {
    return this.dice.pick(this.clerks);
  }

  /** What a program still has for the client. */
  left(client: Client): Decimal {
    return this.funds.get(client) ?? new Decimal(client.funding?.total ?? 0);
  }

  /** A program promises to pay so much; less than nothing gives it back. */
  take(client: Client, amount: Decimal): void {
    if (!amount.isZero()) this.funds.set(client, this.left(client).minus(amount));
  }

  /** Every client of whom a program has promised something, with what is left. */
  funded(): [Client, Decimal][] {
    return [...this.funds];
  }

  /** Keeps an invoice until the client pays the next one. */
  wait(bill: Bill): void {
    this.waiting.set(bill.client, [...(this.waiting.get(bill.client) ?? []), bill]);
  }

  /** What a client who pays now pays with it. */
  alsoPaid(client: Client): Bill[] {
    const bills = this.waiting.get(client) ?? [];
    this.waiting.delete(client);
    return bills;
  }
}
