import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { type ListDefinition, mapPage, type Page } from '../../database/lists.js';
import { searched, searchedPage } from '../../practice/lists/searched-page.queries.js';
import type { InsuranceProvider } from './insurers.dto.js';
import type { InsurerList } from './insurers.input.js';

const INSURERS: ListDefinition = {
  select: `p.id::text, p.name, p.contact_person AS "contactPerson", p.phone, p.email, p.website, p.address, p.city,
    p.province, p.postal_code AS "postalCode", p.submission_portal AS "submissionPortal",
    p.submission_format AS "submissionFormat", p.electronic_filing AS "electronicFiling", p.notes,
    p.is_active AS "isActive", p.created_at AS "createdAt", p.updated_at AS "updatedAt"`,
  from: 'insurance_providers p',
  id: 'p.id',
  updatedAt: 'p.updated_at',
  sorts: { name: { sql: 'fold(p.name)', type: 'text' } },
  defaultSort: 'name',
};

type Found = Omit<InsuranceProvider, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date } & Record<string, unknown>;

/** The insurers that match. Throws 403. */
export async function listInsuranceProviders(ctx: Ctx, query: InsurerList): Promise<Page<InsuranceProvider>> {
  requirePermission(ctx.actor, Permission.VIEW_INSURANCE);
  const where = new Conditions(UNSCOPED).is('p.is_active', query.isActive);
  const page = await searchedPage<Found>(ctx, INSURERS, query, where, searched('insurance_providers', 'p'));
  return mapPage(page, ({ createdAt, updatedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }));
}
