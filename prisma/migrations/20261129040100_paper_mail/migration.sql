-- What goes with a message: a paper of billing, which is drawn when it is sent. Nothing of it is kept here.

ALTER TABLE "outbox_messages" ADD COLUMN     "attachment_kind" TEXT,
ADD COLUMN     "attachment_id" BIGINT;

-- By hand: what Prisma has no words for.
ALTER TABLE outbox_messages
  ADD CONSTRAINT outbox_messages_attachment_check
    CHECK (num_nonnulls(attachment_kind, attachment_id) IN (0, 2) AND attachment_kind IN ('INVOICE', 'RECEIPT'));
