/** How big a practice the benchmark fills a database with. Everything hangs on the number of therapists, as in life. */

/** Clients of one therapist, and the appointments that a therapist has had and has ahead of them in about two and a half years. */
const CLIENTS_A_THERAPIST = 250;
const APPOINTMENTS_A_THERAPIST = 5_000;

export interface Sizes {
  therapists: number;
  clients: number;
  appointments: number;
  locations: number;
  /** Users of all roles. */
  users: number;
}

/** A practice with about so many appointments; at least two therapists. */
export function sizesFor(appointments: number): Sizes {
  const therapists = Math.max(2, Math.round(appointments / APPOINTMENTS_A_THERAPIST));
  return {
    therapists,
    clients: therapists * CLIENTS_A_THERAPIST,
    appointments: therapists * APPOINTMENTS_A_THERAPIST,
    locations: Math.max(1, Math.round(therapists / 10)),
    users: 2 + therapists + Math.ceil(therapists / 4),
  };
}

/** Users whose ids the fill fixes. */
export const USERS = { admin: 1, staff: 2, firstTherapist: 3 } as const;
