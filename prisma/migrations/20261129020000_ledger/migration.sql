-- The ledger: every cent that anybody owes is the sum of movements that are never changed and never deleted.

CREATE TYPE "ledger_party" AS ENUM ('CLIENT', 'INSURANCE', 'FUNDING', 'PRACTICE');
CREATE TYPE "ledger_kind" AS ENUM ('CHARGE', 'TAX', 'DISCOUNT', 'TRANSFER', 'PAYMENT', 'REFUND', 'ADJUSTMENT', 'WRITE_OFF', 'CREDIT', 'PREPAYMENT');
CREATE TYPE "tax_purpose" AS ENUM ('CARE', 'EVALUATION', 'PRODUCT', 'OTHER');
ALTER TABLE "service_codes" ADD COLUMN     "tax_purpose" "tax_purpose";
ALTER TABLE "invoices" ADD COLUMN     "sent_at" TIMESTAMP(3);
ALTER TABLE "invoice_line_items" ADD COLUMN     "list_price" DECIMAL(15,2),
ADD COLUMN     "position" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "reason" TEXT;
ALTER TABLE "payments" ADD COLUMN     "receipt_id" BIGINT,
ADD COLUMN     "reversed_at" TIMESTAMP(3);

CREATE TABLE "invoice_line_taxes" (
    "id" BIGSERIAL NOT NULL,
    "line_id" BIGINT NOT NULL,
    "tax_rate_id" BIGINT,
    "name" TEXT NOT NULL,
    "rate" DECIMAL(8,5) NOT NULL,
    "base" DECIMAL(15,2) NOT NULL,
    "amount" DECIMAL(15,2) NOT NULL,
    "registration_number" TEXT,

    CONSTRAINT "invoice_line_taxes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "credit_notes" (
    "id" BIGSERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "invoice_id" BIGINT NOT NULL,
    "issue_date" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "net_amount" DECIMAL(15,2) NOT NULL,
    "tax_amount" DECIMAL(15,2) NOT NULL,
    "total" DECIMAL(15,2) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,

    CONSTRAINT "credit_notes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "credit_note_lines" (
    "id" BIGSERIAL NOT NULL,
    "credit_note_id" BIGINT NOT NULL,
    "line_id" BIGINT NOT NULL,
    "net_amount" DECIMAL(15,2) NOT NULL,
    "tax_amount" DECIMAL(15,2) NOT NULL,

    CONSTRAINT "credit_note_lines_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "number_series" (
    "series" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "first" INTEGER NOT NULL DEFAULT 1,
    "last" INTEGER NOT NULL,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("series","year")
);

