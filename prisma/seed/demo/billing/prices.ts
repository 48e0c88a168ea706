/** What some families pay in place of the list price, and whose policy pays a part of every bill. */
import { Decimal } from 'decimal.js';
import { createFeeAgreement } from '../../../../src/billing/agreements/fee-agreements.service.js';
import { createClientPayer } from '../../../../src/billing/payers/client-payers.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import { dateOf, monthStart } from '../scheduling/calendar.js';
import type { Client, World } from '../world.js';

/** One family in so many has a sliding fee. */
const SLIDING = 25;
const PERCENTS = ['50', '60', '75'] as const;
const COVERED = new Decimal(80);

async function slidingFee(world: World, client: Client, percent: Decimal): Promise<void> {
  const from = monthStart(world.today, -4);
  await createFeeAgreement(world.ctx(world.first('STAFF'), world.morning(from, 30)), {
    clientId: client.id,
    percent,
    validFrom: dateOf(from),
    reviewOn: dateOf(addDays(world.today, 40)),
    reason: 'Sliding scale, by household income.',
  });
}

/** All of it, through the use cases. */
export async function makePrices(world: World): Promise<void> {
  const dice = world.dice('prices');
  const insured = world.clients.filter(({ insuranceId }) => insuranceId !== null);
  for (const client of world.clients.filter(({ id, insuranceId }) => insuranceId === null && Number(id) % SLIDING === 0))
    await slidingFee(world, client, new Decimal(dice.pick(PERCENTS)));
  await world.each(insured, async ({ id, insuranceId, insuredFrom, since }, tx) => {
    const ctx = world.ctx(world.first('STAFF'), world.morning(since, 70), tx);
    await createClientPayer(ctx, { clientId: id, insuranceId, percent: COVERED, validFrom: dateOf(insuredFrom ?? since) });
  });
}
