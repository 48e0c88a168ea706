import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { NOT_A_LINK } from '../../database/errors.js';
import { changes, creates, removes } from '../../records/forms.js';
import { newProgram, programChanges } from './programs.input.js';
import { programs } from './programs.service.js';

export const fundingProgramRecord = record('FundingProgram', {
  what: 'funding program',
  permissions: { view: P.VIEW_INSURANCE, ...all(P.EDIT_BILLING) },
  scope: 'none',
  search: ['name', 'programType'],
  addresses: ['funding-programs'],
  panel: {
    label: 'Funding programs',
    list: ['name', 'programType', 'maxAmount', 'coveragePeriod', 'province', 'isActive'],
    codes: ['programType', 'coveragePeriod'],
    sort: ['name', 'asc'],
    titleSort: ['name'],
  },
  constraints: {
    funding_programs_website_link_check: { ...NOT_A_LINK, path: 'website' },
  },
  create: creates(newProgram, programs.create),
  update: changes(programChanges, programs.update),
  remove: removes(programs.remove),
});
