/** The demo's plan for any day: nobody and nothing in two places. */
import { apart } from '../../prisma/seed/demo/apart.js';
import type { PlannedVisit } from '../../prisma/seed/demo/world.js';

const HOUR = 3_600_000;

/** Numbers that look like chance and are the same each time. */
function* chance(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

it('leaves out what would be taken twice', () => {
  const random = chance(7);
  const among = (count: number): number => Math.floor(random.next().value * count);
  const visits = Array.from({ length: 400 }, (): PlannedVisit => {
    const start = Date.UTC(2030, 0, 1) + among(200) * (HOUR / 2);
    return {
      start: new Date(start),
      end: new Date(start + (1 + among(3)) * (HOUR / 2)),
      status: among(5) === 0 ? 'CANCELLED' : 'SCHEDULED',
      therapist: { id: BigInt(among(6)) },
      learner: among(2) ? { id: BigInt(among(20)) } : null,
      roomId: among(2) ? BigInt(among(4)) : null,
      assistants: among(4) ? [] : [{ who: { id: BigInt(among(6)) }, role: 'SUPERVISOR' }],
      participants: among(4) ? [] : [{ id: BigInt(among(20)) }, { id: BigInt(among(20)) }],
      equipment: among(2) ? [BigInt(among(3))] : [],
    } as unknown as PlannedVisit;
  });
  const left = apart(visits);
  expect(left.length).toBeGreaterThan(100);
  const taken = left
    .filter(({ status }) => status !== 'CANCELLED')
    .flatMap((visit) =>
      [
        `user ${visit.therapist.id}`,
        ...(visit.learner ? [`learner ${visit.learner.id}`] : []),
        ...(visit.roomId === null ? [] : [`room ${visit.roomId}`]),
        ...visit.assistants.map(({ who }) => `user ${who.id}`),
        ...visit.participants.map(({ id }) => `learner ${id}`),
        ...visit.equipment.map((id) => `equipment ${id}`),
      ].map((what) => ({ what, from: visit.start.getTime(), to: visit.end.getTime() })),
    );
  const double = taken.filter((one, index) =>
    taken.some((other, place) => place > index && other.what === one.what && other.from < one.to && one.from < other.to),
  );
  expect(double).toEqual([]);
});
