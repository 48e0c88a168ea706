-- Several payers of one bill: in order up to a sum, or by per cent; what is left is the client's.

CREATE TABLE "client_payers" (
    "id" BIGSERIAL NOT NULL,
    "client_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "insurance_id" BIGINT,
    "funding_id" BIGINT,
    "percent" DECIMAL(8,5),
    "up_to" DECIMAL(15,2),
    "valid_from" DATE,
    "valid_to" DATE,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "client_payers_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "invoice_payers" (
    "id" BIGSERIAL NOT NULL,
    "invoice_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "insurance_id" BIGINT,
    "funding_id" BIGINT,
    "percent" DECIMAL(8,5),
    "up_to" DECIMAL(15,2),

    CONSTRAINT "invoice_payers_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "client_payers_client_id_position_id_idx" ON "client_payers"("client_id", "position", "id");
CREATE INDEX "client_payers_insurance_id_idx" ON "client_payers"("insurance_id");
CREATE INDEX "client_payers_funding_id_idx" ON "client_payers"("funding_id");
CREATE INDEX "client_payers_created_by_idx" ON "client_payers"("created_by");
CREATE INDEX "client_payers_updated_by_idx" ON "client_payers"("updated_by");
CREATE UNIQUE INDEX "invoice_payers_invoice_id_position_key" ON "invoice_payers"("invoice_id", "position");
CREATE INDEX "invoice_payers_insurance_id_idx" ON "invoice_payers"("insurance_id");
CREATE INDEX "invoice_payers_funding_id_idx" ON "invoice_payers"("funding_id");
ALTER TABLE "client_payers" ADD CONSTRAINT "client_payers_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "client_payers" ADD CONSTRAINT "client_payers_insurance_id_fkey" FOREIGN KEY ("insurance_id") REFERENCES "client_insurance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "client_payers" ADD CONSTRAINT "client_payers_funding_id_fkey" FOREIGN KEY ("funding_id") REFERENCES "client_funding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "client_payers" ADD CONSTRAINT "client_payers_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "client_payers" ADD CONSTRAINT "client_payers_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "invoice_payers" ADD CONSTRAINT "invoice_payers_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "invoice_payers" ADD CONSTRAINT "invoice_payers_insurance_id_fkey" FOREIGN KEY ("insurance_id") REFERENCES "client_insurance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invoice_payers" ADD CONSTRAINT "invoice_payers_funding_id_fkey" FOREIGN KEY ("funding_id") REFERENCES "client_funding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE client_payers
  ADD CONSTRAINT client_payers_one_check CHECK (num_nonnulls(insurance_id, funding_id) = 1),
  ADD CONSTRAINT client_payers_part_check CHECK (num_nonnulls(percent, up_to) = 1 AND coalesce(percent, 1) > 0 AND coalesce(percent, 1) <= 100 AND coalesce(up_to, 1) > 0),
  ADD CONSTRAINT client_payers_position_check CHECK (position BETWEEN 1 AND 99),
  ADD CONSTRAINT client_payers_days_check CHECK (valid_to >= valid_from);
ALTER TABLE client_payers
  ADD CONSTRAINT client_payers_insurance_of_client_fkey FOREIGN KEY (insurance_id, client_id) REFERENCES client_insurance (id, client_id),
  ADD CONSTRAINT client_payers_funding_of_client_fkey FOREIGN KEY (funding_id, client_id) REFERENCES client_funding (id, client_id);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON client_payers FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
ALTER TABLE invoice_payers
  ADD CONSTRAINT invoice_payers_one_check CHECK (num_nonnulls(insurance_id, funding_id) = 1),
  ADD CONSTRAINT invoice_payers_part_check CHECK (num_nonnulls(percent, up_to) = 1 AND coalesce(percent, 1) > 0 AND coalesce(percent, 1) <= 100 AND coalesce(up_to, 1) > 0);

CREATE INDEX client_payers_position_idx ON client_payers (position, id);
CREATE INDEX client_payers_updated_at_idx ON client_payers (updated_at, id);

-- Of an invoice that was sent they stay as they were.
CREATE FUNCTION payers_of_drafts_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
  -- One that is moved to another invoice leaves one, too.
  FOR found IN SELECT i.status::text FROM public.invoices i
      WHERE i.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.invoice_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.invoice_id END) FOR SHARE LOOP
    IF found <> 'DRAFT' THEN PERFORM public.refuse_as('invoices_kept_check', 'who pays what was sent stays as it was sent'); END IF;
  END LOOP;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payers_of_drafts_alone BEFORE INSERT OR UPDATE OR DELETE ON invoice_payers FOR EACH ROW EXECUTE FUNCTION payers_of_drafts_alone();
