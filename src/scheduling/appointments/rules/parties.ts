/** Who calls an appointment off, as the panel's forms say it. */
export const PARTIES: { id: string; name: string }[] = [
  { id: 'CLIENT', name: 'The client' },
  { id: 'THERAPIST', name: 'The therapist' },
  { id: 'PRACTICE', name: 'The practice' },
  { id: 'OTHER', name: 'Somebody else' },
];
