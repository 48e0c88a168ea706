/** As what a therapist's visits are billed. */
import type { Discipline } from '../world.js';

export const CODES: Readonly<Record<Discipline, string>> = {
  speech: 'SLP-50',
  occupational: 'OT-50',
  physio: 'PT-45',
  psychology: 'PSY-50',
};
