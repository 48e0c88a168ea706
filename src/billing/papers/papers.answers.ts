/** The papers that go with messages, drawn when these are sent. */
import type { Ctx } from '../../access/context.js';
import type { Answers } from '../../events/questions.js';
import { AppError } from '../../kernel/errors.js';
import type { Attachment, AttachmentOf } from '../../messages/outbox/attachments.js';
import { invoicePdf, type PaperFile, receiptPdf } from './papers.service.js';
import { languageFrom } from './say.js';

const PAPERS = { INVOICE: invoicePdf, RECEIPT: receiptPdf } as const;

async function paperOf(ctx: Ctx, { kind, recordId, language }: AttachmentOf): Promise<PaperFile | undefined> {
  try {
    return await PAPERS[kind](ctx, recordId, languageFrom(language));
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
      if (file) files.set(key, { ...file, type: 'application/pdf' });
    }
    return files;
  },
};
