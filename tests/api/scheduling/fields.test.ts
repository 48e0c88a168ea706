/** Each choice and field of an appointment: kept as sent, read back. */
import { withApp } from '../../support/app.js';
import { aClient, aUser } from '../../support/builders.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

const ROLES = ['PRIMARY', 'COTHERAPIST', 'ASSISTANT', 'SUPERVISOR', 'STUDENT', 'OBSERVER', 'INTERPRETER'];

const app = withApp();
let staff: TokenHolder;

beforeAll(async () => {
  staff = await signedIn(app, 'STAFF');
}, 60_000);

async function book(day: number, more: Record<string, unknown>): Promise<string> {
  const answer = await staff
    .post('/api/appointments', {
      title: 'Speech therapy',
      startTime: `2030-07-${String(day).padStart(2, '0')}T14:00:00.000Z`,
      endTime: `2030-07-${String(day).padStart(2, '0')}T14:50:00.000Z`,
      clientId: String((await aClient(app.prisma)).id),
      therapistId: String((await aUser(app.prisma, { role: 'THERAPIST' })).id),
      ...more,
    })
    .expect(201);
  return (answer.body as { id: string }).id;
}

describe('an appointment', () => {
  it('keeps where it is in words, its seats and what everybody does in it', async () => {
    const company = [];
    for (const role of ROLES) company.push({ userId: String((await aUser(app.prisma)).id), role });
    const id = await book(1, { location: 'At the school', isGroupSession: true, maxParticipants: 6, staff: company });
    const { staff: told, ...rest } = (await staff.get(`/api/appointments/${id}`).expect(200)).body as {
      staff: { userId: string; role: string }[];
    };
    expect(rest).toMatchObject({
      location: 'At the school',
      isGroupSession: true,
      isRecurring: false,
      maxParticipants: 6,
      parentAppointmentId: null,
    });
    const byId = (list: { userId: string }[]): { userId: string }[] =>
      [...list].sort((a, b) => Number(a.userId) - Number(b.userId));
    expect(byId(told.map(({ userId, role }) => ({ userId, role })))).toEqual(byId(company));
  });

  it('keeps who called it off, of each kind', async () => {
    for (const [index, cancelledByParty] of ['CLIENT', 'THERAPIST', 'PRACTICE', 'OTHER'].entries()) {
      const id = await book(2 + index, {});
      await staff.post(`/api/appointments/${id}/cancel`, { reason: 'Snow', party: cancelledByParty }).expect(200);
      expect((await staff.get(`/api/appointments/${id}`).expect(200)).body).toMatchObject({
        status: 'CANCELLED',
        cancellationReason: 'Snow',
        cancelledByParty,
      });
    }
  });
});
