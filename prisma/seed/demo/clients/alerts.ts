/** What is to be known of some clients before they come. */
import { createAlert } from '../../../../src/clients/alerts/alerts.service.js';
import type { NewAlert } from '../../../../src/clients/alerts/alerts.input.js';
import type { World } from '../world.js';

/** About a child, or about the whole family. */
const ALERTS: readonly (Pick<NewAlert, 'kind' | 'text'> & { ofLearner: boolean })[] = [
  { kind: 'ALLERGY', text: 'Allergic to latex: no balloons, no gloves of it.', ofLearner: true },
  { kind: 'ALLERGY', text: 'Peanuts. The emergency pen is in the blue bag.', ofLearner: true },
  { kind: 'MEDICAL', text: 'Epilepsy: after a seizure of five minutes call 911, then the mother.', ofLearner: true },
  { kind: 'MEDICAL', text: 'Hearing aid on the left: sit on that side.', ofLearner: true },
  { kind: 'PICK_UP', text: 'May not leave with the father. The court order is on file.', ofLearner: true },
  { kind: 'PICK_UP', text: 'Grandmother or the older sister may pick up; ask for their card.', ofLearner: true },
  { kind: 'SAFETY', text: 'Runs off: keep the door of the room closed.', ofLearner: true },
  { kind: 'ACCESS', text: 'Uses a wheelchair: ground floor, or the lift at the back.', ofLearner: false },
  { kind: 'OTHER', text: 'Afraid of dogs: the therapy dog stays away.', ofLearner: false },
];

/** One in six has something, from the day on which they came; of the therapist's who shows the demo, one in four. */
export async function makeAlerts(world: World): Promise<void> {
  const dice = world.dice('alerts');
  const shown = world.first('THERAPIST');
  await world.each(world.clients, async (client, tx) => {
    if (!dice.chance(client.therapist === shown ? 1 / 4 : 1 / 6)) return;
    const { ofLearner, ...alert } = dice.pick(ALERTS);
    const learner = ofLearner && client.learners.length > 0 ? dice.pick(client.learners) : undefined;
    const atTheDesk = dice.pick(world.staff.filter(({ role }) => role === 'STAFF'));
    const ctx = world.ctx(atTheDesk, world.morning(client.since, 45), tx);
    await createAlert(ctx, client.id, { ...alert, ...(learner && { learnerId: learner.id }) });
  });
}
