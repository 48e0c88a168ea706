import type { Instant } from '../kernel/time.js';

export interface Liveness {
  /** @example "ok" */
  status: 'ok';
  /**
   * @maxLength 40
   * @example "0.1.0"
   */
  version: string;
  /**
   * Seconds since the process started.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
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
   * @maxItems 1000
   * @example []
   */
  pendingMigrations: string[];
}

/** One metric with its values. */
export interface Metric {
  /** @example "process_resident_memory_bytes" */
  name: string;
  /**
   * @maxLength 1000
   * @example "Resident memory size in bytes."
   */
  help: string;
  /**
   * @maxLength 40
   * @example "gauge"
   */
  type: string;
  /** @maxItems 10000 */
  values: MetricValue[];
}

/** The labels of a metric by name. */
// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- tsoa gives an interface its name in the spec, a Record none
export interface MetricLabels {
  [name: string]: string;
}

export interface MetricValue {
  /** @example 104857600 */
  value: number;
  /** @example { "method": "GET" } */
  labels: MetricLabels;
}
