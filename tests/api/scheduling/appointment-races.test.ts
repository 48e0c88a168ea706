/**
 * Many at once for the same slot, seats, equipment and moves, through API and panel. Afterwards one SQL query finds no overlap,
 * and exactly as many succeeded as fit. Each race ends by itself: a fixed number of requests to the loopback address.
 */
import type { Response } from 'supertest';
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment, anEquipment, aRoom, aUser } from '../../support/builders.js';
import { signedIn, type TokenHolder } from '../../support/users.js';
import { panelOf, type Panel } from '../../admin/support/panel.js';

const RACERS = 50;

describe('a race', () => {
  const app = withApp();
  let staff: TokenHolder;
  let panel: Panel;

  beforeAll(async () => {
    staff = await signedIn(app, 'STAFF');
    panel = await panelOf(app, 'ADMIN');
  }, 60_000);

  const t = (day: number, hour: number, minute = 0): string => new Date(Date.UTC(2031, 2, day, hour, minute)).toISOString();
  const inParallel = <T>(work: (index: number) => Promise<T>, count = RACERS): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => work(index)));
  const wins = (answers: Response[], status = 201): number => answers.filter((answer) => answer.status === status).length;
  /** Every answer is a success or a clash that is named: no deadlock, no 500. */
  const told = (answers: Response[], status = 201): void => {
    const others = answers.filter((answer) => answer.status !== status);
    expect([...new Set(others.map((answer) => `${answer.status} ${String(answer.body.code)}`))]).toEqual(
      others.length ? ['409 appointment.conflict'] : [],
    );
    expect(others.filter(({ body }) => !(body as { conflicts?: unknown[] }).conflicts?.length)).toEqual([]);
  };

  /** The one query: two live appointments that share a person, a room or a learner; more equipment or learners than there are. */
  const overlaps = () => app.prisma.$queryRaw<unknown[]>`
    WITH live AS (SELECT * FROM appointments WHERE status NOT IN ('CANCELLED', 'NOSHOW') AND double_booking_reason IS NULL),
      used AS (
        SELECT id, start_time, end_time, 'user' AS what, therapist_id AS who FROM live
        UNION SELECT l.id, l.start_time, l.end_time, 'user', s.user_id FROM live l JOIN appointment_staff s ON s.appointment_id = l.id
        UNION SELECT id, start_time, end_time, 'room', room_id FROM live WHERE room_id IS NOT NULL
        UNION SELECT id, start_time, end_time, 'learner', learner_id FROM live WHERE learner_id IS NOT NULL
        UNION SELECT l.id, l.start_time, l.end_time, 'learner', g.learner_id FROM live l JOIN appointment_group_participants g ON g.appointment_id = l.id)
    SELECT 'overlap ' || a.what AS fault FROM used a JOIN used b ON a.what = b.what AND a.who = b.who AND a.id < b.id
      AND a.start_time < b.end_time AND b.start_time < a.end_time
    UNION ALL
    SELECT 'equipment' FROM live a JOIN appointment_equipment e ON e.appointment_id = a.id JOIN therapy_equipment q ON q.id = e.equipment_id
      WHERE (SELECT sum(f.quantity) FROM live b JOIN appointment_equipment f ON f.appointment_id = b.id
        WHERE f.equipment_id = e.equipment_id AND b.start_time <= a.start_time AND b.end_time > a.start_time) > q.quantity
    UNION ALL
    SELECT 'seats' FROM live a LEFT JOIN therapy_rooms r ON r.id = a.room_id WHERE a.is_group_session
      AND (SELECT count(*) FROM appointment_group_participants g WHERE g.appointment_id = a.id) > least(a.max_participants, r.capacity)`;
  afterEach(async () => expect(await overlaps()).toEqual([]));

  const clients = async (count = RACERS): Promise<string[]> =>
    inParallel(async () => String((await aClient(app.prisma)).id), count);

  it('for one slot has one winner, through API and panel', async () => {
    const therapistId = String((await aUser(app.prisma)).id);
    const who = await clients();
    const slot = { title: 'Race', therapistId, startTime: t(3, 10), endTime: t(3, 11) };
    const through = await inParallel(async (index): Promise<boolean> => {
      const body = { ...slot, clientId: String(who[index]) };
      if (index % 2) return (await panel.create('Appointment', body)).notice?.type !== 'error';
      const answer = await staff.post('/api/appointments').send(body);
      told([answer]);
      return answer.status === 201;
    });
    expect(through.filter(Boolean)).toHaveLength(1);
    expect(await app.prisma.appointment.count({ where: { therapistId: BigInt(therapistId) } })).toBe(1);
  }, 60_000);

  it('for overlapping slots, with crossed therapists and rooms, deadlocks nobody', async () => {
    const therapists = await inParallel(async () => String((await aUser(app.prisma)).id), 3);
    const rooms = await inParallel(async () => String((await aRoom(app.prisma)).id), 3);
    const who = await clients();
    const answers = await inParallel((index) =>
      staff.post('/api/appointments').send({
        title: 'Race',
        clientId: who[index],
        therapistId: therapists[index % 3],
        staff: [{ userId: therapists[(index + 1 + (index % 2)) % 3], role: 'ASSISTANT' }],
        roomId: rooms[(index * 2) % 3],
        startTime: t(4, 10, (index * 7) % 40),
        endTime: t(4, 11, (index * 7) % 40),
      }),
    );
    told(answers);
    // Two people each: of three only one pair fits at a time, and all slots overlap.
    expect(wins(answers)).toBe(1);
  }, 60_000);

  it('for the seats of a group fills them and no more', async () => {
    const group = await anAppointment(app.prisma, { isGroupSession: true, maxParticipants: 7, startTime: new Date(t(5, 10)) });
    const learners = await inParallel(async () => String((await aLearner(app.prisma)).id));
    const through = await inParallel(async (index): Promise<boolean> => {
      if (index % 2) {
        const fields = { appointmentId: String(group.id), learnerId: String(learners[index]) };
        return (await panel.create('AppointmentGroupParticipant', fields)).notice?.type !== 'error';
      }
      const answer = await staff.post(`/api/appointments/${group.id}/participants`).send({ learnerId: learners[index] });
      told([answer]);
      return answer.status === 201;
    });
    expect(through.filter(Boolean)).toHaveLength(7);
    expect(await app.prisma.appointmentGroupParticipant.count({ where: { appointmentId: group.id } })).toBe(7);
  }, 60_000);

  it('for the last piece of equipment leaves none double', async () => {
    const ball = await anEquipment(app.prisma, { quantity: 3 });
    const who = await clients();
    const therapists = await inParallel(async () => String((await aUser(app.prisma)).id));
    const booked = await inParallel(async () => anAppointment(app.prisma, { startTime: new Date(t(6, 10)) }));
    const through = await inParallel(async (index): Promise<boolean> => {
      const one = { equipmentId: String(ball.id), quantity: 1 };
      if (index % 3 === 1) {
        const fields = { equipmentId: one.equipmentId, quantity: '1', appointmentId: String(booked[index]?.id) };
        return (await panel.create('AppointmentEquipment', fields)).notice?.type !== 'error';
      }
      const times = { startTime: t(6, 10), endTime: t(6, 11) };
      const answer =
        index % 3 === 2
          ? await staff.put(`/api/appointments/${booked[index]?.id}`).send({ equipment: [one] })
          : await staff
              .post('/api/appointments')
              .send({ title: 'Race', clientId: who[index], therapistId: therapists[index], ...times, equipment: [one] });
      told([answer], index % 3 === 2 ? 200 : 201);
      return answer.status < 300;
    });
    expect(through.filter(Boolean)).toHaveLength(3);
    expect(await app.prisma.appointmentEquipment.count({ where: { equipmentId: ball.id } })).toBe(3);
  }, 60_000);

  it('of moves to one slot has one winner; the others stay where they were', async () => {
    const room = await aRoom(app.prisma);
    const there = await inParallel(async (index) => anAppointment(app.prisma, { startTime: new Date(t(10 + (index % 10), 8)) }));
    const to = { roomId: String(room.id), startTime: t(25, 10), endTime: t(25, 11) };
    const through = await inParallel(async (index): Promise<boolean> => {
      const id = String(there[index]?.id);
      if (index % 2) {
        const answer = await panel.edit('Appointment', id, to);
        return answer.notice?.type !== 'error';
      }
      const answer = await staff.put(`/api/appointments/${id}`).send(to);
      told([answer], 200);
      return answer.status === 200;
    });
    expect(through.filter(Boolean)).toHaveLength(1);
    expect(await app.prisma.appointment.count({ where: { roomId: room.id } })).toBe(1);
    const stayed = await app.prisma.appointment.count({
      where: { id: { in: there.map(({ id }) => id) }, startTime: { lt: new Date(t(24, 0)) } },
    });
    expect(stayed).toBe(RACERS - 1);
  }, 60_000);

  it('of series, and of single appointments in their way, leaves each slot to one', async () => {
    const therapistId = String((await aUser(app.prisma)).id);
    const who = await clients();
    const through = await inParallel(async (index): Promise<string> => {
      const slot = { title: 'Race', therapistId, clientId: String(who[index]) };
      if (index % 5 === 0) {
        const body = { ...slot, startTime: t(12, 10), endTime: t(12, 11) };
        return (await panel.create('Appointment', body)).notice?.type === 'error' ? 'none' : 'single';
      }
      const answer = await staff.post('/api/appointments/recurring').send({
        ...slot,
        startTime: t(10, 10, (index % 3) * 15),
        endTime: t(10, 11, (index % 3) * 15),
        recurrence: { frequency: 'DAILY', count: 5 },
        onConflict: index % 2 ? 'SKIP' : 'REFUSE',
      });
      told([answer]);
      return answer.status === 201 ? `series of ${(answer.body as { appointments: unknown[] }).appointments.length}` : 'none';
    });
    // Five days, one appointment on each; whoever came first decides which they are.
    const won = through.filter((what) => what !== 'none');
    const booked = won.reduce((sum, what) => sum + (what === 'single' ? 1 : Number(what.split(' ').at(-1))), 0);
    expect(booked).toBe(await app.prisma.appointment.count({ where: { therapistId: BigInt(therapistId) } }));
    expect(booked).toBe(5);
  }, 60_000);

  it('of series that are moved to one room, together with single moves, has one winner a day', async () => {
    const room = await aRoom(app.prisma);
    const SERIES = 20;
    const first = await inParallel(async (index) => {
      const body = {
        title: 'Race',
        clientId: String((await aClient(app.prisma)).id),
        therapistId: String((await aUser(app.prisma)).id),
        startTime: t(17, 6, (index % 4) * 15),
        endTime: t(17, 7, (index % 4) * 15),
        recurrence: { frequency: 'DAILY', count: 3 },
      };
      const answer = await staff.post('/api/appointments/recurring').send(body).expect(201);
      return (answer.body as { appointments: [{ id: string }] }).appointments[0].id;
    }, SERIES);
    const single = await inParallel(async () => anAppointment(app.prisma, { startTime: new Date(t(18, 8)) }), RACERS - SERIES);
    const through = await inParallel(async (index): Promise<number> => {
      const to = { roomId: String(room.id), startTime: t(17, 10), endTime: t(17, 11) };
      if (index < SERIES) {
        const answer = await staff.put(`/api/appointments/${first[index] ?? ''}/series`).send({ ...to, scope: 'ALL' });
        told([answer], 200);
        return answer.status === 200 ? 3 : 0;
      }
      const there = { ...to, startTime: t(18, 10), endTime: t(18, 11) };
      const answer = await panel.edit('Appointment', String(single[index - SERIES]?.id), there);
      return answer.notice?.type === 'error' ? 0 : 1;
    });
    const won = through.reduce((sum, each) => sum + each, 0);
    expect(await app.prisma.appointment.count({ where: { roomId: room.id } })).toBe(won);
    // A series takes all three days; a single one, the day in the middle, and then no series fits.
    expect([1, 3]).toContain(won);
  }, 60_000);

  it('straight at the database finds the same walls', async () => {
    const therapist = await aUser(app.prisma);
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, () => anAppointment(app.prisma, { therapistId: therapist.id, startTime: new Date(t(26, 10)) })),
    );
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
    const helper = await aUser(app.prisma);
    const [first, second] = [
      await anAppointment(app.prisma, { startTime: new Date(t(27, 10)) }),
      await anAppointment(app.prisma, { startTime: new Date(t(27, 10, 30)) }),
    ];
    await app.prisma.appointmentStaff.create({ data: { appointmentId: first.id, userId: helper.id, role: 'ASSISTANT' } });
    await expect(
      app.prisma.appointmentStaff.create({ data: { appointmentId: second.id, userId: helper.id, role: 'ASSISTANT' } }),
    ).rejects.toThrow(/appointment_occupancies_excl/);
  }, 60_000);
});
