-- Packages: visits that are paid before they take place. Their money is the client's until it is used.

CREATE TYPE "package_refund_rule" AS ENUM ('LIST_PRICE', 'PACKAGE_PRICE', 'NONE');
ALTER TYPE "ledger_purpose" ADD VALUE 'PACKAGE';

CREATE TABLE "client_packages" (
    "id" BIGSERIAL NOT NULL,
    "client_id" BIGINT NOT NULL,
    "learner_id" BIGINT,
    "service_code_id" BIGINT NOT NULL,
    "visits" INTEGER NOT NULL,
    "price" DECIMAL(15,2) NOT NULL,
    "amount_due" DECIMAL(15,2) NOT NULL,
    "valid_from" DATE NOT NULL,
    "expires_on" DATE,
    "refund_rule" "package_refund_rule" NOT NULL DEFAULT 'LIST_PRICE',
    "notes" TEXT,
    "ended_at" TIMESTAMP(3),
    "end_reason" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "client_packages_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "package_uses" (
    "line_id" BIGINT NOT NULL,
    "package_id" BIGINT NOT NULL,
    "visit" INTEGER NOT NULL,

    CONSTRAINT "package_uses_pkey" PRIMARY KEY ("line_id")
);
ALTER TABLE "invoice_line_items" ADD COLUMN     "package_id" BIGINT,
ADD COLUMN     "package_visit" INTEGER;
ALTER TABLE "ledger_movements" ADD COLUMN     "package_id" BIGINT;
ALTER TABLE "receipts" ADD COLUMN     "package_id" BIGINT;
CREATE INDEX "client_packages_client_id_idx" ON "client_packages"("client_id");
CREATE INDEX "client_packages_learner_id_idx" ON "client_packages"("learner_id");
CREATE INDEX "client_packages_service_code_id_idx" ON "client_packages"("service_code_id");
CREATE INDEX "client_packages_created_by_idx" ON "client_packages"("created_by");
CREATE INDEX "client_packages_updated_by_idx" ON "client_packages"("updated_by");
CREATE UNIQUE INDEX "package_uses_package_id_visit_key" ON "package_uses"("package_id", "visit");
CREATE INDEX "invoice_line_items_package_id_idx" ON "invoice_line_items"("package_id");
CREATE INDEX "ledger_movements_package_id_idx" ON "ledger_movements"("package_id");
CREATE INDEX "receipts_package_id_idx" ON "receipts"("package_id");
ALTER TABLE "client_packages" ADD CONSTRAINT "client_packages_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "client_packages" ADD CONSTRAINT "client_packages_learner_id_fkey" FOREIGN KEY ("learner_id") REFERENCES "learners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "client_packages" ADD CONSTRAINT "client_packages_service_code_id_fkey" FOREIGN KEY ("service_code_id") REFERENCES "service_codes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "client_packages" ADD CONSTRAINT "client_packages_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "client_packages" ADD CONSTRAINT "client_packages_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "package_uses" ADD CONSTRAINT "package_uses_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "invoice_line_items"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "package_uses" ADD CONSTRAINT "package_uses_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "client_packages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invoice_line_items" ADD CONSTRAINT "invoice_line_items_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "client_packages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "client_packages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "client_packages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE client_packages
  ADD CONSTRAINT client_packages_visits_check CHECK (visits BETWEEN 1 AND 500),
  ADD CONSTRAINT client_packages_price_check CHECK (price >= 0.01 * visits AND amount_due >= price),
  ADD CONSTRAINT client_packages_days_check CHECK (expires_on >= valid_from),
  ADD CONSTRAINT client_packages_end_check CHECK ((ended_at IS NULL) = (end_reason IS NULL) AND btrim(end_reason) <> ''),
  ADD CONSTRAINT client_packages_learner_of_client_fkey FOREIGN KEY (learner_id, client_id) REFERENCES learners (id, client_id) ON UPDATE CASCADE;
CREATE INDEX client_packages_valid_from_idx ON client_packages (valid_from, id);
CREATE INDEX client_packages_updated_at_idx ON client_packages (updated_at, id);
CREATE INDEX client_packages_expires_on_idx ON client_packages (expires_on, id) WHERE expires_on IS NOT NULL;
CREATE INDEX client_packages_standing_idx ON client_packages (client_id) WHERE ended_at IS NULL;
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON client_packages FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

