-- The accounts of the accountant's journal, and the indexes that reports read by.
CREATE TYPE "ledger_purpose" AS ENUM ('RECEIVABLE', 'ON_ACCOUNT', 'REVENUE', 'DISCOUNT', 'TAX', 'CREDIT_NOTE', 'WRITE_OFF', 'ADJUSTMENT', 'MONEY');

CREATE TABLE "ledger_accounts" (
    "id" BIGSERIAL NOT NULL,
    "purpose" "ledger_purpose" NOT NULL,
    "party" "ledger_party",
    "payment_method" "payment_method",
    "tax_name" TEXT,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "ledger_accounts_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "ledger_accounts_created_by_idx" ON "ledger_accounts"("created_by");
CREATE INDEX "ledger_accounts_updated_by_idx" ON "ledger_accounts"("updated_by");
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON ledger_accounts FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
ALTER TABLE ledger_accounts ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (search_text(number || ' ' || name)) STORED;
CREATE INDEX ledger_accounts_search_idx ON ledger_accounts USING gin (search gin_trgm_ops);
-- One account for each: what is narrower is found before what is wider.
CREATE UNIQUE INDEX ledger_accounts_one_key ON ledger_accounts (purpose, party, payment_method, tax_name) NULLS NOT DISTINCT;
ALTER TABLE ledger_accounts
  ADD CONSTRAINT ledger_accounts_number_check CHECK (btrim(number) <> ''),
  ADD CONSTRAINT ledger_accounts_name_check CHECK (btrim(name) <> ''),
  ADD CONSTRAINT ledger_accounts_of_check CHECK (
    (party IS NULL OR purpose IN ('RECEIVABLE', 'ON_ACCOUNT'))
    AND (payment_method IS NULL OR purpose = 'MONEY') AND (tax_name IS NULL OR (purpose = 'TAX' AND btrim(tax_name) <> '')));

-- A beginning that each practice changes to the numbers of its own books.
INSERT INTO ledger_accounts (purpose, party, payment_method, number, name) VALUES
  ('MONEY', NULL, NULL, '1000', 'Bank'),
  ('MONEY', NULL, 'CASH', '1010', 'Cash on hand'),
  ('MONEY', NULL, 'CREDIT_CARD', '1020', 'Card payments on their way'),
  ('MONEY', NULL, 'DEBIT_CARD', '1020', 'Card payments on their way'),
  ('RECEIVABLE', NULL, NULL, '1200', 'Receivables from clients'),
  ('RECEIVABLE', 'INSURANCE', NULL, '1210', 'Receivables from insurers'),
  ('RECEIVABLE', 'FUNDING', NULL, '1220', 'Receivables from funders'),
  ('ON_ACCOUNT', NULL, NULL, '2100', 'Money received in advance'),
  ('TAX', NULL, NULL, '2200', 'Taxes collected'),
  ('REVENUE', NULL, NULL, '4000', 'Fees for services'),
  ('DISCOUNT', NULL, NULL, '4100', 'Discounts given'),
  ('CREDIT_NOTE', NULL, NULL, '4200', 'Credited fees'),
  ('ADJUSTMENT', NULL, NULL, '4300', 'Adjustments'),
  ('WRITE_OFF', NULL, NULL, '6100', 'Written off');

-- Money on account, by its owner.
CREATE INDEX ledger_movements_on_account_idx ON ledger_movements (client_id, party, insurance_id, funding_id) INCLUDE (effective_date, amount)
  WHERE invoice_id IS NULL;
-- What was open on a day is on an invoice that is open now, or that something was posted on since.
CREATE INDEX invoices_with_balance_idx ON invoices (id) WHERE balance > 0;
CREATE INDEX ledger_movements_lost_idx ON ledger_movements (effective_date, id) WHERE kind IN ('WRITE_OFF', 'ADJUSTMENT');
CREATE INDEX insurance_claims_submission_date_idx ON insurance_claims (submission_date, id);
