/** The panel's form of a cancellation reason: it calls what the API calls. */
import { shortListRecords } from '../../practice/lists/short-list.js';
import { cancellationReasons } from './cancellation-reasons.service.js';

export const cancellationReasonRecords = shortListRecords(cancellationReasons);
