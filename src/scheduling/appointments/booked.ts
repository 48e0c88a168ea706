/** In what part somebody works in an appointment. */
export const ROLES = ['PRIMARY', 'COTHERAPIST', 'ASSISTANT', 'SUPERVISOR', 'STUDENT', 'OBSERVER', 'INTERPRETER'] as const;

/** What an appointment refers to and occupies, typed. */
export interface Booking {
  start: Date;
  end: Date;
  therapistId: bigint;
  clientId: bigint;
  learnerId: bigint | null;
  roomId: bigint | null;
  locationId: bigint | null;
  /** What sort of visit it is; null: the one that counts for those without. */
  appointmentTypeId: bigint | null;
  staff: { userId: bigint; role: (typeof ROLES)[number] }[];
  equipment: { equipmentId: bigint; quantity: number; notes: string | null }[];
  participants: { learnerId: bigint; notes: string | null }[];
}