ALTER TABLE invoice_line_items ADD CONSTRAINT invoice_line_items_package_check CHECK ((package_id IS NULL) = (package_visit IS NULL) AND package_visit >= 1);

-- What the nth visit of a package costs: the price cut to cents, and the cents that are left to the first, one each.
CREATE FUNCTION package_price(price numeric, visits integer, visit integer) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
  SELECT trunc(price / visits, 2) + CASE WHEN visit <= (price - trunc(price / visits, 2) * visits) * 100 THEN 0.01 ELSE 0 END
$$;

-- Which line uses which visit of a package follows from lines, as billed visits do: it goes with its line, and when the line is credited whole.
CREATE OR REPLACE FUNCTION bills_visits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM public.billed_visits b USING rows r WHERE b.line_id = r.id;
    DELETE FROM public.package_uses u USING rows r WHERE u.line_id = r.id;
  END IF;
  INSERT INTO public.billed_visits (line_id, appointment_id, client_id, learner_id, service_code_id)
  SELECT r.id, r.appointment_id, i.client_id, coalesce(r.learner_id, CASE WHEN a.client_id = i.client_id THEN a.learner_id END), r.service_code_id
  FROM rows r JOIN public.invoices i ON i.id = r.invoice_id JOIN public.appointments a ON a.id = r.appointment_id;
  INSERT INTO public.package_uses (line_id, package_id, visit) SELECT r.id, r.package_id, r.package_visit FROM rows r WHERE r.package_id IS NOT NULL;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION credit_frees_visits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  freed bigint[];
BEGIN
  SELECT array_agg(l.id) INTO freed FROM public.invoice_line_items l
  WHERE l.id IN (SELECT r.line_id FROM rows r) AND l.line_total > 0
    AND l.line_total = (SELECT sum(n.net_amount + n.tax_amount) FROM public.credit_note_lines n WHERE n.line_id = l.id);
  DELETE FROM public.billed_visits b WHERE b.line_id = ANY (freed);
  DELETE FROM public.package_uses u WHERE u.line_id = ANY (freed);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION cancelling_frees_visits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.billed_visits b USING public.invoice_line_items l WHERE b.line_id = l.id AND l.invoice_id = NEW.id;
  DELETE FROM public.package_uses u USING public.invoice_line_items l WHERE u.line_id = l.id AND l.invoice_id = NEW.id;
  RETURN NULL;
END $$;

CREATE FUNCTION package_uses_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('package_uses_kept_check', 'uses of packages follow from lines alone');
  RETURN NULL;
END $$;
CREATE TRIGGER package_uses_are_kept BEFORE INSERT OR UPDATE OR DELETE ON package_uses FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION package_uses_are_kept();

-- At commit, a package that was touched must agree: with its money, and with the lines that use it.
CREATE FUNCTION package_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  p public.client_packages;
  m record;
