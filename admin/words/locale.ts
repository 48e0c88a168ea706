/** The panel's words: tables, columns, buttons and messages in plain English. */
import type { Locale } from 'adminjs';
import { fieldsOf } from './fields.js';
import { fieldLabel } from './labels.js';
import { actionsOf } from '../../src/records/registry.js';
import { groupKey, TABLES } from './kinds.js';
import { GROUPS, type Table } from './tables.js';

const labelsOfActions = (model: Table['model']): Record<string, string> =>
  Object.fromEntries(Object.entries(actionsOf(model)).map(([name, { label }]) => [name, label]));

function tableWords(table: Table): Record<string, unknown> {
  const fields = fieldsOf(table.model);
  const names = ['id', 'displayName', ...fields.keys(), ...[table.passwordField ?? [], table.confirmField ?? []].flat()];
  const label = (name: string): string => table.labels?.[name] ?? fieldLabel(name, fields.get(name)?.references !== undefined);
  return {
    properties: Object.fromEntries(names.map((name) => [name, label(name)])),
    actions: {
      new: `New ${table.one}`,
      list: table.label,
      show: `The ${table.one}`,
      edit: `Edit the ${table.one}`,
      delete: 'Delete',
      bulkDelete: 'Delete the chosen',
      // By table: another may call an act of that name otherwise.
      ...labelsOfActions(table.model),
    },
    buttons: { createFirstRecord: `Add ${/^[aeio]/.test(table.one) ? 'an' : 'a'} ${table.one}` },
    messages: {
      noRecordsInResource: 'Nothing here yet, or nothing that matches the filter.',
    },
  };
}

export const LOCALE: Locale = {
  language: 'en',
  availableLanguages: ['en'],
  translations: {
    en: {
      labels: {
        navigation: '',
        dashboard: 'Home',
        filters: 'Filter',
        ...Object.fromEntries(GROUPS.map((group) => [groupKey(group), group.name])),
        ...Object.fromEntries(TABLES.map((table) => [table.model, table.label])),
      },
      actions: {
        new: 'New',
        edit: 'Edit',
        show: 'Open',
        delete: 'Delete',
        bulkDelete: 'Delete',
        list: 'List',
        history: 'History',
      },
      buttons: {
        save: 'Save',
        applyChanges: 'Apply',
        resetFilter: 'Reset',
        filter: 'Filter',
        logout: 'Sign out',
        addNewItem: 'Add',
      },
      properties: { from: 'From', to: 'To' },
      messages: {
        anyForbiddenError: 'You may not do this.',
        forbiddenError: 'You may not do this.',
        thereWereValidationErrors: 'Some fields need another look.',
        successfullyCreated: 'Added.',
        successfullyUpdated: 'Saved.',
        noRecords: 'Nothing here',
        confirmDelete: 'Delete this record?',
        error404Resource: 'There is no such page, or it is not for you.',
        error404Action: 'There is nothing to do here: it may be done already, or it is not for you.',
        error404Record: 'There is no such record, or it is not for you.',
        errorFetchingRecords: 'The records could not be loaded.',
        errorFetchingRecord: 'The record could not be loaded.',
        theseRecordsWillBeRemoved: 'This record will be deleted:',
        theseRecordsWillBeRemoved_plural: 'These records will be deleted:',
        pageNotFound_subtitle: 'There is no such page.',
        welcomeOnBoard_title: '',
      },
      pages: {
        calendar: 'Calendar',
        cancellations: 'Cancellations',
        'month-end': 'Invoice visits',
        billing: 'Billing home',
        reports: 'Billing reports',
        'close-month': 'Close a month',
        reconciliation: 'Reconciliation',
        jobs: 'Jobs',
      },
      resources: Object.fromEntries(TABLES.map((table) => [table.model, tableWords(table)])),
    },
  },
} as Locale;
