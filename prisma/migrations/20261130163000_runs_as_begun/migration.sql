-- A run keeps how it was begun, whatever is asked of it later; says why it stopped; and its figures are those of its invoices.
ALTER TABLE "invoice_runs" ADD COLUMN     "sends_drafts" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "stop_reason" TEXT;

ALTER TABLE "invoice_run_clients" ADD COLUMN     "failure" TEXT,
ADD COLUMN     "send_mail" BOOLEAN,
ADD COLUMN     "send_date" DATE;

UPDATE invoice_run_clients SET failure = remark, remark = NULL WHERE result = 'FAILED';

-- By hand: what Prisma has no words for.
-- What a client's invoice comes to, and how many visits are on it, is asked of the invoice, whoever writes the row, and whatever they write.
CREATE FUNCTION run_client_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.amount := coalesce((SELECT i.total_amount FROM public.invoices i WHERE i.id = NEW.invoice_id), 0);
  NEW.visits := (SELECT count(*) FROM public.invoice_line_items l WHERE l.invoice_id = NEW.invoice_id AND l.appointment_id IS NOT NULL);
  RETURN NEW;
END $$;
CREATE TRIGGER run_client_figures BEFORE INSERT OR UPDATE ON invoice_run_clients FOR EACH ROW EXECUTE FUNCTION run_client_figures();

-- A draft that is changed by hand takes the figures of its run along.
CREATE FUNCTION run_follows_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.invoice_run_clients SET amount = NEW.total_amount WHERE invoice_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER run_follows_invoice AFTER UPDATE OF total_amount ON invoices FOR EACH ROW EXECUTE FUNCTION run_follows_invoice();

UPDATE invoice_run_clients SET amount = amount;
