import { z } from 'zod';
import { day, id } from '../../kernel/fields.js';
import { paperLanguage } from '../texts/texts.input.js';

const lang = paperLanguage.optional().meta({
  description: "The client's language where it is left out; the practice's where papers are not written in that.",
});

export const paperQuery = z.strictObject({ lang }).meta({ id: 'PaperQuery' });
export type PaperQuery = z.output<typeof paperQuery>;

export const statementParty = z
  .enum(['CLIENT', 'INSURANCE', 'FUNDING'])
  .meta({ id: 'StatementPartyKind', description: 'Who owes: the client, their policies, their funding sources.' });

const statement = z.strictObject({
  from: day().optional().meta({ description: 'The first day; that of the year of `to` where it is left out.' }),
  to: day().optional().meta({ description: 'The last day; today where it is left out.' }),
  party: statementParty.optional().meta({ description: 'These alone; all where it is left out.' }),
});

export const statementQuery = statement.meta({ id: 'StatementQuery' });
export type StatementQuery = z.output<typeof statementQuery>;

export const statementPaperQuery = statement.extend({ lang }).meta({ id: 'StatementPaperQuery' });
export type StatementPaperQuery = z.output<typeof statementPaperQuery>;

export const emailInput = z
  .strictObject({
    caregiverId: id().nullish().meta({
      description:
        "One of the client's who has the right to pay. Where it is left out it goes to the client, or, without an address of theirs, to such a caregiver.",
    }),
    lang: paperLanguage.optional().meta({ description: "The recipient's language where it is left out." }),
  })
  .meta({ id: 'EmailPaperInput', description: 'To whom a paper is sent by e-mail.' });
export type EmailInput = z.output<typeof emailInput>;

export const emailStatementInput = emailInput.extend({ from: statement.shape.from, to: statement.shape.to }).meta({
  id: 'EmailStatementInput',
  description: 'To whom a statement of what the client owes is sent by e-mail, and of which days.',
});
export type EmailStatement = z.output<typeof emailStatementInput>;

/** 512 KiB in base64. */
const MOST_LETTERS = 699_052;

export const logoInput = z
  .strictObject({
    image: z.base64().min(4).max(MOST_LETTERS).meta({
      description: 'The bytes of the picture in base64.',
      example: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    }),
  })
  .meta({ id: 'LogoInput', description: 'A picture for the head of papers: PNG or JPEG.' });