CREATE TABLE "ledger_transactions" (
    "id" BIGSERIAL NOT NULL,
    "client_id" BIGINT NOT NULL,
    "effective_date" DATE NOT NULL,
    "recorded_at" TIMESTAMP(3) NOT NULL,
    "recorded_by" BIGINT,
    "act" TEXT NOT NULL,
    "reason" TEXT,
    "reverses_id" BIGINT,

    CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ledger_movements" (
    "id" BIGSERIAL NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "effective_date" DATE NOT NULL,
    "kind" "ledger_kind" NOT NULL,
    "party" "ledger_party" NOT NULL,
    "insurance_id" BIGINT,
    "funding_id" BIGINT,
    "invoice_id" BIGINT,
    "line_id" BIGINT,
    "line_tax_id" BIGINT,
    "receipt_id" BIGINT,
    "payment_id" BIGINT,
    "refund_id" BIGINT,
    "credit_note_id" BIGINT,
    "amount" DECIMAL(15,2) NOT NULL,
    "due_on" DATE,

    CONSTRAINT "ledger_movements_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "billing_periods" (
    "id" BIGSERIAL NOT NULL,
    "month" DATE NOT NULL,
    "closed_at" TIMESTAMP(3),
    "closed_by" BIGINT,
    "reopened_at" TIMESTAMP(3),
    "reopened_by" BIGINT,
    "reason" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "billing_periods_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "receipts" (
    "id" BIGSERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "party" "ledger_party" NOT NULL,
    "insurance_id" BIGINT,
    "funding_id" BIGINT,
    "caregiver_id" BIGINT,
    "received_on" DATE NOT NULL,
    "amount" DECIMAL(15,2) NOT NULL,
    "payment_method" "payment_method" NOT NULL,
    "reference_number" TEXT,
    "notes" TEXT,
    "reversed_at" TIMESTAMP(3),
    "reversal_reason" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,

    CONSTRAINT "receipts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "refunds" (
    "id" BIGSERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "receipt_id" BIGINT NOT NULL,
    "refunded_on" DATE NOT NULL,
    "amount" DECIMAL(15,2) NOT NULL,
    "payment_method" "payment_method" NOT NULL,
    "reference_number" TEXT,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "service_rates" (
    "id" BIGSERIAL NOT NULL,
    "service_code_id" BIGINT NOT NULL,
    "rate" DECIMAL(15,2) NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "service_rates_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "tax_rates" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" "tax_purpose" NOT NULL,
    "country" TEXT NOT NULL,
    "region" TEXT,
    "rate" DECIMAL(8,5) NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "registration_number" TEXT,
    "source" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "tax_rates_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "invoice_line_taxes_tax_rate_id_idx" ON "invoice_line_taxes"("tax_rate_id");
CREATE UNIQUE INDEX "invoice_line_taxes_line_id_name_key" ON "invoice_line_taxes"("line_id", "name");
CREATE UNIQUE INDEX "credit_notes_number_key" ON "credit_notes"("number");
CREATE INDEX "credit_notes_invoice_id_idx" ON "credit_notes"("invoice_id");
CREATE INDEX "credit_notes_issue_date_idx" ON "credit_notes"("issue_date");
CREATE INDEX "credit_notes_created_by_idx" ON "credit_notes"("created_by");
CREATE INDEX "credit_note_lines_line_id_idx" ON "credit_note_lines"("line_id");
CREATE UNIQUE INDEX "credit_note_lines_credit_note_id_line_id_key" ON "credit_note_lines"("credit_note_id", "line_id");
CREATE UNIQUE INDEX "ledger_transactions_reverses_id_key" ON "ledger_transactions"("reverses_id");
CREATE INDEX "ledger_transactions_client_id_effective_date_id_idx" ON "ledger_transactions"("client_id", "effective_date", "id");
CREATE INDEX "ledger_transactions_effective_date_id_idx" ON "ledger_transactions"("effective_date", "id");
CREATE INDEX "ledger_transactions_recorded_by_idx" ON "ledger_transactions"("recorded_by");
CREATE INDEX "ledger_movements_transaction_id_idx" ON "ledger_movements"("transaction_id");
CREATE INDEX "ledger_movements_client_id_effective_date_id_idx" ON "ledger_movements"("client_id", "effective_date", "id");
CREATE INDEX "ledger_movements_effective_date_kind_idx" ON "ledger_movements"("effective_date", "kind");
CREATE INDEX "ledger_movements_invoice_id_idx" ON "ledger_movements"("invoice_id");
CREATE INDEX "ledger_movements_line_id_idx" ON "ledger_movements"("line_id");
CREATE INDEX "ledger_movements_line_tax_id_idx" ON "ledger_movements"("line_tax_id");
CREATE INDEX "ledger_movements_insurance_id_idx" ON "ledger_movements"("insurance_id");
CREATE INDEX "ledger_movements_funding_id_idx" ON "ledger_movements"("funding_id");
CREATE INDEX "ledger_movements_receipt_id_idx" ON "ledger_movements"("receipt_id");
CREATE INDEX "ledger_movements_payment_id_idx" ON "ledger_movements"("payment_id");
CREATE INDEX "ledger_movements_refund_id_idx" ON "ledger_movements"("refund_id");
CREATE INDEX "ledger_movements_credit_note_id_idx" ON "ledger_movements"("credit_note_id");
CREATE UNIQUE INDEX "billing_periods_month_key" ON "billing_periods"("month");
CREATE INDEX "billing_periods_closed_by_idx" ON "billing_periods"("closed_by");
CREATE INDEX "billing_periods_reopened_by_idx" ON "billing_periods"("reopened_by");
CREATE UNIQUE INDEX "receipts_number_key" ON "receipts"("number");
CREATE INDEX "receipts_client_id_received_on_id_idx" ON "receipts"("client_id", "received_on", "id");
CREATE INDEX "receipts_insurance_id_idx" ON "receipts"("insurance_id");
CREATE INDEX "receipts_funding_id_idx" ON "receipts"("funding_id");
CREATE INDEX "receipts_caregiver_id_idx" ON "receipts"("caregiver_id");
CREATE INDEX "receipts_created_by_idx" ON "receipts"("created_by");
CREATE UNIQUE INDEX "refunds_number_key" ON "refunds"("number");
CREATE INDEX "refunds_receipt_id_idx" ON "refunds"("receipt_id");
CREATE INDEX "refunds_refunded_on_idx" ON "refunds"("refunded_on");
CREATE INDEX "refunds_created_by_idx" ON "refunds"("created_by");
CREATE INDEX "service_rates_created_by_idx" ON "service_rates"("created_by");
CREATE INDEX "service_rates_updated_by_idx" ON "service_rates"("updated_by");
CREATE UNIQUE INDEX "service_rates_service_code_id_valid_from_key" ON "service_rates"("service_code_id", "valid_from");
CREATE INDEX "tax_rates_created_by_idx" ON "tax_rates"("created_by");
CREATE INDEX "tax_rates_updated_by_idx" ON "tax_rates"("updated_by");
CREATE INDEX "payments_receipt_id_idx" ON "payments"("receipt_id");
ALTER TABLE "invoice_line_taxes" ADD CONSTRAINT "invoice_line_taxes_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "invoice_line_items"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "invoice_line_taxes" ADD CONSTRAINT "invoice_line_taxes_tax_rate_id_fkey" FOREIGN KEY ("tax_rate_id") REFERENCES "tax_rates"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "credit_note_lines" ADD CONSTRAINT "credit_note_lines_credit_note_id_fkey" FOREIGN KEY ("credit_note_id") REFERENCES "credit_notes"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "credit_note_lines" ADD CONSTRAINT "credit_note_lines_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "invoice_line_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_recorded_by_fkey" FOREIGN KEY ("recorded_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_reverses_id_fkey" FOREIGN KEY ("reverses_id") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_insurance_id_fkey" FOREIGN KEY ("insurance_id") REFERENCES "client_insurance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_funding_id_fkey" FOREIGN KEY ("funding_id") REFERENCES "client_funding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "invoice_line_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_line_tax_id_fkey" FOREIGN KEY ("line_tax_id") REFERENCES "invoice_line_taxes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "receipts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refunds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_movements" ADD CONSTRAINT "ledger_movements_credit_note_id_fkey" FOREIGN KEY ("credit_note_id") REFERENCES "credit_notes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "billing_periods" ADD CONSTRAINT "billing_periods_closed_by_fkey" FOREIGN KEY ("closed_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "billing_periods" ADD CONSTRAINT "billing_periods_reopened_by_fkey" FOREIGN KEY ("reopened_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "payments" ADD CONSTRAINT "payments_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "receipts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_insurance_id_fkey" FOREIGN KEY ("insurance_id") REFERENCES "client_insurance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_funding_id_fkey" FOREIGN KEY ("funding_id") REFERENCES "client_funding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_caregiver_id_fkey" FOREIGN KEY ("caregiver_id") REFERENCES "caregivers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "receipts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "service_rates" ADD CONSTRAINT "service_rates_service_code_id_fkey" FOREIGN KEY ("service_code_id") REFERENCES "service_codes"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "service_rates" ADD CONSTRAINT "service_rates_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "service_rates" ADD CONSTRAINT "service_rates_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "tax_rates" ADD CONSTRAINT "tax_rates_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "tax_rates" ADD CONSTRAINT "tax_rates_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- By hand: what Prisma has no words for.

CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON receipts FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON service_rates FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON tax_rates FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON billing_periods FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

ALTER TABLE receipts ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (search_text(number || ' ' || coalesce(reference_number, ''))) STORED;
CREATE INDEX receipts_search_idx ON receipts USING gin (search gin_trgm_ops);
ALTER TABLE refunds ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (search_text(number || ' ' || coalesce(reference_number, ''))) STORED;
CREATE INDEX refunds_search_idx ON refunds USING gin (search gin_trgm_ops);
ALTER TABLE credit_notes ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (search_text(number || ' ' || reason)) STORED;
CREATE INDEX credit_notes_search_idx ON credit_notes USING gin (search gin_trgm_ops);
ALTER TABLE tax_rates ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (search_text(name || ' ' || coalesce(region, ''))) STORED;
CREATE INDEX tax_rates_search_idx ON tax_rates USING gin (search gin_trgm_ops);
CREATE INDEX receipts_updated_at_idx ON receipts (updated_at, id);
CREATE INDEX receipts_received_on_idx ON receipts (received_on, id);
-- The same money told of twice: by us, and by the processor's list.
CREATE INDEX receipts_reference_idx ON receipts (reference_number, amount) WHERE reference_number IS NOT NULL;
CREATE INDEX invoice_line_items_order_idx ON invoice_line_items (invoice_id, position, id);

ALTER TABLE service_rates
  ADD CONSTRAINT service_rates_rate_check CHECK (rate >= 0),
  ADD CONSTRAINT service_rates_days_check CHECK (valid_to >= valid_from),
  ADD CONSTRAINT service_rates_excl EXCLUDE USING gist (service_code_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&);
ALTER TABLE tax_rates
  ADD CONSTRAINT tax_rates_name_check CHECK (btrim(name) <> ''),
  ADD CONSTRAINT tax_rates_rate_check CHECK (rate > 0 AND rate <= 100),
  ADD CONSTRAINT tax_rates_days_check CHECK (valid_to >= valid_from),
  ADD CONSTRAINT tax_rates_excl EXCLUDE USING gist
    (name WITH =, country WITH =, (coalesce(region, '')) WITH =, purpose WITH =, daterange(valid_from, valid_to, '[]') WITH &&);
ALTER TABLE number_series ADD CONSTRAINT number_series_last_check CHECK (first >= 1 AND last >= first - 1);
ALTER TABLE billing_periods
  ADD CONSTRAINT billing_periods_month_check CHECK (extract(day FROM month) = 1),
  ADD CONSTRAINT billing_periods_reopened_check CHECK (reopened_at IS NULL OR btrim(reason) <> '');

-- What stood here before the ledger is carried over: figures that follow from lines are worked out anew, and what each invoice was said
-- to have been paid is kept, as a payment where there is one, as an adjustment with that reason where there is none.
ALTER TABLE invoice_line_items DISABLE TRIGGER USER;
UPDATE invoice_line_items l SET discount_amount = least(discount_amount, round(quantity * unit_price, 2));
UPDATE invoice_line_items l SET
  position = n.position,
  tax_amount = round((round(quantity * unit_price, 2) - discount_amount) * tax_rate / 100, 2)
FROM (SELECT id, row_number() OVER (PARTITION BY invoice_id ORDER BY id) AS position FROM invoice_line_items) n WHERE n.id = l.id;
UPDATE invoice_line_items SET line_total = round(quantity * unit_price, 2) - discount_amount + tax_amount;
INSERT INTO invoice_line_taxes (line_id, name, rate, base, amount)
  SELECT id, 'Tax', tax_rate, round(quantity * unit_price, 2) - discount_amount, tax_amount FROM invoice_line_items WHERE tax_rate > 0;
ALTER TABLE invoice_line_items ENABLE TRIGGER USER;

-- An invoice without lines gets one of what it came to.
INSERT INTO service_codes (code, description, rate, billable_unit, is_active)
  SELECT 'CARRIED-OVER', 'Carried over from before the ledger', 0, 'SESSION', false
  WHERE EXISTS (SELECT FROM invoices i WHERE total_amount > 0 AND NOT EXISTS (SELECT FROM invoice_line_items l WHERE l.invoice_id = i.id))
  ON CONFLICT (code) DO NOTHING;
INSERT INTO invoice_line_items (invoice_id, service_code_id, description, service_date, quantity, unit_price, line_total, position)
  SELECT i.id, s.id, 'Carried over', i.issue_date, 1, i.total_amount, i.total_amount, 1
  FROM invoices i JOIN service_codes s ON s.code = 'CARRIED-OVER'
  WHERE i.total_amount > 0 AND NOT EXISTS (SELECT FROM invoice_line_items l WHERE l.invoice_id = i.id);

CREATE TEMPORARY TABLE carried ON COMMIT DROP AS
  SELECT i.id, i.client_id, i.status AS old_status, i.amount_paid AS old_paid, i.total_amount AS old_total,
    coalesce(l.subtotal, 0) AS subtotal, coalesce(l.tax, 0) AS tax, coalesce(l.discount, 0) AS discount,
    coalesce(l.subtotal + l.tax - l.discount, 0) AS total, coalesce(p.paid, 0) AS paid,
    CASE WHEN i.insurance_id IS NOT NULL AND i.funding_source = 'INSURANCE' THEN 'INSURANCE'
         WHEN i.funding_id IS NOT NULL AND i.funding_source IN ('SCHOLARSHIP', 'GRANT') THEN 'FUNDING' ELSE 'CLIENT' END::ledger_party AS party,
    NULL::bigint AS transaction_id
  FROM invoices i
  LEFT JOIN (SELECT invoice_id, sum(round(quantity * unit_price, 2)) AS subtotal, sum(tax_amount) AS tax, sum(discount_amount) AS discount
             FROM invoice_line_items GROUP BY 1) l ON l.invoice_id = i.id
  LEFT JOIN (SELECT invoice_id, sum(amount) AS paid FROM payments GROUP BY 1) p ON p.invoice_id = i.id;
UPDATE invoices i SET
  subtotal = c.subtotal, tax_amount = c.tax, discount_amount = c.discount, total_amount = c.total, amount_paid = 0, balance = c.total,
  notes = CASE WHEN c.total = c.old_total THEN i.notes
               ELSE concat_ws(E'\n', i.notes, 'Before the ledger its total was given as ' || c.old_total || '.') END,
  -- A draft that was paid on is none.
  status = CASE WHEN c.old_status = 'DRAFT' AND c.paid > 0 THEN 'SENT' ELSE i.status END,
  sent_at = CASE WHEN c.old_status = 'DRAFT' AND c.paid = 0 THEN NULL ELSE i.created_at END,
  invoice_number = CASE WHEN c.old_status = 'DRAFT' AND c.paid = 0 THEN 'DRAFT-' || i.id ELSE i.invoice_number END
FROM carried c WHERE c.id = i.id;
DELETE FROM carried c USING invoices i WHERE i.id = c.id AND i.status = 'DRAFT';
INSERT INTO number_series (series, year, first, last)
  SELECT 'INVOICE', substring(invoice_number, 1, 4)::int, max(substring(invoice_number, 6)::int) + 1, max(substring(invoice_number, 6)::int)
  FROM invoices WHERE invoice_number ~ '^\d{4}-\d{1,9}$' GROUP BY 2;

DO $$
DECLARE
  one record;
  paid record;
  act bigint;
  receipt bigint;
  note bigint;
  refund bigint;
  open numeric;
  part numeric;
BEGIN
  FOR one IN SELECT c.*, i.insurance_id, i.funding_id, i.issue_date, i.due_date FROM carried c JOIN invoices i ON i.id = c.id ORDER BY c.id LOOP
    INSERT INTO ledger_transactions (client_id, effective_date, recorded_at, act, reason)
      VALUES (one.client_id, one.issue_date, clock_timestamp() AT TIME ZONE 'UTC', 'CARRIED_OVER', 'Carried over from before the ledger')
      RETURNING id INTO act;
    INSERT INTO ledger_movements (transaction_id, client_id, effective_date, kind, party, insurance_id, funding_id, invoice_id, line_id, line_tax_id, amount, due_on)
      SELECT act, one.client_id, one.issue_date, m.kind::ledger_kind, one.party,
        CASE WHEN one.party = 'INSURANCE' THEN one.insurance_id END, CASE WHEN one.party = 'FUNDING' THEN one.funding_id END,
        one.id, m.line_id, m.line_tax_id, m.amount, CASE WHEN m.amount > 0 THEN one.due_date END
      FROM (
        SELECT 1 AS n, 'CHARGE' AS kind, id AS line_id, NULL::bigint AS line_tax_id, round(quantity * unit_price, 2) AS amount FROM invoice_line_items WHERE invoice_id = one.id
        UNION ALL SELECT 2, 'DISCOUNT', id, NULL, -discount_amount FROM invoice_line_items WHERE invoice_id = one.id
        UNION ALL SELECT 3, 'TAX', t.line_id, t.id, t.amount FROM invoice_line_taxes t JOIN invoice_line_items l ON l.id = t.line_id WHERE l.invoice_id = one.id
      ) m WHERE m.amount <> 0 ORDER BY m.line_id, m.n;
    open := one.total;
    FOR paid IN SELECT * FROM payments WHERE invoice_id = one.id ORDER BY payment_date, id LOOP
      INSERT INTO receipts (number, client_id, party, insurance_id, funding_id, received_on, amount, payment_method, reference_number, notes, created_at, created_by)
        VALUES ('R-CARRIED-' || paid.id, one.client_id, one.party,
          CASE WHEN one.party = 'INSURANCE' THEN one.insurance_id END, CASE WHEN one.party = 'FUNDING' THEN one.funding_id END,
          paid.payment_date, paid.amount, paid.payment_method, paid.reference_number, paid.notes, paid.created_at, paid.received_by)
        RETURNING id INTO receipt;
      INSERT INTO ledger_transactions (client_id, effective_date, recorded_at, act, reason)
        VALUES (one.client_id, paid.payment_date, clock_timestamp() AT TIME ZONE 'UTC', 'CARRIED_OVER', 'Carried over from before the ledger')
        RETURNING id INTO act;
      part := least(paid.amount, open);
      IF part > 0 THEN
        UPDATE payments SET receipt_id = receipt, amount = part WHERE id = paid.id;
        INSERT INTO ledger_movements (transaction_id, client_id, effective_date, kind, party, insurance_id, funding_id, invoice_id, receipt_id, payment_id, amount)
          VALUES (act, one.client_id, paid.payment_date, 'PAYMENT', one.party, CASE WHEN one.party = 'INSURANCE' THEN one.insurance_id END,
            CASE WHEN one.party = 'FUNDING' THEN one.funding_id END, one.id, receipt, paid.id, -part);
      ELSE
        DELETE FROM payments WHERE id = paid.id;
      END IF;
      -- What was more than the invoice is money on account.
      IF paid.amount > part THEN
        INSERT INTO ledger_movements (transaction_id, client_id, effective_date, kind, party, insurance_id, funding_id, receipt_id, amount)
          VALUES (act, one.client_id, paid.payment_date, 'PREPAYMENT', one.party, CASE WHEN one.party = 'INSURANCE' THEN one.insurance_id END,
            CASE WHEN one.party = 'FUNDING' THEN one.funding_id END, receipt, part - paid.amount);
      END IF;
      IF one.old_status = 'REFUNDED' AND part > 0 THEN
        INSERT INTO refunds (number, receipt_id, refunded_on, amount, payment_method, reason)
          VALUES ('RF-CARRIED-' || paid.id, receipt, paid.payment_date, part, paid.payment_method, 'Carried over from before the ledger') RETURNING id INTO refund;
        INSERT INTO ledger_movements (transaction_id, client_id, effective_date, kind, party, insurance_id, funding_id, invoice_id, receipt_id, refund_id, amount)
          VALUES (act, one.client_id, paid.payment_date, 'REFUND', one.party, CASE WHEN one.party = 'INSURANCE' THEN one.insurance_id END,
            CASE WHEN one.party = 'FUNDING' THEN one.funding_id END, one.id, receipt, refund, part);
      ELSE
        open := open - part;
      END IF;
    END LOOP;
    INSERT INTO ledger_transactions (client_id, effective_date, recorded_at, act, reason)
      VALUES (one.client_id, one.issue_date, clock_timestamp() AT TIME ZONE 'UTC', 'CARRIED_OVER', 'Carried over from before the ledger')
      RETURNING id INTO act;
    IF one.old_status IN ('CANCELLED', 'REFUNDED') AND open = one.total AND one.total > 0 THEN
      INSERT INTO credit_notes (number, invoice_id, issue_date, reason, net_amount, tax_amount, total)
        VALUES ('CN-CARRIED-' || one.id, one.id, one.issue_date, 'Carried over from before the ledger', one.subtotal - one.discount, one.tax, one.total)
        RETURNING id INTO note;
      INSERT INTO credit_note_lines (credit_note_id, line_id, net_amount, tax_amount)
        SELECT note, id, line_total - tax_amount, tax_amount FROM invoice_line_items WHERE invoice_id = one.id AND line_total > 0;
      INSERT INTO ledger_movements (transaction_id, client_id, effective_date, kind, party, insurance_id, funding_id, invoice_id, line_id, line_tax_id, credit_note_id, amount)
        SELECT act, one.client_id, one.issue_date, 'CREDIT', one.party, CASE WHEN one.party = 'INSURANCE' THEN one.insurance_id END,
          CASE WHEN one.party = 'FUNDING' THEN one.funding_id END, one.id, m.line_id, m.line_tax_id, note, -m.amount
        FROM (SELECT id AS line_id, NULL::bigint AS line_tax_id, line_total - tax_amount AS amount FROM invoice_line_items WHERE invoice_id = one.id
              UNION ALL SELECT t.line_id, t.id, t.amount FROM invoice_line_taxes t JOIN invoice_line_items l ON l.id = t.line_id WHERE l.invoice_id = one.id) m
        WHERE m.amount <> 0;
      open := 0;
    ELSE
      part := CASE WHEN one.old_status IN ('PAID', 'CANCELLED', 'REFUNDED') THEN open ELSE least(open, greatest(0, one.old_paid - one.paid)) END;
      IF part > 0 THEN
        INSERT INTO ledger_movements (transaction_id, client_id, effective_date, kind, party, insurance_id, funding_id, invoice_id, amount)
          VALUES (act, one.client_id, one.issue_date, 'ADJUSTMENT', one.party, CASE WHEN one.party = 'INSURANCE' THEN one.insurance_id END,
            CASE WHEN one.party = 'FUNDING' THEN one.funding_id END, one.id, -part);
        open := open - part;
      END IF;
    END IF;
    UPDATE invoices SET balance = open, amount_paid = one.total - open, status = (
      SELECT CASE WHEN open > 0 AND one.old_status = 'OVERDUE' THEN 'OVERDUE'
                  WHEN open > 0 THEN 'SENT'
                  WHEN one.total > 0 AND credited = -one.total THEN CASE WHEN refunded > 0 THEN 'REFUNDED' ELSE 'CANCELLED' END
                  ELSE 'PAID' END::invoice_status
      FROM (SELECT coalesce(sum(amount) FILTER (WHERE kind = 'CREDIT'), 0) AS credited, coalesce(sum(amount) FILTER (WHERE kind = 'REFUND'), 0) AS refunded
            FROM ledger_movements WHERE invoice_id = one.id) m)
    WHERE id = one.id;
  END LOOP;
END $$;
DELETE FROM ledger_transactions t WHERE NOT EXISTS (SELECT FROM ledger_movements m WHERE m.transaction_id = t.id);
-- Documented tables take no column that must be given besides; the rule asks for it all the same.
ALTER TABLE payments ADD CONSTRAINT payments_receipt_check CHECK (receipt_id IS NOT NULL);
INSERT INTO service_rates (service_code_id, rate, valid_from) SELECT id, rate, '2000-01-01' FROM service_codes;

-- What holds for a row by itself.
ALTER TABLE invoices
  ADD CONSTRAINT invoices_open_check CHECK (balance >= 0),
  ADD CONSTRAINT invoices_number_check CHECK ((sent_at IS NULL) = (invoice_number = 'DRAFT-' || id)),
  ADD CONSTRAINT invoices_sent_check CHECK (CASE WHEN sent_at IS NULL THEN status IN ('DRAFT', 'CANCELLED') ELSE status <> 'DRAFT' END),
  ADD CONSTRAINT invoices_payer_check CHECK (
    (insurance_id IS NULL OR funding_source = 'INSURANCE') AND (funding_id IS NULL OR funding_source IN ('SCHOLARSHIP', 'GRANT'))),
  ADD CONSTRAINT invoices_id_client_id_key UNIQUE (id, client_id);
ALTER TABLE invoice_line_items
  ADD CONSTRAINT invoice_line_items_discount_check CHECK (discount_amount <= round(quantity * unit_price, 2)),
  ADD CONSTRAINT invoice_line_items_total_check CHECK (line_total = round(quantity * unit_price, 2) - discount_amount + tax_amount),
  ADD CONSTRAINT invoice_line_items_id_invoice_id_key UNIQUE (id, invoice_id);
ALTER TABLE invoice_line_taxes
  ADD CONSTRAINT invoice_line_taxes_rate_check CHECK (rate >= 0 AND rate <= 100),
  ADD CONSTRAINT invoice_line_taxes_amount_check CHECK (amount = round(base * rate / 100, 2)),
  ADD CONSTRAINT invoice_line_taxes_id_line_id_key UNIQUE (id, line_id);
ALTER TABLE credit_notes
  ADD CONSTRAINT credit_notes_amounts_check CHECK (net_amount >= 0 AND tax_amount >= 0 AND total > 0 AND total = net_amount + tax_amount),
  ADD CONSTRAINT credit_notes_reason_check CHECK (btrim(reason) <> '');
ALTER TABLE credit_note_lines ADD CONSTRAINT credit_note_lines_amounts_check CHECK (net_amount >= 0 AND tax_amount >= 0);
ALTER TABLE client_insurance ADD CONSTRAINT client_insurance_id_client_id_key UNIQUE (id, client_id);
ALTER TABLE client_funding ADD CONSTRAINT client_funding_id_client_id_key UNIQUE (id, client_id);
ALTER TABLE caregivers ADD CONSTRAINT caregivers_id_client_id_key UNIQUE (id, client_id);
ALTER TABLE receipts
  ADD CONSTRAINT receipts_amount_check CHECK (amount > 0),
  ADD CONSTRAINT receipts_party_check CHECK ((party = 'INSURANCE') = (insurance_id IS NOT NULL) AND (party = 'FUNDING') = (funding_id IS NOT NULL)),
  ADD CONSTRAINT receipts_reversal_check CHECK ((reversed_at IS NULL) = (reversal_reason IS NULL)),
  ADD CONSTRAINT receipts_id_client_id_key UNIQUE (id, client_id),
  ADD CONSTRAINT receipts_insurance_of_client_fkey FOREIGN KEY (insurance_id, client_id) REFERENCES client_insurance (id, client_id),
  ADD CONSTRAINT receipts_funding_of_client_fkey FOREIGN KEY (funding_id, client_id) REFERENCES client_funding (id, client_id),
  ADD CONSTRAINT receipts_caregiver_of_client_fkey FOREIGN KEY (caregiver_id, client_id) REFERENCES caregivers (id, client_id);
ALTER TABLE refunds
  ADD CONSTRAINT refunds_amount_check CHECK (amount > 0),
  ADD CONSTRAINT refunds_reason_check CHECK (btrim(reason) <> '');
ALTER TABLE invoices
  ADD CONSTRAINT invoices_insurance_of_client_fkey FOREIGN KEY (insurance_id, client_id) REFERENCES client_insurance (id, client_id),
  ADD CONSTRAINT invoices_funding_of_client_fkey FOREIGN KEY (funding_id, client_id) REFERENCES client_funding (id, client_id);
ALTER TABLE ledger_transactions
  ADD CONSTRAINT ledger_transactions_id_client_id_key UNIQUE (id, client_id, effective_date);
ALTER TABLE ledger_movements
  ADD CONSTRAINT ledger_movements_amount_check CHECK (amount <> 0),
  ADD CONSTRAINT ledger_movements_party_check CHECK ((party = 'INSURANCE') = (insurance_id IS NOT NULL) AND (party = 'FUNDING') = (funding_id IS NOT NULL)),
  ADD CONSTRAINT ledger_movements_kind_check CHECK (
    CASE kind
      WHEN 'CHARGE' THEN line_id IS NOT NULL
      WHEN 'DISCOUNT' THEN line_id IS NOT NULL
      WHEN 'TAX' THEN line_tax_id IS NOT NULL
      WHEN 'PAYMENT' THEN payment_id IS NOT NULL AND receipt_id IS NOT NULL
      WHEN 'REFUND' THEN refund_id IS NOT NULL AND receipt_id IS NOT NULL
      WHEN 'CREDIT' THEN credit_note_id IS NOT NULL
      WHEN 'PREPAYMENT' THEN receipt_id IS NOT NULL AND invoice_id IS NULL
      ELSE true
    END
    AND (invoice_id IS NOT NULL OR (kind IN ('PREPAYMENT', 'REFUND', 'TRANSFER') AND line_id IS NULL))
    AND (line_id IS NULL OR invoice_id IS NOT NULL) AND (line_tax_id IS NULL OR line_id IS NOT NULL)),
  ADD CONSTRAINT ledger_movements_of_transaction_fkey FOREIGN KEY (transaction_id, client_id, effective_date) REFERENCES ledger_transactions (id, client_id, effective_date),
  ADD CONSTRAINT ledger_movements_invoice_of_client_fkey FOREIGN KEY (invoice_id, client_id) REFERENCES invoices (id, client_id),
  ADD CONSTRAINT ledger_movements_line_of_invoice_fkey FOREIGN KEY (line_id, invoice_id) REFERENCES invoice_line_items (id, invoice_id),
  ADD CONSTRAINT ledger_movements_tax_of_line_fkey FOREIGN KEY (line_tax_id, line_id) REFERENCES invoice_line_taxes (id, line_id),
  ADD CONSTRAINT ledger_movements_insurance_of_client_fkey FOREIGN KEY (insurance_id, client_id) REFERENCES client_insurance (id, client_id),
  ADD CONSTRAINT ledger_movements_funding_of_client_fkey FOREIGN KEY (funding_id, client_id) REFERENCES client_funding (id, client_id),
  ADD CONSTRAINT ledger_movements_receipt_of_client_fkey FOREIGN KEY (receipt_id, client_id) REFERENCES receipts (id, client_id);

-- A draft's number is its own, whoever writes it; the real one is given when it is sent.
CREATE FUNCTION invoice_draft_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sent_at IS NULL THEN NEW.invoice_number := 'DRAFT-' || NEW.id; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_draft_number BEFORE INSERT ON invoices FOR EACH ROW EXECUTE FUNCTION invoice_draft_number();

-- What may not change any more. The constraint's name tells the product which words to use.
CREATE FUNCTION refuse_as(name text, said text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = name, MESSAGE = said || ' (violates check constraint "' || name || '")';
END $$;

CREATE FUNCTION ledger_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('ledger_kept_check', TG_TABLE_NAME || ' takes new rows alone');
  RETURN NULL;
END $$;
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['ledger_transactions', 'ledger_movements', 'credit_note_lines'] LOOP
    EXECUTE format('CREATE TRIGGER ledger_is_kept BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION ledger_is_kept()', kept);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['ledger_transactions', 'ledger_movements', 'credit_note_lines', 'credit_notes', 'receipts', 'refunds', 'payments', 'number_series'] LOOP
    EXECUTE format('CREATE TRIGGER ledger_is_kept_whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_kept()', kept);
  END LOOP;
END $$;

-- Papers that went out: all but who made them (an account that is gone), notes, and their reversal stays as it was. (What the database
-- computes, `search`, is not there yet in a row that is about to be written.)
CREATE FUNCTION billing_paper_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE may text[] := TG_ARGV[0]::text[];
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may IS DISTINCT FROM to_jsonb(OLD) - may THEN
    PERFORM public.refuse_as('ledger_kept_check', TG_TABLE_NAME || ' stays as it was written');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER billing_paper_is_kept BEFORE UPDATE OR DELETE ON credit_notes FOR EACH ROW
  EXECUTE FUNCTION billing_paper_is_kept('{created_by,search}');
CREATE TRIGGER billing_paper_is_kept BEFORE UPDATE OR DELETE ON refunds FOR EACH ROW
  EXECUTE FUNCTION billing_paper_is_kept('{created_by,search}');
CREATE TRIGGER billing_paper_is_kept BEFORE UPDATE OR DELETE ON receipts FOR EACH ROW
  EXECUTE FUNCTION billing_paper_is_kept('{created_by,updated_at,notes,reference_number,reversed_at,reversal_reason,search}');
CREATE TRIGGER billing_paper_is_kept BEFORE UPDATE OR DELETE ON payments FOR EACH ROW
  EXECUTE FUNCTION billing_paper_is_kept('{received_by,updated_at,notes,reference_number,reversed_at,search}');

CREATE FUNCTION sent_invoice_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'DRAFT' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    PERFORM public.refuse_as('invoices_kept_check', 'what was sent is never deleted');
  ELSIF to_jsonb(NEW) - '{status,amount_paid,balance,notes,updated_at,updated_by,created_by,search}'::text[]
      IS DISTINCT FROM to_jsonb(OLD) - '{status,amount_paid,balance,notes,updated_at,updated_by,created_by,search}'::text[] THEN
    PERFORM public.refuse_as('invoices_kept_check', 'what was sent stays as it was sent');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sent_invoice_is_kept BEFORE UPDATE OR DELETE ON invoices FOR EACH ROW EXECUTE FUNCTION sent_invoice_is_kept();

CREATE FUNCTION lines_of_drafts_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whose bigint[];
  found text;
BEGIN
  IF TG_TABLE_NAME = 'invoice_line_items' THEN
    whose := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.invoice_id] WHEN 'DELETE' THEN ARRAY[OLD.invoice_id] ELSE ARRAY[OLD.invoice_id, NEW.invoice_id] END;
  ELSE
    SELECT array_agg(l.invoice_id) INTO whose FROM public.invoice_line_items l
    WHERE l.id = ANY (CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.line_id] WHEN 'DELETE' THEN ARRAY[OLD.line_id] ELSE ARRAY[OLD.line_id, NEW.line_id] END);
  END IF;
  -- Whoever sends it holds it: wait, and see it as it has become.
  FOR found IN SELECT i.status::text FROM public.invoices i WHERE i.id = ANY (whose) FOR SHARE LOOP
    IF found <> 'DRAFT' THEN PERFORM public.refuse_as('invoices_kept_check', 'the lines of what was sent stay as they were sent'); END IF;
  END LOOP;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lines_of_drafts_alone BEFORE INSERT OR UPDATE OR DELETE ON invoice_line_items FOR EACH ROW EXECUTE FUNCTION lines_of_drafts_alone();
CREATE TRIGGER lines_of_drafts_alone BEFORE INSERT OR UPDATE OR DELETE ON invoice_line_taxes FOR EACH ROW EXECUTE FUNCTION lines_of_drafts_alone();

-- A closed month takes nothing more. Who writes into a month shares its lock, who closes it takes it alone.
CREATE FUNCTION ledger_month_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(770311, (extract(year FROM NEW.effective_date) * 12 + extract(month FROM NEW.effective_date))::int);
  IF EXISTS (SELECT FROM public.billing_periods p WHERE p.month = date_trunc('month', NEW.effective_date)::date AND p.closed_at IS NOT NULL) THEN
    PERFORM public.refuse_as('ledger_month_closed_check', 'that month is closed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_month_is_open BEFORE INSERT ON ledger_transactions FOR EACH ROW EXECUTE FUNCTION ledger_month_is_open();
CREATE FUNCTION billing_period_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(770311, (extract(year FROM NEW.month) * 12 + extract(month FROM NEW.month))::int);
  RETURN NEW;
END $$;
CREATE TRIGGER billing_period_alone BEFORE INSERT OR UPDATE ON billing_periods FOR EACH ROW EXECUTE FUNCTION billing_period_alone();

-- ---------------------------------------------------------------------------------------------------------------
-- At commit, everything that a transaction touched must agree: figures with lines, lines with taxes, balances with movements. What was
-- touched is noted once, however many rows it was; the note's deferred trigger looks, and takes it away.
CREATE UNLOGGED TABLE billing_touched (
  what "char" NOT NULL,
  id bigint NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (what, id, xid)
);

CREATE FUNCTION touch_billing(touched "char", ids bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO public.billing_touched (what, id) SELECT DISTINCT touched, one FROM unnest(ids) AS one WHERE one IS NOT NULL ON CONFLICT DO NOTHING
$$;

-- One function a table: each is run once a statement, with the rows that the statement wrote.
DO $$
DECLARE
  each record;
  op text;
BEGIN
  FOR each IN SELECT * FROM (VALUES
    ('invoices', $t$PERFORM public.touch_billing('i', (SELECT array_agg(r.id) FROM rows r));$t$),
    ('invoice_line_items', $t$PERFORM public.touch_billing('i', (SELECT array_agg(DISTINCT r.invoice_id) FROM rows r));$t$),
    ('invoice_line_taxes', $t$PERFORM public.touch_billing('i', (SELECT array_agg(DISTINCT l.invoice_id) FROM rows r JOIN public.invoice_line_items l ON l.id = r.line_id));$t$),
    ('ledger_movements', $t$PERFORM public.touch_billing('i', (SELECT array_agg(DISTINCT r.invoice_id) FROM rows r));
      PERFORM public.touch_billing('a', (SELECT array_agg(DISTINCT r.client_id) FROM rows r WHERE r.invoice_id IS NULL));
      PERFORM public.touch_billing('r', (SELECT array_agg(DISTINCT r.receipt_id) FROM rows r));
      PERFORM public.touch_billing('c', (SELECT array_agg(DISTINCT r.credit_note_id) FROM rows r));$t$),
    ('ledger_transactions', $t$PERFORM public.touch_billing('t', (SELECT array_agg(r.id) FROM rows r WHERE r.reverses_id IS NOT NULL));$t$),
    ('payments', $t$PERFORM public.touch_billing('r', (SELECT array_agg(DISTINCT r.receipt_id) FROM rows r));$t$),
    ('receipts', $t$PERFORM public.touch_billing('r', (SELECT array_agg(r.id) FROM rows r));$t$),
    ('refunds', $t$PERFORM public.touch_billing('r', (SELECT array_agg(DISTINCT r.receipt_id) FROM rows r));$t$),
    ('credit_notes', $t$PERFORM public.touch_billing('c', (SELECT array_agg(r.id) FROM rows r));$t$),
    ('credit_note_lines', $t$PERFORM public.touch_billing('c', (SELECT array_agg(DISTINCT r.credit_note_id) FROM rows r));$t$)
  ) AS v (name, body) LOOP
    EXECUTE format('CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS %L', 'touched_' || each.name, 'BEGIN ' || each.body || ' RETURN NULL; END');
    EXECUTE format('CREATE TRIGGER touched_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', each.name, 'touched_' || each.name);
    EXECUTE format('CREATE TRIGGER touched_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', each.name, 'touched_' || each.name);
    EXECUTE format('CREATE TRIGGER touched_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', each.name, 'touched_' || each.name);
  END LOOP;
END $$;
-- A line stays with its invoice: what it left would not be looked at.
CREATE FUNCTION line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('invoices_kept_check', TG_TABLE_NAME || ' stay where they are');
  RETURN NULL;
END $$;
CREATE TRIGGER line_stays BEFORE UPDATE OF invoice_id ON invoice_line_items FOR EACH ROW WHEN (OLD.invoice_id <> NEW.invoice_id) EXECUTE FUNCTION line_stays();
CREATE TRIGGER line_stays BEFORE UPDATE OF line_id ON invoice_line_taxes FOR EACH ROW WHEN (OLD.line_id <> NEW.line_id) EXECUTE FUNCTION line_stays();

CREATE FUNCTION invoice_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  i public.invoices;
  l record;
  m record;
BEGIN
  SELECT * INTO i FROM public.invoices WHERE id = which FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT coalesce(sum(gross), 0) AS subtotal, coalesce(sum(tax), 0) AS tax, coalesce(sum(discount), 0) AS discount,
    coalesce(bool_and(tax = taxes AND rate = rates AND bases), true) AS taxes_agree,
    coalesce(bool_and(gross = charged AND -discount = discounted AND tax = taxed), true) AS charged_agree
  INTO l FROM (
    SELECT round(x.quantity * x.unit_price, 2) AS gross, x.tax_amount AS tax, x.tax_rate AS rate, x.discount_amount AS discount,
      coalesce(t.taxes, 0) AS taxes, coalesce(t.rates, 0) AS rates,
      coalesce(t.least_base = t.most_base AND t.most_base = round(x.quantity * x.unit_price, 2) - x.discount_amount, true) AS bases,
      coalesce(c.charged, 0) AS charged, coalesce(c.discounted, 0) AS discounted, coalesce(c.taxed, 0) AS taxed
    FROM public.invoice_line_items x
    LEFT JOIN LATERAL (SELECT sum(y.amount) AS taxes, round(sum(y.rate), 2) AS rates, min(y.base) AS least_base, max(y.base) AS most_base
      FROM public.invoice_line_taxes y WHERE y.line_id = x.id) t ON true
    LEFT JOIN LATERAL (SELECT sum(z.amount) FILTER (WHERE z.kind = 'CHARGE') AS charged, sum(z.amount) FILTER (WHERE z.kind = 'DISCOUNT') AS discounted,
        sum(z.amount) FILTER (WHERE z.kind = 'TAX') AS taxed FROM public.ledger_movements z WHERE z.line_id = x.id) c ON i.sent_at IS NOT NULL
    WHERE x.invoice_id = which
  ) AS lines;
  IF NOT l.taxes_agree THEN PERFORM public.refuse_as('invoice_taxes_agree_check', 'the taxes of a line do not add up'); END IF;
  IF (i.subtotal, i.tax_amount, i.discount_amount, i.total_amount) IS DISTINCT FROM (l.subtotal, l.tax, l.discount, l.subtotal + l.tax - l.discount) THEN
    PERFORM public.refuse_as('invoice_lines_agree_check', 'the invoice does not follow from its lines');
  END IF;
  SELECT coalesce(sum(amount), 0) AS balance, count(*) AS movements,
    coalesce(sum(amount) FILTER (WHERE kind = 'CREDIT'), 0) AS credited, coalesce(sum(amount) FILTER (WHERE kind = 'REFUND'), 0) AS refunded
  INTO m FROM public.ledger_movements WHERE invoice_id = which;
  IF i.sent_at IS NULL THEN
    IF m.movements > 0 OR i.amount_paid <> 0 THEN PERFORM public.refuse_as('invoice_ledger_agrees_check', 'nothing moves on a draft'); END IF;
    RETURN;
  END IF;
  IF NOT l.charged_agree OR i.balance <> m.balance THEN
    PERFORM public.refuse_as('invoice_ledger_agrees_check', 'the invoice does not follow from its movements');
  END IF;
  IF EXISTS (SELECT FROM public.ledger_movements WHERE invoice_id = which GROUP BY party, insurance_id, funding_id HAVING sum(amount) < 0) THEN
    PERFORM public.refuse_as('invoice_ledger_agrees_check', 'a party would owe less than nothing');
  END IF;
  IF NOT (CASE
    WHEN m.balance > 0 THEN i.status IN ('SENT', 'OVERDUE')
    WHEN i.total_amount > 0 AND m.credited = -i.total_amount THEN i.status = (CASE WHEN m.refunded > 0 THEN 'REFUNDED' ELSE 'CANCELLED' END)::public.invoice_status
    ELSE i.status = 'PAID'
  END) THEN
    PERFORM public.refuse_as('invoice_status_agrees_check', 'the status does not follow from the movements');
  END IF;
END $$;

-- A party's money on account is never less than nothing.
CREATE FUNCTION account_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.ledger_movements WHERE client_id = which AND invoice_id IS NULL
      GROUP BY party, insurance_id, funding_id HAVING sum(amount) > 0) THEN
    PERFORM public.refuse_as('account_agrees_check', 'there is not so much on account');
  END IF;
END $$;

-- All of a receipt is on invoices or on account, or nothing of it once it was reversed; no more is given back than came.
CREATE FUNCTION receipt_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r public.receipts;
  m record;
BEGIN
  SELECT * INTO r FROM public.receipts WHERE id = which FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT -coalesce(sum(amount) FILTER (WHERE kind IN ('PAYMENT', 'PREPAYMENT')), 0) AS used, coalesce(sum(amount) FILTER (WHERE kind = 'REFUND'), 0) AS refunded
  INTO m FROM public.ledger_movements WHERE receipt_id = which;
  IF m.used <> (CASE WHEN r.reversed_at IS NULL THEN r.amount ELSE 0 END)
    OR m.refunded <> coalesce((SELECT sum(amount) FROM public.refunds WHERE receipt_id = which), 0)
    OR m.refunded > (CASE WHEN r.reversed_at IS NULL THEN r.amount ELSE 0 END)
    OR EXISTS (SELECT FROM public.payments p WHERE p.receipt_id = which AND (CASE WHEN p.reversed_at IS NULL THEN p.amount ELSE 0 END)
      <> -coalesce((SELECT sum(x.amount) FROM public.ledger_movements x WHERE x.payment_id = p.id AND x.kind = 'PAYMENT'), 0)) THEN
    PERFORM public.refuse_as('receipt_agrees_check', 'the receipt does not agree with its movements');
  END IF;
END $$;

CREATE FUNCTION credit_note_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  c public.credit_notes;
  lines record;
BEGIN
  SELECT * INTO c FROM public.credit_notes WHERE id = which;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT coalesce(sum(net_amount), 0) AS net, coalesce(sum(tax_amount), 0) AS tax INTO lines FROM public.credit_note_lines WHERE credit_note_id = which;
  IF (c.net_amount, c.tax_amount) IS DISTINCT FROM (lines.net, lines.tax)
    OR c.total <> -(SELECT coalesce(sum(amount), 0) FROM public.ledger_movements WHERE credit_note_id = which AND kind = 'CREDIT' AND invoice_id = c.invoice_id) THEN
    PERFORM public.refuse_as('credit_note_agrees_check', 'the credit note does not agree with its lines and movements');
  END IF;
  -- No line gives back more than it charged, by net and by tax.
  IF EXISTS (SELECT FROM public.credit_note_lines n JOIN public.invoice_line_items l ON l.id = n.line_id
      WHERE l.invoice_id = c.invoice_id GROUP BY l.id HAVING sum(n.net_amount) > l.line_total - l.tax_amount OR sum(n.tax_amount) > l.tax_amount)
    OR EXISTS (SELECT FROM public.credit_note_lines n JOIN public.invoice_line_items l ON l.id = n.line_id WHERE n.credit_note_id = which AND l.invoice_id <> c.invoice_id) THEN
    PERFORM public.refuse_as('credit_note_agrees_check', 'a line gives back more than it charged');
  END IF;
END $$;

-- A reversal is the exact inverse of what it reverses.
CREATE FUNCTION reversal_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (
      SELECT kind, party, insurance_id, funding_id, invoice_id, line_id, line_tax_id, receipt_id, payment_id, refund_id, credit_note_id, amount
      FROM public.ledger_movements WHERE transaction_id = which
      UNION ALL
      SELECT kind, party, insurance_id, funding_id, invoice_id, line_id, line_tax_id, receipt_id, payment_id, refund_id, credit_note_id, amount
      FROM public.ledger_movements WHERE transaction_id = (SELECT reverses_id FROM public.ledger_transactions WHERE id = which)
    ) AS both_of_them
    GROUP BY kind, party, insurance_id, funding_id, invoice_id, line_id, line_tax_id, receipt_id, payment_id, refund_id, credit_note_id HAVING sum(amount) <> 0
  ) THEN
    PERFORM public.refuse_as('reversal_agrees_check', 'a reversal is the exact inverse of what it reverses');
  END IF;
END $$;

CREATE FUNCTION billing_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE NEW.what
    WHEN 'i' THEN PERFORM public.invoice_agrees(NEW.id);
    WHEN 'a' THEN PERFORM public.account_agrees(NEW.id);
    WHEN 'r' THEN PERFORM public.receipt_agrees(NEW.id);
    WHEN 'c' THEN PERFORM public.credit_note_agrees(NEW.id);
    WHEN 't' THEN PERFORM public.reversal_agrees(NEW.id);
  END CASE;
  DELETE FROM public.billing_touched WHERE what = NEW.what AND id = NEW.id AND xid = NEW.xid;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER billing_agrees AFTER INSERT ON billing_touched DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION billing_agrees();
