import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { ZONE_HELP } from '../../access/practice-zone.js';
import { locationRecords } from '../details/practice.records.js';

export const locationRecord = record('PracticeLocation', {
  what: 'location',
  permissions: { view: P.VIEW_PRACTICE, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['name', 'address', 'city', 'postalCode'],
  addresses: ['locations'],
  panel: {
    label: 'Locations',
    list: ['name', 'address', 'city', 'phone', 'timezone', 'isMainLocation', 'isActive'],
    sort: ['name', 'asc'],
    titleSort: ['name'],
    help: { timezone: ZONE_HELP },
  },
  actions: {
    correctTimezone: {
      kind: 'page',
      label: 'Correct the time zone',
      icon: 'Globe',
      permissions: [P.EDIT_PRACTICE, P.EDIT_APPOINTMENT],
      component: 'ZoneCorrectionForm',
    },
  },
  constraints: {
    practice_locations_one_main_key: {
      status: 409,
      code: 'location.main_exists',
      path: 'isMainLocation',
      detail: 'The practice already has a main location.',
    },
  },
  ...locationRecords,
});
