import { z } from 'zod';
import { day, id, listFields, money, optionalText } from '../../kernel/fields.js';

export const packageRefundRule = z.enum(['LIST_PRICE', 'PACKAGE_PRICE', 'NONE']).meta({
  id: 'PackageRefundRule',
  description:
    'What is given back of visits that were not used: what was paid, less those that were used at their list price; what the others cost in the package; nothing.',
});

const fields = z.strictObject({
  serviceCodeId: id().meta({ description: 'The service that its visits are billed as.' }),
  learnerId: id().nullish().meta({ description: 'One of the client’s learners; null: whoever of them comes.' }),
  visits: z.int().min(1).max(500).meta({ description: 'How many visits it is for.', example: 10 }),
  price: money().meta({ description: 'For all of them, before taxes.', example: '900.00' }),
  validFrom: day().meta({ description: 'The first day of service that it pays for.', example: '2026-03-01' }),
  expiresOn: day().nullish().meta({ description: 'The last one; null: it does not expire.' }),
  refundRule: packageRefundRule.optional().meta({ description: 'LIST_PRICE where it is left out.' }),
  notes: optionalText(2000),
});

export const newPackage = fields.extend({ clientId: id() }).meta({
  id: 'CreatePackageInput',
  description: 'Visits that a client pays before they take place. It is paid by payments that name it.',
});
export type NewPackage = z.output<typeof newPackage>;

export const packageChanges = fields.partial().meta({
  id: 'UpdatePackageInput',
  description: 'What can be changed of a package; once something was paid or used: its last day, its rule and its notes.',
});
export type PackageChanges = z.output<typeof packageChanges>;

export const packageList = z
  .strictObject({
    ...listFields(['validFrom', 'updatedAt'], { description: 'The latest first if not said.', default: '-validFrom' }),
    clientId: id().optional(),
    ended: z.boolean().optional().meta({ description: 'Whether it was ended.' }),
    expiresTo: day().optional().meta({ description: 'Expires on that day or earlier.' }),
  })
  .meta({ id: 'PackageListQuery' });
export type PackageList = z.output<typeof packageList>;
