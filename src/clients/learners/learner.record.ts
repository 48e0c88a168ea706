import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';
import { changesOfClient, createsOfClient, removesOfClient } from '../../records/forms.js';
import { personName } from '../../records/titles.js';
import { duplicateWarnings, personIn } from '../clients/duplicates.js';
import { learnersLike } from '../clients/duplicates.queries.js';
import { learnerChanges, newLearner } from './learners.input.js';
import { createLearner, deleteLearner, updateLearner } from './learners.service.js';

export const learnerRecord = record('Learner', {
  what: 'learner',
  permissions: { view: P.VIEW_CLIENT, create: P.CREATE_CLIENT, edit: P.EDIT_CLIENT, delete: P.DELETE_CLIENT },
  scope: { client: 'client', learners: ['id'] },
  clinical: ['notes'],
  search: ['firstName', 'lastName', 'course'],
  addresses: ['learners'],
  title: personName,
  panel: {
    shownWith: 'clientId',
    label: 'Learners',
    alertsOf: { client: 'clientId', learner: 'id' },
    list: ['lastName', 'firstName', 'clientId', 'dateOfBirth', 'course', 'instructorId', 'status'],
    form: ['firstName', 'lastName', 'clientId', 'dateOfBirth', 'gender', 'status', 'instructorId', 'course', 'schedule', 'notes'],
    filter: ['displayName', 'clientId', 'instructorId', 'status', 'course', 'dateOfBirth'],
    sort: ['lastName', 'asc'],
    titleSort: ['lastName', 'firstName'],
  },
  warn: async (ctx, data) => {
    const person = personIn(data);
    if (!person || typeof data.clientId !== 'bigint') return [];
    const dateOfBirth = data.dateOfBirth instanceof Date ? data.dateOfBirth : null;
    return duplicateWarnings('learner', await learnersLike(ctx, data.clientId, { ...person, dateOfBirth }));
  },
  create: createsOfClient('Learner', newLearner, createLearner),
  update: changesOfClient('Learner', learnerChanges, updateLearner),
  remove: removesOfClient('Learner', deleteLearner),
});
