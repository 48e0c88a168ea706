import type { InsuranceProvider as Row } from '../../generated/prisma/index.js';
import type { InsuranceProvider } from './insurers.dto.js';

/** The insurer as the API tells of it. */
export const toInsurer = (row: Row): InsuranceProvider => ({
  id: String(row.id),
  name: row.name,
  contactPerson: row.contactPerson,
  phone: row.phone,
  email: row.email,
  website: row.website,
  address: row.address,
  city: row.city,
  province: row.province,
  postalCode: row.postalCode,
  submissionPortal: row.submissionPortal,
  submissionFormat: row.submissionFormat,
  electronicFiling: row.electronicFiling,
  notes: row.notes,
  isActive: row.isActive,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
