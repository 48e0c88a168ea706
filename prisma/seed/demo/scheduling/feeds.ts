/** Calendar links of the demo's people. Nobody knows the links themselves: they are told once, here to no one. */
import { createCalendarFeed, revokeCalendarFeed } from '../../../../src/scheduling/feeds/calendar-feeds.service.js';
import { addDays } from '../../../../src/kernel/days.js';
import type { World } from '../world.js';

export async function makeCalendarFeeds(world: World): Promise<void> {
  const therapist = world.first('THERAPIST');
  const phone = await createCalendarFeed(world.ctx(therapist, world.morning(addDays(world.today, -80))), { label: 'Old phone' });
  const later = world.ctx(therapist, world.morning(addDays(world.today, -20)));
  await createCalendarFeed(later, { label: 'Phone' });
  await revokeCalendarFeed(later, phone.id);
}
