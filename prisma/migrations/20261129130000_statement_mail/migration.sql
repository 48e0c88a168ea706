-- Statements by e-mail: the days that they are about go with the message; the paper is drawn when it is sent.

ALTER TABLE "outbox_messages" ADD COLUMN     "attachment_from" DATE,
ADD COLUMN     "attachment_to" DATE;

-- By hand: what Prisma has no words for.
ALTER TABLE outbox_messages
  DROP CONSTRAINT outbox_messages_attachment_check,
  ADD CONSTRAINT outbox_messages_attachment_check CHECK (
    num_nonnulls(attachment_kind, attachment_id) IN (0, 2) AND attachment_kind IN ('INVOICE', 'RECEIPT', 'STATEMENT')
    AND num_nonnulls(attachment_from, attachment_to) = CASE WHEN attachment_kind = 'STATEMENT' THEN 2 ELSE 0 END);
