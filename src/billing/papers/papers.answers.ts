/** The papers that go with messages, drawn when these are sent. */
import type { Ctx } from '../../access/context.js';
import type { Answers } from '../../events/questions.js';
import { AppError } from '../../kernel/errors.js';
import type { Attachment, AttachmentOf } from '../../messages/outbox/attachments.js';
import { invoicePdf, type PaperFile, statementPdf } from './papers.service.js';
import { receiptPdf } from './receipts.service.js';
import { languageFrom } from '../rules/paper-languages.js';

type Draw = (ctx: Ctx, wanted: AttachmentOf) => Promise<PaperFile>;

const PAPERS: Readonly<Record<AttachmentOf['kind'], Draw>> = {
  INVOICE: (ctx, { recordId, language }) => invoicePdf(ctx, recordId, languageFrom(language)),
  RECEIPT: (ctx, { recordId, language }) => receiptPdf(ctx, recordId, languageFrom(language)),
  STATEMENT: (ctx, { recordId, language, from, to }) =>
    statementPdf(ctx, recordId, { from: from ?? undefined, to: to ?? undefined, party: 'CLIENT' }, languageFrom(language)),
};

async function paperOf(ctx: Ctx, wanted: AttachmentOf): Promise<PaperFile | undefined> {
  try {
    return await PAPERS[wanted.kind](ctx, wanted);
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return undefined;
    throw error;
  }
}

export const paperAnswers: Pick<Answers, 'message.attachment'> = {
  'message.attachment': async (ctx, keys) => {
    const files = new Map<AttachmentOf, Attachment>();
    // One after the other: they are drawn in one thread.
    for (const key of keys) {
      const file = await paperOf(ctx, key);
      if (file) files.set(key, { name: file.name, bytes: file.bytes, type: 'application/pdf' });
    }
    return files;
  },
};
