import { Permission } from '../../access/permissions.js';
import { emit } from '../../events/emit.js';
import type { FundingProgram } from '../../generated/prisma/index.js';
import { keptRecords } from '../../practice/lists/kept-records.js';
import type { NewProgram, ProgramChanges } from './programs.input.js';

/** The programs that fund clients. */
export const programs = keptRecords<FundingProgram, NewProgram, ProgramChanges>({
  model: 'FundingProgram',
  what: 'funding program',
  view: Permission.VIEW_INSURANCE,
  keep: Permission.EDIT_BILLING,
  said: {
    created: (tx, about) => emit(tx, 'funding_program.created', about),
    updated: (tx, about) => emit(tx, 'funding_program.updated', about),
    deleted: (tx, about) => emit(tx, 'funding_program.deleted', about),
  },
});
