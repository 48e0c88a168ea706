/** Who calls an appointment off, in words. Pure. */

/** As forms ask for it. */
export const PARTIES: { id: string; name: string }[] = [
  { id: 'CLIENT', name: 'The client' },
  { id: 'THERAPIST', name: 'The therapist' },
  { id: 'PRACTICE', name: 'The practice' },
  { id: 'OTHER', name: 'Somebody else' },
];

/** As a count of many says it; undefined for what is none. */
export function partyInCount(id: string): string | undefined {
  if (id === 'OTHER') return 'others';
  return PARTIES.find((party) => party.id === id)?.name.toLowerCase();
}
