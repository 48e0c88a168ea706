-- Payments by card at a processor: links for families, tries to pay, refunds, and what the processor told.

CREATE TYPE "card_payment_status" AS ENUM ('OPEN', 'PAID', 'EXPIRED', 'FAILED');
CREATE TYPE "card_refund_status" AS ENUM ('PENDING', 'DONE', 'FAILED');
ALTER TABLE "refunds" ADD COLUMN     "failed_at" TIMESTAMP(3);

CREATE TABLE "pay_links" (
    "id" BIGSERIAL NOT NULL,
    "client_id" BIGINT NOT NULL,
    "invoice_id" BIGINT,
    "amount" DECIMAL(15,2),
    "token_hash" TEXT NOT NULL,
    "language" "language_code" NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "revoked_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,

    CONSTRAINT "pay_links_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "card_payments" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "pay_link_id" BIGINT,
    "client_id" BIGINT NOT NULL,
    "invoice_id" BIGINT,
    "amount" DECIMAL(15,2) NOT NULL,
    "currency" TEXT NOT NULL,
    "status" "card_payment_status" NOT NULL DEFAULT 'OPEN',
    "session_id" TEXT,
    "intent_id" TEXT,
    "receipt_id" BIGINT,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "look_at" TIMESTAMP(3),
    "paid_at" TIMESTAMP(3),
    "disputed_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "card_payments_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "card_refunds" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "card_payment_id" BIGINT NOT NULL,
    "refund_id" BIGINT,
    "amount" DECIMAL(15,2) NOT NULL,
    "status" "card_refund_status" NOT NULL DEFAULT 'PENDING',
    "processor_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "try_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "card_refunds_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "card_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "received_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "card_events_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "pay_links_token_hash_key" ON "pay_links"("token_hash");
CREATE INDEX "pay_links_client_id_idx" ON "pay_links"("client_id");
CREATE INDEX "pay_links_invoice_id_idx" ON "pay_links"("invoice_id");
CREATE INDEX "pay_links_created_by_idx" ON "pay_links"("created_by");
CREATE UNIQUE INDEX "card_payments_key_key" ON "card_payments"("key");
CREATE UNIQUE INDEX "card_payments_session_id_key" ON "card_payments"("session_id");
CREATE UNIQUE INDEX "card_payments_intent_id_key" ON "card_payments"("intent_id");
CREATE UNIQUE INDEX "card_payments_receipt_id_key" ON "card_payments"("receipt_id");
CREATE INDEX "card_payments_pay_link_id_idx" ON "card_payments"("pay_link_id");
CREATE INDEX "card_payments_client_id_idx" ON "card_payments"("client_id");
CREATE INDEX "card_payments_invoice_id_idx" ON "card_payments"("invoice_id");
CREATE UNIQUE INDEX "card_refunds_key_key" ON "card_refunds"("key");
CREATE UNIQUE INDEX "card_refunds_refund_id_key" ON "card_refunds"("refund_id");
CREATE UNIQUE INDEX "card_refunds_processor_id_key" ON "card_refunds"("processor_id");
CREATE INDEX "card_refunds_card_payment_id_idx" ON "card_refunds"("card_payment_id");
ALTER TABLE "pay_links" ADD CONSTRAINT "pay_links_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "pay_links" ADD CONSTRAINT "pay_links_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "pay_links" ADD CONSTRAINT "pay_links_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "card_payments" ADD CONSTRAINT "card_payments_pay_link_id_fkey" FOREIGN KEY ("pay_link_id") REFERENCES "pay_links"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "card_payments" ADD CONSTRAINT "card_payments_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "card_payments" ADD CONSTRAINT "card_payments_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "card_payments" ADD CONSTRAINT "card_payments_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "receipts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_card_payment_id_fkey" FOREIGN KEY ("card_payment_id") REFERENCES "card_payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refunds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE pay_links
  ADD CONSTRAINT pay_links_amount_check CHECK (amount > 0),
  ADD CONSTRAINT pay_links_days_check CHECK (expires_at > created_at),
  ADD CONSTRAINT pay_links_for_check CHECK (invoice_id IS NOT NULL),
  ADD CONSTRAINT pay_links_invoice_of_client_fkey FOREIGN KEY (invoice_id, client_id) REFERENCES invoices (id, client_id);
ALTER TABLE card_payments
  ADD CONSTRAINT card_payments_amount_check CHECK (amount > 0),
  ADD CONSTRAINT card_payments_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT card_payments_paid_check CHECK (
    CASE WHEN status = 'PAID' THEN num_nonnulls(receipt_id, intent_id, session_id, paid_at) = 4 ELSE num_nonnulls(receipt_id, paid_at, disputed_at) = 0 END),
  ADD CONSTRAINT card_payments_invoice_of_client_fkey FOREIGN KEY (invoice_id, client_id) REFERENCES invoices (id, client_id),
  ADD CONSTRAINT card_payments_receipt_of_client_fkey FOREIGN KEY (receipt_id, client_id) REFERENCES receipts (id, client_id);
ALTER TABLE card_refunds
  ADD CONSTRAINT card_refunds_amount_check CHECK (amount > 0),
  ADD CONSTRAINT card_refunds_attempts_check CHECK (attempts >= 0),
  ADD CONSTRAINT card_refunds_done_check CHECK (status <> 'DONE' OR processor_id IS NOT NULL);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON card_payments FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON card_refunds FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE INDEX pay_links_created_at_idx ON pay_links (created_at, id);
CREATE INDEX card_payments_created_at_idx ON card_payments (created_at, id);
CREATE INDEX card_payments_updated_at_idx ON card_payments (updated_at, id);
CREATE INDEX card_payments_status_idx ON card_payments (status, created_at, id);
CREATE INDEX card_payments_look_at_idx ON card_payments (look_at, id) WHERE status = 'OPEN';
CREATE INDEX card_refunds_created_at_idx ON card_refunds (created_at, id);
CREATE INDEX card_refunds_try_at_idx ON card_refunds (try_at, id) WHERE status = 'PENDING';
CREATE INDEX card_events_received_at_idx ON card_events (received_at);

ALTER TABLE card_payments ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (search_text(coalesce(intent_id, ''))) STORED;
CREATE INDEX card_payments_search_idx ON card_payments USING gin (search gin_trgm_ops);
ALTER TABLE card_refunds ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (search_text(coalesce(processor_id, ''))) STORED;
CREATE INDEX card_refunds_search_idx ON card_refunds USING gin (search gin_trgm_ops);

-- What was begun stays what it was, what was paid stays paid, and its receipt is all of it.
CREATE FUNCTION card_payment_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' AND NEW.receipt_id IS NOT NULL AND NEW.amount <> (SELECT amount FROM public.receipts WHERE id = NEW.receipt_id) THEN
    PERFORM public.refuse_as('card_payments_kept_check', 'the receipt is not what the card paid');
  END IF;
  IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;
  IF TG_OP = 'DELETE' OR (NEW.key, NEW.client_id, NEW.invoice_id, NEW.pay_link_id, NEW.amount, NEW.currency)
      IS DISTINCT FROM (OLD.key, OLD.client_id, OLD.invoice_id, OLD.pay_link_id, OLD.amount, OLD.currency)
    OR (OLD.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id)
    OR (OLD.status = 'PAID' AND (NEW.status, NEW.receipt_id, NEW.intent_id, NEW.paid_at) IS DISTINCT FROM (OLD.status, OLD.receipt_id, OLD.intent_id, OLD.paid_at)) THEN
    PERFORM public.refuse_as('card_payments_kept_check', 'a payment by card stays as it was');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER card_payment_is_kept BEFORE INSERT OR UPDATE OR DELETE ON card_payments FOR EACH ROW EXECUTE FUNCTION card_payment_is_kept();

-- What goes back to a card is what came from it, at most; whoever gives back takes turns at the payment.
CREATE FUNCTION card_refund_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid public.card_payments;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND ((NEW.key, NEW.card_payment_id, NEW.amount) IS DISTINCT FROM (OLD.key, OLD.card_payment_id, OLD.amount)
      OR (OLD.status = 'FAILED' AND NEW.status <> 'FAILED') OR (OLD.refund_id IS NOT NULL AND NEW.refund_id IS DISTINCT FROM OLD.refund_id))) THEN
    PERFORM public.refuse_as('card_payments_kept_check', 'what went back to a card stays as it was');
  END IF;
  IF TG_OP = 'INSERT' THEN
    SELECT * INTO paid FROM public.card_payments WHERE id = NEW.card_payment_id FOR NO KEY UPDATE;
    IF paid.status <> 'PAID' OR paid.amount < NEW.amount + coalesce((SELECT sum(amount) FROM public.card_refunds
        WHERE card_payment_id = NEW.card_payment_id AND status <> 'FAILED'), 0) THEN
      PERFORM public.refuse_as('card_refunds_fit_check', 'more would go back to the card than came from it');
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER card_refund_fits BEFORE INSERT OR UPDATE OR DELETE ON card_refunds FOR EACH ROW EXECUTE FUNCTION card_refund_fits();

