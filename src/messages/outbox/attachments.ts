/** What goes with a message: a paper that is drawn when it is sent. The outbox keeps which one, and nothing of what it says. */
import type { Ctx } from '../../access/context.js';
import { ask, type Question } from '../../events/questions.js';
import type { LanguageCode } from '../../generated/prisma/index.js';

export const ATTACHMENT_KINDS = ['INVOICE', 'RECEIPT', 'STATEMENT'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

export interface AttachmentOf {
  kind: AttachmentKind;
  recordId: bigint;
  language: LanguageCode;
  /** The days that a statement is about, midnight UTC of each. */
  from: Date | null;
  to: Date | null;
}

/** A file of bounded size: papers have at most so many lines. */
export interface Attachment {
  name: string;
  type: string;
  bytes: Uint8Array;
}

declare module '../../events/questions.js' {
  interface Questions {
    /** The file of a paper, in a language; left out where its record is not there. */
    'message.attachment': Question<AttachmentOf, Attachment>;
  }
}

/** The file that goes with a message. Throws what drawing it throws. */
export async function attachmentOf(ctx: Ctx, wanted: AttachmentOf): Promise<Attachment | undefined> {
  return (await ask(ctx, 'message.attachment', [wanted])).get(wanted);
}
