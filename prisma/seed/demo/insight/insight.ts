/** Figures over time, the widgets that show them, exceptions from what roles may do, and who signed in. */
import { Decimal } from 'decimal.js';
import type { Permission } from '../../../../src/access/permissions.js';
import { addDays } from '../../../../src/kernel/days.js';
import { at, dateOf, type Day, mondayOf, weekdayOf } from '../scheduling/calendar.js';
import type { Visit, World } from '../world.js';

const WEEKS = 26;

interface Metric {
  name: string;
  category: string;
  text: string;
  formula: string;
  value(visits: Visit[], week: { from: Day; to: Day }): Decimal;
}

const count = (visits: Visit[], status: Visit['status']): number => visits.filter((visit) => visit.status === status).length;
const percent = (part: number, whole: number): Decimal =>
  whole ? new Decimal(part).times(100).dividedBy(whole).toDecimalPlaces(2) : new Decimal(0);

function metrics(world: World): Metric[] {
  return [
    {
      name: 'Sessions held',
      category: 'SCHEDULE',
      text: 'Appointments that took place in the week.',
      formula: 'count(COMPLETED)',
      value: (visits) => new Decimal(count(visits, 'COMPLETED')),
    },
    {
      name: 'No-show rate',
      category: 'SCHEDULE',
      text: 'Share of appointments to which nobody came, in percent.',
      formula: 'NOSHOW / (COMPLETED + NOSHOW)',
      value: (visits) => percent(count(visits, 'NOSHOW'), count(visits, 'NOSHOW') + count(visits, 'COMPLETED')),
    },
    {
      name: 'Cancellation rate',
      category: 'SCHEDULE',
      text: 'Share of appointments that were cancelled, in percent.',
      formula: 'CANCELLED / all',
      value: (visits) => percent(count(visits, 'CANCELLED'), visits.length),
    },
    {
      name: 'Hours with clients',
      category: 'CLINICAL',
      text: 'Hours of completed sessions.',
      formula: 'sum(duration) of COMPLETED',
      value: (visits) =>
        new Decimal(visits.filter(({ status }) => status === 'COMPLETED').reduce((sum, { minutes }) => sum + minutes, 0))
          .dividedBy(60)
          .toDecimalPlaces(2),
    },
    {
      name: 'Telehealth share',
      category: 'TELEHEALTH',
      text: 'Share of completed sessions that were held by video, in percent.',
      formula: 'telehealth / COMPLETED',
      value: (visits) =>
        percent(
          visits.filter(({ telehealth, status }) => telehealth && status === 'COMPLETED').length,
          count(visits, 'COMPLETED'),
        ),
    },
    {
      name: 'New clients',
      category: 'CLIENTS',
      text: 'Clients who came in the week.',
      formula: 'count(clients by created_at)',
      value: (_visits, { from, to }) => new Decimal(world.clients.filter(({ since }) => since >= from && since <= to).length),
    },
  ];
}

/** Metrics with a snapshot for each week of the half year, and the dashboards of the director and the office. */
export async function makeAnalytics(world: World): Promise<void> {
  const all = metrics(world);
  const admin = world.first('ADMIN');
  const made = world.morning(addDays(world.today, -190));
  const ids = await world.add(
    'AnalyticsMetric',
    all.map((one, index) => ({
      metricName: one.name,
      metricCategory: one.category,
      description: one.text,
      calculationFormula: one.formula,
      displayOrder: index + 1,
    })),
    admin,
    made,
  );
  const weeks = Array.from({ length: WEEKS }, (_, index) => addDays(mondayOf(world.today), -7 * (WEEKS - index)));
  let before: Decimal[] = [];
  for (const monday of weeks) {
    const week = { from: monday, to: addDays(monday, 6) };
    const visits = world.visits.filter(({ day }) => day >= week.from && day <= week.to);
    const values = all.map((one) => one.value(visits, week));
    const rows = values.map((value, index) => ({
      metricId: ids[index] as bigint,
      snapshotDate: dateOf(week.to),
      value: value.toFixed(2),
      comparisonValue: before[index]?.toFixed(2) ?? null,
      comparisonPeriod: 'PREVIOUS_WEEK',
    }));
    await world.add('MetricsSnapshot', rows, admin, at(week.to, 22 * 60, world.zone));
    before = values;
  }
  const [held, noShow, cancelled, hours, video, fresh] = ids.map(String);
  const widgets = [
    ['METRIC', 'Sessions held', held, null, 'LAST_WEEK', 0, 0, 1],
    ['CHART', 'Sessions, week by week', held, 'LINE', 'LAST_6_MONTHS', 1, 0, 2],
    ['CHART', 'Missed and cancelled', `${noShow},${cancelled}`, 'BAR', 'LAST_3_MONTHS', 0, 1, 2],
    ['METRIC', 'New clients', fresh, null, 'LAST_MONTH', 2, 1, 1],
  ] as const;
  const rows = [admin, world.first('STAFF')].flatMap((user) =>
    widgets.map(([widgetType, title, metricIds, chartType, timeRange, positionX, positionY, width]) => ({
      userId: user.id,
      widgetType,
      title,
      metricIds,
      chartType,
      timeRange,
      positionX,
      positionY,
      width,
    })),
  );
  const therapist = world.first('THERAPIST');
  rows.push({
    userId: therapist.id,
    widgetType: 'CHART',
    title: 'Hours with clients',
    metricIds: `${hours},${video}`,
    chartType: 'LINE',
    timeRange: 'LAST_3_MONTHS',
    positionX: 0,
    positionY: 0,
    width: 2,
  } as never);
  await world.add('DashboardWidget', rows, admin, made);
}

