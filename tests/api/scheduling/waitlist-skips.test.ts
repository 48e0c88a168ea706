/** Whom an offer passed over, and why: written down whenever one is made or moves on, and told to whoever sees the entry. */
import { ctxOfSystem } from '../../../src/access/context.js';
import type { Prisma, User, UserRole } from '../../../src/generated/prisma/index.js';
import { expireOffers } from '../../../src/scheduling/waitlist/offers.service.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const PATH = '/api/waitlist';
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** A Tuesday, and the Tuesday after. */
const TUESDAY = { startTime: '2031-01-07T15:00:00.000Z', endTime: '2031-01-07T15:50:00.000Z' };
const NEXT = { startTime: '2031-01-14T15:00:00.000Z', endTime: '2031-01-14T15:50:00.000Z' };

interface Skip {
  waitlistId: string;
  reason: string;
  details: string | null;
  startTime: string;
  therapistName: string;
}

describe('a skip', () => {
  const app = withApp();
  let as: Record<UserRole, TokenHolder>;
  let therapist: User;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    therapist = await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera', role: 'THERAPIST' });
  }, 60_000);
  beforeEach(async () => {
    await app.prisma.waitlistOffer.deleteMany();
    await app.prisma.appointment.deleteMany();
    await app.prisma.waitlistEntry.deleteMany();
  });

  /** One who has waited so many days. */
  const waiting = async (days: number, given: Partial<Prisma.WaitlistEntryUncheckedCreateInput> = {}): Promise<string> => {
    const requestDate = new Date(Date.now() - days * DAY);
    return String((await build.aWaitlistEntry(app.prisma, { priority: 'MEDIUM', requestDate, ...given })).id);
  };
  const offer = async (id: string, times = TUESDAY, given: object = {}): Promise<string> => {
    const body = { ...times, therapistId: String(therapist.id), ...given };
    return ((await as.STAFF.post(`${PATH}/${id}/offers`, body).expect(201)).body as { offer: { id: string } }).offer.id;
  };
  const skipsOf = async (id: string, who = as.STAFF): Promise<Skip[]> =>
    ((await who.get(`${PATH}/${id}/skips`).expect(200)).body as { items: Skip[] }).items;
  const expire = () => expireOffers(ctxOfSystem({ ...app.deps, now: () => new Date(Date.now() + 31 * MINUTE) }, 'job'));

  it('is written down for everybody who stood before whoever staff chose, with the reason, and for nobody else', async () => {
    const urgent = await waiting(1, { priority: 'HIGH' });
    const wednesdays = await waiting(90, { preferredDays: [3] });
    const busy = await waiting(80);
    const chosen = await waiting(30);
    const behind = await waiting(10);
    const otherService = await waiting(300, { serviceType: 'ASSESSMENT' });
    await offer(busy, NEXT);
    await app.prisma.waitlistSkip.deleteMany();
    await offer(chosen);
    expect(await skipsOf(urgent)).toEqual([
      expect.objectContaining({
        waitlistId: urgent,
        reason: 'STAFF_CHOICE',
        details: null,
        therapistName: 'Sam Rivera',
        ...TUESDAY,
      }),
    ]);
    expect(await skipsOf(wednesdays)).toEqual([
      expect.objectContaining({ reason: 'DOES_NOT_FIT', details: 'prefers Wednesday, and this is a Tuesday' }),
    ]);
    expect(await skipsOf(busy)).toEqual([expect.objectContaining({ reason: 'OPEN_OFFER' })]);
    for (const id of [chosen, behind, otherService]) expect(await skipsOf(id)).toEqual([]);
  });

  it('is written down when an offer that ran out moves on, also where nobody is left', async () => {
    const first = await waiting(90);
    const mondays = await waiting(80, { preferredDays: [1] });
    // Sixty days and one wish that is met stand before 65 days.
    const plain = await waiting(65);
    const wish = await waiting(60, { preferredDays: [2] });
    await offer(first, TUESDAY, { moveOn: true, holdMinutes: 30 });
    expect(await app.prisma.waitlistSkip.count()).toBe(0);
    expect(await expire()).toBe(1);
    expect(await skipsOf(first)).toEqual([expect.objectContaining({ reason: 'HAD_THIS_TIME' })]);
    expect(await skipsOf(mondays)).toEqual([expect.objectContaining({ reason: 'DOES_NOT_FIT' })]);
    expect(await skipsOf(plain)).toEqual([expect.objectContaining({ reason: 'OTHER_FITS_BETTER' })]);
    expect(await skipsOf(wish)).toEqual([]);
    const decline = async (id: string): Promise<void> => {
      const { items } = (await as.STAFF.get(`${PATH}/${id}/offers`).expect(200)).body as { items: { id: string }[] };
      await as.STAFF.put(`${PATH}/${id}/offers/${items[0]?.id ?? ''}/status`, { status: 'DECLINED' }).expect(200);
    };
    await decline(wish);
    await decline(plain);
    // Nobody is left whom it suits: the last offer has gone past all others.
    expect((await skipsOf(mondays)).map(({ reason }) => reason)).toEqual(['DOES_NOT_FIT', 'DOES_NOT_FIT']);
    expect((await skipsOf(wish)).map(({ reason }) => reason)).toEqual(['HAD_THIS_TIME']);
  });

  it('is told to those who see the entry, and to nobody else', async () => {
    await build.aUserPermission(app.prisma, 'VIEW_WAITLIST', { userId: as.THERAPIST.user.id });
    const mine = await build.aClient(app.prisma, { therapistId: as.THERAPIST.user.id });
    const [own, foreign, taker] = [await waiting(90, { clientId: mine.id }), await waiting(80), await waiting(1)];
    await offer(taker);
    expect(await skipsOf(own, as.THERAPIST)).toHaveLength(1);
    await as.THERAPIST.get(`${PATH}/${foreign}/skips`).expect(404);
    await app.request.get(`${PATH}/${own}/skips`).expect(401);
    await as.STAFF.get(`${PATH}/999999999/skips`).expect(404);
  });

  it('goes with the entry that is deleted', async () => {
    const [before, taker] = [await waiting(90), await waiting(1)];
    await offer(taker);
    await as.STAFF.delete(`${PATH}/${before}`).expect(204);
    expect(await app.prisma.waitlistSkip.count()).toBe(0);
  });
});
