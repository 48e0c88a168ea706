import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { ZONE_HELP } from '../../access/practice-zone.js';
import { NPI_IN_WORDS } from '../../database/errors.js';
import { removes } from '../../records/forms.js';
import { AppError, unprocessable } from '../../kernel/errors.js';
import { check } from '../../kernel/fields.js';
import { locationChanges, newLocation } from './locations.input.js';
import { createLocation, deleteLocation, updateLocation } from './locations.service.js';
import { CORRECT_TIMEZONE } from '../details/correct-timezone.js';

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
    labels: { taxId: 'Tax id', npi: 'NPI' },
    help: { timezone: ZONE_HELP, taxId: 'Where it is not the practice’s.', npi: 'Where it is not the practice’s.' },
  },
  actions: { correctTimezone: CORRECT_TIMEZONE },
  constraints: {
    practice_locations_npi_check: NPI_IN_WORDS,
    practice_locations_one_main_key: {
      status: 409,
      code: 'location.main_exists',
      path: 'isMainLocation',
      detail: 'The practice already has a main location.',
    },
  },
  create: async (ctx, { practiceId, ...data }) => {
    try {
      return (await createLocation(ctx, check(newLocation, data), practiceId as bigint | undefined)).id;
    } catch (error) {
      // In a form the practice is a field, not the address.
      if (!(error instanceof AppError && error.code === 'practice.not_found')) throw error;
      throw unprocessable('reference.not_found', 'There is no such practice.', 'practiceId');
    }
  },
  update: async (ctx, id, sent) => {
    if ('practiceId' in sent) throw unprocessable('location.practice', 'A location stays with its practice.', 'practiceId');
    await updateLocation(ctx, BigInt(id), check(locationChanges, sent));
  },
  remove: removes(deleteLocation),
});
