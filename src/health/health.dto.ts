import type { Instant } from '../shared/time.js';

export interface Liveness {
  /** @example "ok" */
  status: 'ok';
  /** @example "0.1.0" */
  version: string;
  /**
   * Seconds since the process started.
   * @example 3600
   */
  uptimeSeconds: number;
  time: Instant;
}

export interface DatabaseHealth {
  /** `ok`, or `migrations_pending` while the database is older than the code. */
  status: 'ok' | 'migrations_pending';
  /**
   * Milliseconds that a trivial query took.
   * @example 0.7
   */
  latencyMs: number;
  /**
   * Names of migrations that are not applied yet.
   * @example []
   */
  pendingMigrations: string[];
}

/** One metric with its values. */
export interface Metric {
  /** @example "process_resident_memory_bytes" */
  name: string;
  /** @example "Resident memory size in bytes." */
  help: string;
  /** @example "gauge" */
  type: string;
  values: MetricValue[];
}

export interface MetricValue {
  /** @example 104857600 */
  value: number;
  /** @example { "method": "GET" } */
  labels: Record<string, string>;
}
