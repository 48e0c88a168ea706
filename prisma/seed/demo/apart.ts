/** The last look at the demo's plan: chance must not put anybody or anything in two places, whatever the day is. */
import type { PlannedVisit } from './world.js';

const TAKES_NO_TIME = ['CANCELLED', 'NOSHOW'];

/**
 * The visits in the order of their start, without what would be taken twice: things, helpers, participants and rooms are left out of
 * the later visit; a visit whose therapist or learner is elsewhere is left out itself. Of each equipment there is one.
 */
export function apart(visits: readonly PlannedVisit[]): PlannedVisit[] {
  const busyUntil = new Map<string, number>();
  const inOrder = [...visits].sort((left, right) => left.start.getTime() - right.start.getTime());
  return inOrder.filter((visit) => {
    if (TAKES_NO_TIME.includes(visit.status)) return true;
    const start = visit.start.getTime();
    const isFree = (key: string): boolean => (busyUntil.get(key) ?? 0) <= start;
    const take = (key: string): void => void busyUntil.set(key, visit.end.getTime());
    const own = [`user ${visit.therapist.id}`, ...(visit.learner ? [`learner ${visit.learner.id}`] : [])];
    if (!own.every(isFree)) return false;
    own.forEach(take);
    const among = <T>(items: readonly T[], key: (item: T) => string): T[] =>
      items.filter((item) => {
        const free = isFree(key(item));
        if (free) take(key(item));
        return free;
      });
    if (visit.roomId !== null) visit.roomId = among([visit.roomId], (id) => `room ${id}`)[0] ?? null;
    visit.assistants = among(visit.assistants, ({ who }) => `user ${who.id}`);
    visit.participants = among(visit.participants, ({ id }) => `learner ${id}`);
    visit.equipment = among(visit.equipment, (id) => `equipment ${id}`);
    return true;
  });
}