BEGIN
  SELECT * INTO p FROM public.client_packages WHERE id = which FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT -coalesce(sum(amount) FILTER (WHERE invoice_id IS NULL), 0) AS money, -coalesce(sum(amount) FILTER (WHERE kind <> 'REFUND'), 0) AS paid,
    coalesce(bool_and(client_id = p.client_id AND party = 'CLIENT' AND receipt_id IS NOT NULL AND kind IN ('PREPAYMENT', 'PAYMENT', 'REFUND')), true) AS own
  INTO m FROM public.ledger_movements WHERE package_id = which;
  IF NOT m.own OR m.money < 0 OR m.paid > p.amount_due OR (p.ended_at IS NOT NULL AND m.money <> 0) OR EXISTS (
      SELECT FROM public.ledger_movements WHERE package_id = which AND invoice_id IS NULL GROUP BY receipt_id HAVING sum(amount) > 0) THEN
    PERFORM public.refuse_as('package_money_check', 'the money of a package does not agree');
  END IF;
  IF EXISTS (
    SELECT FROM public.package_uses u JOIN public.invoice_line_items l ON l.id = u.line_id JOIN public.invoices i ON i.id = l.invoice_id
    WHERE u.package_id = which AND NOT (u.visit <= p.visits AND i.client_id = p.client_id AND i.insurance_id IS NULL AND i.funding_id IS NULL
      AND (p.learner_id IS NULL OR l.learner_id IS NOT DISTINCT FROM p.learner_id) AND l.service_code_id = p.service_code_id
      AND l.quantity = 1 AND l.discount_amount = 0 AND l.unit_price = public.package_price(p.price, p.visits, u.visit)
      AND l.service_date >= p.valid_from AND (p.expires_on IS NULL OR l.service_date <= p.expires_on))
  ) THEN
    PERFORM public.refuse_as('package_uses_agree_check', 'a line does not agree with the package that it uses');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION billing_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE NEW.what
    WHEN 'i' THEN PERFORM public.invoice_agrees(NEW.id);
    WHEN 'a' THEN PERFORM public.account_agrees(NEW.id);
    WHEN 'r' THEN PERFORM public.receipt_agrees(NEW.id);
    WHEN 'c' THEN PERFORM public.credit_note_agrees(NEW.id);
    WHEN 't' THEN PERFORM public.reversal_agrees(NEW.id);
    WHEN 'k' THEN PERFORM public.claim_agrees(NEW.id);
    WHEN 'p' THEN PERFORM public.package_agrees(NEW.id);
  END CASE;
  DELETE FROM public.billing_touched WHERE what = NEW.what AND id = NEW.id AND xid = NEW.xid;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION touched_ledger_movements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.touch_billing('i', (SELECT array_agg(DISTINCT r.invoice_id) FROM rows r));
  PERFORM public.touch_billing('a', (SELECT array_agg(DISTINCT r.client_id) FROM rows r WHERE r.invoice_id IS NULL));
  PERFORM public.touch_billing('r', (SELECT array_agg(DISTINCT r.receipt_id) FROM rows r));
  PERFORM public.touch_billing('c', (SELECT array_agg(DISTINCT r.credit_note_id) FROM rows r));
  PERFORM public.touch_billing('p', (SELECT array_agg(DISTINCT r.package_id) FROM rows r));
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION touched_invoice_line_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.touch_billing('i', (SELECT array_agg(DISTINCT r.invoice_id) FROM rows r));
  PERFORM public.touch_billing('p', (SELECT array_agg(DISTINCT r.package_id) FROM rows r));
  RETURN NULL;
END $$;
CREATE FUNCTION touched_client_packages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.touch_billing('p', (SELECT array_agg(r.id) FROM rows r));
  RETURN NULL;
END $$;
CREATE TRIGGER touched_insert AFTER INSERT ON client_packages REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION touched_client_packages();
CREATE TRIGGER touched_update AFTER UPDATE ON client_packages REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION touched_client_packages();

-- What stands in a package is not free: by party, and by package.
CREATE OR REPLACE FUNCTION account_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.ledger_movements WHERE client_id = which AND invoice_id IS NULL
      GROUP BY party, insurance_id, funding_id, package_id HAVING sum(amount) > 0) THEN
    PERFORM public.refuse_as('account_agrees_check', 'there is not so much on account');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION reversal_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (
      SELECT kind, party, insurance_id, funding_id, invoice_id, line_id, line_tax_id, receipt_id, payment_id, refund_id, credit_note_id, package_id, amount
      FROM public.ledger_movements WHERE transaction_id = which
      UNION ALL
      SELECT kind, party, insurance_id, funding_id, invoice_id, line_id, line_tax_id, receipt_id, payment_id, refund_id, credit_note_id, package_id, amount
      FROM public.ledger_movements WHERE transaction_id = (SELECT reverses_id FROM public.ledger_transactions WHERE id = which)
    ) AS both_of_them
    GROUP BY kind, party, insurance_id, funding_id, invoice_id, line_id, line_tax_id, receipt_id, payment_id, refund_id, credit_note_id, package_id HAVING sum(amount) <> 0
  ) THEN
    PERFORM public.refuse_as('reversal_agrees_check', 'a reversal is the exact inverse of what it reverses');
  END IF;
END $$;
