import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { type ListDefinition, mapPage, type Page } from '../../database/lists.js';
import { searched, searchedPage } from '../../practice/lists/searched-page.queries.js';
import type { FundingProgram } from './programs.dto.js';
import type { ProgramList } from './programs.input.js';

const PROGRAMS: ListDefinition = {
  select: `p.id::text, p.name, p.program_type AS "programType", p.description, p.max_amount::text AS "maxAmount",
    p.coverage_period AS "coveragePeriod", p.age_restrictions AS "ageRestrictions",
    p.documentation_required AS "documentationRequired", p.renewal_process AS "renewalProcess", p.website,
    p.contact_information AS "contactInformation", p.application_process AS "applicationProcess", p.province,
    p.is_active AS "isActive", p.created_at AS "createdAt", p.updated_at AS "updatedAt"`,
  from: 'funding_programs p',
  id: 'p.id',
  updatedAt: 'p.updated_at',
  sorts: { name: { sql: 'fold(p.name)', type: 'text' } },
  defaultSort: 'name',
};

type Found = Omit<FundingProgram, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date } & Record<string, unknown>;

/** The funding programs that match. Throws 403. */
export async function listFundingPrograms(ctx: Ctx, query: ProgramList): Promise<Page<FundingProgram>> {
  requirePermission(ctx.actor, Permission.VIEW_INSURANCE);
  const where = new Conditions(UNSCOPED).is('p.is_active', query.isActive);
  const page = await searchedPage<Found>(ctx, PROGRAMS, query, where, searched('funding_programs', 'p'));
  return mapPage(page, ({ createdAt, updatedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }));
}
