/** Who may pay beside the client: insurers and funding programs, to choose from. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { countryFor } from '../../access/practice-country.js';
import { searchedList } from '../../database/searched-list.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { FundingProgram, InsuranceProvider } from './programs.dto.js';
import type { ProgramList } from './programs.input.js';

const INSURERS: ListDefinition = {
  select: `p.id::text, p.name, p.phone, p.email, p.city, p.province, p.electronic_filing AS "electronicFiling", p.is_active AS "isActive"`,
  from: 'insurance_providers p',
  id: 'p.id',
  updatedAt: 'p.updated_at',
  sorts: { name: { sql: 'fold(p.name)', type: 'text' } },
  defaultSort: 'name',
};

const PROGRAMS: ListDefinition = {
  select: `p.id::text, p.name, p.program_type AS "programType", p.description, p.max_amount::text AS "maxAmount",
    p.coverage_period AS "coveragePeriod", p.province, p.is_active AS "isActive"`,
  from: 'funding_programs p',
  id: 'p.id',
  updatedAt: 'p.updated_at',
  sorts: { name: { sql: 'fold(p.name)', type: 'text' } },
  defaultSort: 'name',
};

async function list<Item>(
  ctx: Ctx,
  definition: ListDefinition,
  query: ProgramList,
): Promise<Page<Item & Record<string, unknown>>> {
  requirePermission(ctx.actor, Permission.VIEW_INSURANCE);
  const where = new Conditions(UNSCOPED).is('p.is_active', query.isActive);
  const places = { table: definition.from, alias: 'p', joins: '', text: 'p.search', key: 'fold(p.name)' };
  const searched = searchedList(definition, query, where, places, await countryFor(ctx, query.q));
  return listPage<Item & Record<string, unknown>>(ctx, searched.list, searched.query, where);
}

/** The insurers that match. */
export function listInsuranceProviders(ctx: Ctx, query: ProgramList): Promise<Page<InsuranceProvider>> {
  return list<InsuranceProvider>(ctx, INSURERS, query);
}

/** The funding programs that match. */
export function listFundingPrograms(ctx: Ctx, query: ProgramList): Promise<Page<FundingProgram>> {
  return list<FundingProgram>(ctx, PROGRAMS, query);
}
