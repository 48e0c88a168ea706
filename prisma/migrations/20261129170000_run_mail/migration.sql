-- Whether the families are written to once their invoice is sent, what became of that, and what deserves a second look about the draft.
CREATE TYPE "invoice_mail" AS ENUM ('WRITTEN', 'KEPT', 'NO_RECIPIENT');

ALTER TABLE "invoice_runs" ADD COLUMN     "mail" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "invoice_run_clients" ADD COLUMN     "mail" "invoice_mail",
ADD COLUMN     "warnings" JSONB NOT NULL DEFAULT '[]';