-- A refund that the processor could not make is taken back in the ledger by its exact inverse, and counts no more.
CREATE OR REPLACE TRIGGER billing_paper_is_kept BEFORE UPDATE OR DELETE ON refunds FOR EACH ROW
  EXECUTE FUNCTION billing_paper_is_kept('{created_by,search,failed_at}');
CREATE OR REPLACE FUNCTION receipt_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r public.receipts;
  m record;
BEGIN
  SELECT * INTO r FROM public.receipts WHERE id = which FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT -coalesce(sum(amount) FILTER (WHERE kind IN ('PAYMENT', 'PREPAYMENT')), 0) AS used, coalesce(sum(amount) FILTER (WHERE kind = 'REFUND'), 0) AS refunded
  INTO m FROM public.ledger_movements WHERE receipt_id = which;
  IF m.used <> (CASE WHEN r.reversed_at IS NULL THEN r.amount ELSE 0 END)
    OR m.refunded <> coalesce((SELECT sum(amount) FROM public.refunds WHERE receipt_id = which AND failed_at IS NULL), 0)
    OR m.refunded > (CASE WHEN r.reversed_at IS NULL THEN r.amount ELSE 0 END)
    OR EXISTS (SELECT FROM public.payments p WHERE p.receipt_id = which AND (CASE WHEN p.reversed_at IS NULL THEN p.amount ELSE 0 END)
      <> -coalesce((SELECT sum(x.amount) FROM public.ledger_movements x WHERE x.payment_id = p.id AND x.kind = 'PAYMENT'), 0)) THEN
    PERFORM public.refuse_as('receipt_agrees_check', 'the receipt does not agree with its movements');
  END IF;
END $$;

-- The line with the link, for practices that did not write the invoice's mail anew.
UPDATE content_translations SET translated_content = replace(translated_content, E'.\n\nIf something', E'.\nPay by card here: {link}\n\nIf something')
  WHERE content_type = 'NOTIFICATION' AND content_id = 'invoice.body' AND language = 'EN' AND translated_content NOT LIKE '%{link}%';
UPDATE content_translations SET translated_content = replace(translated_content, E'.\n\nSi quelque', E'.\nPayer par carte : {link}\n\nSi quelque')
  WHERE content_type = 'NOTIFICATION' AND content_id = 'invoice.body' AND language = 'FR' AND translated_content NOT LIKE '%{link}%';
UPDATE content_translations SET translated_content = replace(translated_content, E'.\n\nSi algo', E'.\nPagar con tarjeta: {link}\n\nSi algo')
  WHERE content_type = 'NOTIFICATION' AND content_id = 'invoice.body' AND language = 'ES' AND translated_content NOT LIKE '%{link}%';
