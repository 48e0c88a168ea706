import { Permission as P } from '../../access/permissions.js';
import type { PageAction } from '../../records/actions.js';

/** The button that opens the correction of a clock: the practice's and a location's. */
export const CORRECT_TIMEZONE: PageAction<never> = {
  kind: 'page',
  label: 'Correct the time zone',
  icon: 'Globe',
  permissions: [P.EDIT_PRACTICE, P.EDIT_APPOINTMENT],
  component: 'ZoneCorrectionForm',
};