/** One client closed to the desk, one opened to a therapist who stands in; a therapist who looks after the waitlist. */
export async function makeExceptions(world: World): Promise<void> {
  const permissions = await world
    .ctx(null, world.morning(world.today))
    .db.permissionType.findMany({ select: { id: true, name: true } });
  const idOf = (name: `${Permission}`): bigint => permissions.find((one) => one.name === name)?.id as bigint;
  const therapist = world.first('THERAPIST');
  const mine = world.clients.filter((client) => client.therapist === therapist && client.status === 'ACTIVE');
  const covered = world.clients.find(
    (client) => client.status === 'ACTIVE' && client.therapist?.discipline === 'speech' && client.therapist !== therapist,
  );
  const closed = mine[2];
  const rules = [
    ...(closed
      ? [{ userId: world.first('RECEPTIONIST').id, permissionId: idOf('VIEW_CLIENT'), clientId: closed.id, granted: false }]
      : []),
    ...(covered
      ? [
          {
            userId: therapist.id,
            permissionId: idOf('VIEW_CLIENT'),
            clientId: covered.id,
            granted: true,
            expiresAt: world.morning(addDays(world.today, 30)),
          },
        ]
      : []),
  ];
  const when = world.morning(addDays(world.today, -5));
  await world.add('RecordPermission', rules, world.first('ADMIN'), when);
  const helper = world.therapists().at(-1);
  const given = (['VIEW_WAITLIST', 'EDIT_WAITLIST'] as const).map((name) => ({
    userId: helper?.id,
    permissionId: idOf(name),
    granted: true,
  }));
  await world.add('UserPermission', given, world.first('ADMIN'), when);
}

const BROWSERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/131.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Safari/17.5',
  'Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0',
];

/** Three weeks of signing in and out. */
export async function makeSignIns(world: World): Promise<void> {
  const dice = world.dice('sign-ins');
  const days = Array.from({ length: 21 }, (_, index) => addDays(world.today, index - 21)).filter(
    (day) => weekdayOf(day) % 6 !== 0,
  );
  const rows = days.flatMap((day) =>
    world.staff
      .filter(() => dice.chance(0.85))
      .flatMap((user) => {
        const ipAddress = `192.0.2.${dice.int(10, 40)}`;
        const userAgent = dice.pick(BROWSERS);
        const start = 7 * 60 + 45 + dice.int(0, 50);
        const entry = (action: string, minutes: number, success = true, details: string | null = null) => ({
          userId: user.id,
          action,
          ipAddress,
          userAgent,
          success,
          details,
          timestamp: at(day, minutes, user.home.zone),
        });
        return [
          ...(dice.chance(0.06) ? [entry('LOGIN', start - 1, false, 'wrong password')] : []),
          entry('LOGIN', start),
          ...(dice.chance(0.7) ? [entry('LOGOUT', 16 * 60 + dice.int(0, 120))] : []),
        ];
      }),
  );
  await world.add(
    'AuthLog',
    rows.sort((a, b) => a.timestamp.getTime() - b.timestamp.getTime()),
    world.first('ADMIN'),
  );
}
