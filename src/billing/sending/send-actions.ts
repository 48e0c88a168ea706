/** The buttons that send drafts: one, or all that were chosen; with what is said afterwards. */
import type { Ctx } from '../../access/context.js';
import { Permission as P } from '../../access/permissions.js';
import type { InvoiceMail } from '../../generated/prisma/index.js';
import { check } from '../../kernel/fields.js';
import { outgoingChannels } from '../../mail/channels.queries.js';
import type { ActAction, AskedField } from '../../records/actions.js';
import type { FieldOf } from '../../records/description.js';
import { aboutDraft, aboutDrafts } from '../invoices/before-sending.js';
import { undrawnOf } from '../invoices/invoice-warnings.js';
import { getInvoice } from '../invoices/invoices.service.js';
import { usualRecipient } from '../papers/mailing.service.js';
import { sendInput } from './sending.input.js';
import { sendAndWrite } from './sending.service.js';

const LABEL = 'And write to the family by e-mail';
const NO = 'No: nothing leaves the house';

/** What is said of a mail after `Sent`, or after a number of those who were sent. */
const TOLD: Record<InvoiceMail, string> = {
  WRITTEN: 'sent, with an e-mail to the family',
  KEPT: 'sent; the e-mail is kept in the outbox, the practice sends none',
  NO_RECIPIENT: 'sent; nobody has an e-mail address',
};

const inWords = (mail: InvoiceMail | null): string => (mail === null ? 'sent' : TOLD[mail]);
const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** Whether to write to the family: offered where the practice sends e-mail, and chosen at first. */
export const mailToMany: AskedField = {
  name: 'mail',
  label: LABEL,
  none: NO,
  preset: true,
  choices: async (ctx) =>
    (await outgoingChannels(ctx.pool)).has('EMAIL')
      ? [{ id: 'true', name: 'Yes: to each client, or a caregiver who may pay, as far as there is an address' }]
      : [],
};

/** Of one: to whom it would go is told, and nothing is asked where nobody has an address. */
const mailToOne: AskedField = {
  ...mailToMany,
  choices: async (ctx, id) => {
    if (id === undefined || !(await outgoingChannels(ctx.pool)).has('EMAIL')) return [];
    const to = await usualRecipient(ctx, BigInt((await getInvoice(ctx, id)).clientId));
    return to ? [{ id: 'true', name: `Yes, to ${to.name}, ${to.address}` }] : [];
  },
};

const send = (ctx: Ctx, id: bigint, { mail }: { mail?: string }): Promise<InvoiceMail | null> =>
  sendAndWrite(ctx, id, check(sendInput, mail ? { mail: true } : {}));

const SEND = { kind: 'act', icon: 'Send', permission: P.EDIT_BILLING, when: { status: ['DRAFT'] } } as const;
const NOTHING_LEAVES = 'Nothing leaves the house unless the family is written to.';

export const invoiceSendActions: Record<string, ActAction<FieldOf<'Invoice'>>> = {
  send: {
    ...SEND,
    label: 'Send',
    main: true,
    run: async (ctx, id, answers) => {
      const said = sentence(inWords(await send(ctx, id, answers)));
      return [said, ...undrawnOf(await getInvoice(ctx, id)).map(({ message }) => message)].join(' ');
    },
    asks: [mailToOne],
    about: aboutDraft,
    question: `Send this invoice? It gets its number, is owed from today, and its figures stay as they are. ${NOTHING_LEAVES}`,
    button: 'Send it',
    done: 'Sent.',
  },
  sendChosen: {
    ...SEND,
    label: 'Send the chosen',
    bulk: true,
    run: async (ctx, id, answers) => inWords(await send(ctx, id, answers)),
    asks: [mailToMany],
    aboutMany: aboutDrafts,
    question: `Send these invoices? Each draft gets its number, is owed from today, and its figures stay as they are. ${NOTHING_LEAVES}`,
    button: 'Send them',
    done: 'sent',
  },
};
