import { z } from 'zod';
import { day, decimal, id, line, optionalLine } from '../../kernel/fields.js';

export const authorizationKind = z.enum(['MONEY', 'UNITS', 'VISITS']).meta({
  id: 'AuthorizationKind',
  description: 'What is counted: what services cost before taxes, their units, or visits.',
});

export const serviceName = line(40).meta({
  id: 'ServiceName',
  description: 'The code of a service.',
  maxLength: 40,
  example: 'SLP-50',
});

const MOST = 9_999_999;
const CODES = 50;

const authorization = z.strictObject({
  fundingId: id().nullish().meta({ description: 'The funding source that agreed; or a policy.' }),
  insuranceId: id().nullish().meta({ description: 'The policy that agreed; or a funding source.' }),
  learnerId: id().nullish().meta({ description: "One of the client's; left out: whichever of them." }),
  number: line(100).meta({ description: 'As the payer calls it.', example: 'PA-2026-0815' }),
  validFrom: day().meta({ description: 'The first day of service.' }),
  validTo: day().meta({ description: 'The last day of service: that day decides, not that of the invoice.' }),
  kind: authorizationKind,
  amount: decimal(2, MOST).meta({ description: 'How much of it: money, units, or visits.', example: '10' }),
  serviceCodes: z
    .array(serviceName)
    .max(CODES, `must be at most ${CODES}`)
    .refine((codes) => new Set(codes).size === codes.length, 'must name each once')
    .optional()
    .meta({ description: 'Codes of the services that it covers; none: all.', example: ['SLP-50'] }),
  note: optionalLine(500).meta({ example: 'Renewal asked for in February' }),
});

export const newAuthorization = authorization.meta({
  id: 'CreateAuthorizationInput',
  description: 'What a payer has agreed to beforehand.',
});
export type NewAuthorization = z.output<typeof newAuthorization>;

export const authorizationChanges = authorization.omit({ fundingId: true, insuranceId: true }).partial().meta({
  id: 'UpdateAuthorizationInput',
  description: 'What can be changed of an authorization: it stays with its payer. Visits draw on it anew.',
});
export type AuthorizationChanges = z.output<typeof authorizationChanges>;
