/** The advisory locks of the database, all in one place so that no two mean different things by one number. */
export const ADVISORY_LOCKS = {
  /** Held by the server that owns the embedded PostgreSQL, as long as it lives. */
  embeddedOwner: 7_406_001,
  /** Held while migrations and reference data are put in. */
  migrate: 7_406_002,
} as const;
