import type { LogTable } from '../database/last-inserts.js';

export const AUDIT_TABLE: LogTable = {
  name: 'audit_events',
  columns: [
    ['occurred_at', 'timestamp'],
    ['actor_id', 'bigint'],
    ['actor_name', 'text'],
    ['session', 'text'],
    ['ip_address', 'text'],
    ['action', 'text'],
    ['record_type', 'text'],
    ['record_id', 'text'],
    ['client_id', 'bigint'],
    ['before', 'jsonb'],
    ['after', 'jsonb'],
    ['reason', 'text'],
    ['request_id', 'text'],
  ],
};
