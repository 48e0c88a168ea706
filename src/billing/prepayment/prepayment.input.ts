import { z } from 'zod';
import { day, line, money } from '../../kernel/fields.js';
import { paymentMethod } from '../payments/payments.input.js';

export const packageMoneyTo = z.enum(['REFUND', 'ACCOUNT']).meta({
  id: 'PackageMoneyTo',
  description: 'Where what is given back goes: out, as refunds of what came in, or on the client’s account.',
});

export const endPackageInput = z
  .strictObject({
    reason: line(500).meta({ example: 'Moved away.' }),
    to: packageMoneyTo.optional().meta({ description: 'ACCOUNT where it is left out.' }),
    givenBack: money()
      .optional()
      .meta({ description: 'What the preview said is given back: 409 where it is another sum by now.' }),
    date: day().optional().meta({ description: 'The day of its last invoice and of the refund; today where it is left out.' }),
    paymentMethod: paymentMethod.optional().meta({ description: 'How it is given back: as it came where it is left out.' }),
    referenceNumber: line(100).nullish(),
  })
  .meta({ id: 'EndPackageInput', description: 'Ends a package: what was not used is given back by its rule.' });
export type EndPackage = z.output<typeof endPackageInput>;
