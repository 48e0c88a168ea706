/**
 * What the `logs` column of _prisma_migrations says once a migration's script is in. It is set in the script's own transaction, so a
 * start after a kill knows whether the migration happened, though Prisma's tool did not get to say so.
 */
export const SCRIPT_COMPLETE = 'script complete';
