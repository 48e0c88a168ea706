/** The panel's form of a priority level: it calls what the API calls. */
import { shortListRecords } from '../../practice/lists/short-list.js';
import { priorityLevels } from './priority-levels.service.js';

export const waitlistPriorityLevelRecords = shortListRecords(priorityLevels);
