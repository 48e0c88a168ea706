/** How the server is doing. */
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Ctx } from '../access/context.js';
import { pendingMigrations } from '../database/migrate.js';
import { ping } from './health.queries.js';
import type { DatabaseHealth, Liveness, Metric } from './health.dto.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

/** The process lives. Asks nothing of the database. */
export function liveness(): Liveness {
  return { status: 'ok', version, uptimeSeconds: Math.round(process.uptime()), time: new Date().toISOString() };
}

/** Whether the database answers and is of this code's version. Throws what becomes 503 when it is away. */
export async function checkDatabase(ctx: Ctx): Promise<DatabaseHealth> {
  const start = performance.now();
  await ping(ctx.pool);
  const latencyMs = Math.round((performance.now() - start) * 100) / 100;
  const pending = await pendingMigrations(ctx.pool);
  return { status: pending.length ? 'migrations_pending' : 'ok', latencyMs, pendingMigrations: pending };
}

interface Meters {
  registry: Registry;
  requests: Histogram<'method' | 'route' | 'status'>;
}
const meters = new WeakMap<pg.Pool, Meters>();

function metersOf(pool: pg.Pool): Meters {
  let found = meters.get(pool);
  if (!found) {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer a request, in seconds.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
    new Gauge({
      name: 'database_connections',
      help: 'Connections of this process to the database.',
      labelNames: ['state'],
      registers: [registry],
      collect() {
        this.set({ state: 'idle' }, pool.idleCount);
        this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
        this.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
    found = { registry, requests };
    meters.set(pool, found);
  }
  return found;
}

/** Notes how long an answer took. */
export function noteRequest(pool: pg.Pool, labels: { method: string; route: string; status: string }, seconds: number): void {
  metersOf(pool).requests.observe(labels, seconds);
}

/** All metrics in Prometheus' text format. */
export async function metricsAsText(ctx: Ctx): Promise<{ body: string; contentType: string }> {
  const { registry } = metersOf(ctx.root.pool);
  return { body: await registry.metrics(), contentType: registry.contentType };
}

/** All metrics as values. */
export async function metricsAsValues(ctx: Ctx): Promise<Metric[]> {
  const all = await metersOf(ctx.root.pool).registry.getMetricsAsJSON();
  return all.map((metric) => ({
    name: metric.name,
    help: metric.help,
    type: String(metric.type),
    values: metric.values.map((item) => ({
      value: item.value,
      labels: Object.fromEntries(Object.entries(item.labels).map(([name, value]) => [name, String(value)])),
    })),
  }));
}
