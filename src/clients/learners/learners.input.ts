/** What is said of learners. */
import { z } from 'zod';
import { day, id, line, listFields, optionalLine, optionalText } from '../../kernel/fields.js';

export const learnerStatus = z.enum(['ACTIVE', 'INACTIVE', 'GRADUATED', 'ONHOLD']).meta({ id: 'LearnerStatus' });

const learner = z.strictObject({
  firstName: line(100).meta({ example: 'Robin' }),
  lastName: line(100).meta({ example: 'Ellery' }),
  dateOfBirth: day().nullish(),
  gender: optionalLine(50).meta({ example: 'female' }),
  course: optionalLine(200).meta({ example: 'Speech and language, year 2' }),
  schedule: optionalLine(1000).meta({ example: 'Tuesdays after school' }),
  status: learnerStatus.optional(),
  notes: optionalText().meta({ example: 'Works on consonant clusters.' }),
  instructorId: id().nullish(),
});

export const newLearner = learner.meta({ id: 'CreateLearnerInput' });
export type NewLearner = z.output<typeof newLearner>;

export const learnerChanges = learner.partial().meta({ id: 'UpdateLearnerInput' });
export type LearnerChanges = z.output<typeof learnerChanges>;

export const learnerList = z
  .strictObject({
    ...listFields(['lastName', 'updatedAt'], { default: 'lastName' }, { limit: undefined, cursor: undefined }),
    status: learnerStatus.optional(),
  })
  .meta({ id: 'LearnerListQuery' });
export type LearnerList = z.output<typeof learnerList>;
