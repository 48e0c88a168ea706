/** What is said of clients. */
import { z } from 'zod';
import {
  day,
  email,
  id,
  instant,
  line,
  listFields,
  optional,
  optionalLine,
  optionalText,
  phone,
  searchWords,
  whole,
} from '../../kernel/fields.js';
import { languageCode } from '../../people/users/users.input.js';

export const clientStatus = z.enum(['ACTIVE', 'INACTIVE', 'ARCHIVED', 'WAITLIST']).meta({ id: 'ClientStatus' });

export const priority = z.enum(['LOW', 'MEDIUM', 'HIGH']).meta({ id: 'Priority' });

const client = z.strictObject({
  firstName: line(100).meta({ example: 'Morgan' }),
  lastName: line(100).meta({ example: 'Ellery' }),
  email: optional(email).meta({ example: 'morgan.ellery@mail.example' }),
  phone: optional(phone).meta({
    description: "Kept as it is typed. Without a country's code it is of the practice's country.",
    example: '+1 555 010 0123',
  }),
  address: optionalLine(500).meta({ example: '12 Harbour Lane, Northfield' }),
  status: clientStatus.optional(),
  priority: priority.optional(),
  notes: optionalText().meta({ example: 'Prefers mornings.' }),
  therapistId: id().nullish(),
  preferredLanguage: languageCode.optional(),
  requiresInterpreter: z.boolean().optional(),
  interpreterNotes: optionalText(1000).meta({ example: 'French, by phone' }),
  dateOfBirth: day().nullish().meta({ description: 'Superbills say it.', example: '1984-06-02' }),
  paymentTermsDays: whole(0, 365).nullish().meta({
    description: "Days until their invoices are due; null: the practice's. Set with EDIT_BILLING.",
    example: 14,
  }),
});

export const newClient = client.meta({ id: 'CreateClientInput' });
export type NewClient = z.output<typeof newClient>;

export const clientChanges = client.partial().meta({ id: 'UpdateClientInput' });
export type ClientChanges = z.output<typeof clientChanges>;

export const clientList = z
  .strictObject({
    ...listFields(['lastName', 'createdAt', 'updatedAt'], '`lastName` if not said; with `q`, how well each fits.'),
    status: z.array(clientStatus).max(10).optional().meta({ description: 'Any of these.' }),
    priority: priority.optional(),
    therapistId: id().optional(),
    preferredLanguage: languageCode.optional(),
    requiresInterpreter: z.boolean().optional(),
    createdFrom: instant().optional().meta({ description: 'Added at this instant or later.' }),
    createdTo: instant().optional().meta({ description: 'Added before this instant.' }),
    q: searchWords(
      'Words of the name, the e-mail address or the phone number, in any writing: case, accents, apostrophes and order do not matter. Where\n' +
        'nothing is found so, names that are nearly the same. The best match is first unless `sort` says otherwise.',
    ),
  })
  .meta({ id: 'ClientListQuery' });
export type ClientList = z.output<typeof clientList>;

/** Who may be entered. */
export const possibleDuplicate = z
  .strictObject({
    firstName: z.string().min(1).max(100),
    lastName: z.string().min(1).max(100),
    email: z.string().max(254).optional(),
    phone: z.string().max(40).optional(),
  })
  .meta({ id: 'PossibleDuplicateQuery' });
