import type { Answers } from '../../events/questions.js';
import { countToCome } from './zone-correction.queries.js';

export const zoneCorrectionAnswers: Pick<Answers, 'location.appointmentsToCome'> = {
  'location.appointmentsToCome': countToCome,
};
