/** What is billed of visits by themselves: fees of a fortnight by a run that leaves drafts, and some that are let go. */
import { Permission } from '../../../../src/access/permissions.js';
import { goOnWithRuns } from '../../../../src/billing/runs/running.service.js';
import { createRun } from '../../../../src/billing/runs/runs.service.js';
import { readVisitRows } from '../../../../src/billing/visits/visits.queries.js';
import { waiveVisit } from '../../../../src/billing/visits/waivers.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import { dateOf, monthStart } from '../scheduling/calendar.js';
import type { World } from '../world.js';

const WAIVED = 6;
const REASONS = ['The bus broke down.', 'A death in the family.', 'First time: let go as a courtesy.'] as const;

/** All of it, through the use cases, yesterday. */
export async function makeVisitsBilled(world: World): Promise<void> {
  const ctx = world.ctx(world.first('STAFF'), world.morning(addDays(world.today, -1), 300));
  const first = monthStart(world.today, -2);
  const asked = { from: dateOf(first), to: dateOf(addDays(first, 30)), kind: 'NO_SHOW', state: 'UNBILLED' } as const;
  for (const [index, { appointmentId, clientId }] of (await readVisitRows(ctx, Permission.EDIT_BILLING, asked, WAIVED)).entries())
    await waiveVisit(ctx, {
      appointmentId: BigInt(appointmentId),
      clientId: BigInt(clientId),
      reason: REASONS[index % REASONS.length] ?? REASONS[0],
    });
  const from = monthStart(world.today, -1);
  await createRun(ctx, { fromDay: dateOf(from), toDay: dateOf(addDays(from, 13)) });
  await goOnWithRuns(world.ctx(null, world.morning(addDays(world.today, -1), 301)));
}
