-- How the practice bills, and what papers for insurers and families say.

CREATE TYPE "paper_size" AS ENUM ('LETTER', 'A4');

CREATE TABLE "billing_settings" (
    "id" BIGSERIAL NOT NULL,
    "payment_terms_days" INTEGER NOT NULL DEFAULT 30,
    "terms_conditions" TEXT,
    "payment_instructions" TEXT,
    "invoice_footer" TEXT,
    "paper_size" "paper_size" NOT NULL DEFAULT 'LETTER',
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "billing_settings_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "billing_settings_created_by_idx" ON "billing_settings"("created_by");
CREATE INDEX "billing_settings_updated_by_idx" ON "billing_settings"("updated_by");

ALTER TABLE "billing_settings" ADD CONSTRAINT "billing_settings_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "billing_settings" ADD CONSTRAINT "billing_settings_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "users" ADD COLUMN     "professional_title" TEXT,
ADD COLUMN     "credentials" TEXT,
ADD COLUMN     "registration_number" TEXT,
ADD COLUMN     "registration_college" TEXT,
ADD COLUMN     "npi" TEXT;
ALTER TABLE "practice" ADD COLUMN     "tax_id" TEXT,
ADD COLUMN     "npi" TEXT;
ALTER TABLE "practice_locations" ADD COLUMN     "tax_id" TEXT,
ADD COLUMN     "npi" TEXT;
ALTER TABLE "clients" ADD COLUMN     "date_of_birth" DATE,
ADD COLUMN     "payment_terms_days" INTEGER;
ALTER TABLE "invoice_line_items" ADD COLUMN     "modifiers" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "diagnosis_codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "place_of_service" TEXT;

-- By hand: what Prisma has no words for.
ALTER TABLE billing_settings
  ADD CONSTRAINT billing_settings_terms_check CHECK (payment_terms_days BETWEEN 0 AND 365);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON billing_settings FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
-- One row, always.
CREATE UNIQUE INDEX billing_settings_one_key ON billing_settings ((true));
INSERT INTO billing_settings DEFAULT VALUES;

-- The check digit of a National Provider Identifier: Luhn over 80840 and its ten digits.
CREATE FUNCTION is_npi(npi text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN npi ~ '^[12][0-9]{9}$' THEN (
    SELECT sum(CASE WHEN place % 2 = 1 THEN digit WHEN digit > 4 THEN 2 * digit - 9 ELSE 2 * digit END) % 10 = 0
    FROM (SELECT place, substr('80840' || npi, place, 1)::integer AS digit FROM generate_series(1, 15) AS place) AS digits)
  ELSE false END
$$;
ALTER TABLE users ADD CONSTRAINT users_npi_check CHECK (is_npi(npi));
ALTER TABLE practice ADD CONSTRAINT practice_npi_check CHECK (is_npi(npi));
ALTER TABLE practice_locations ADD CONSTRAINT practice_locations_npi_check CHECK (is_npi(npi));
ALTER TABLE clients ADD CONSTRAINT clients_payment_terms_days_check CHECK (payment_terms_days BETWEEN 0 AND 365);

ALTER TABLE invoice_line_items
  ADD CONSTRAINT invoice_line_items_modifiers_check CHECK (cardinality(modifiers) <= 4),
  ADD CONSTRAINT invoice_line_items_diagnosis_codes_check CHECK (cardinality(diagnosis_codes) <= 12),
  ADD CONSTRAINT invoice_line_items_place_of_service_check CHECK (place_of_service ~ '^[0-9]{2}$');
