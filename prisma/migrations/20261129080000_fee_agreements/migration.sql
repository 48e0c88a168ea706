-- Fee agreements: what a client pays in place of the list price.

CREATE TABLE "fee_agreements" (
    "id" BIGSERIAL NOT NULL,
    "client_id" BIGINT NOT NULL,
    "service_code_id" BIGINT,
    "price" DECIMAL(15,2),
    "percent" DECIMAL(8,5),
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "review_on" DATE,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "fee_agreements_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "fee_agreements_client_id_idx" ON "fee_agreements"("client_id");
CREATE INDEX "fee_agreements_service_code_id_idx" ON "fee_agreements"("service_code_id");
CREATE INDEX "fee_agreements_created_by_idx" ON "fee_agreements"("created_by");
CREATE INDEX "fee_agreements_updated_by_idx" ON "fee_agreements"("updated_by");
ALTER TABLE "fee_agreements" ADD CONSTRAINT "fee_agreements_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "fee_agreements" ADD CONSTRAINT "fee_agreements_service_code_id_fkey" FOREIGN KEY ("service_code_id") REFERENCES "service_codes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "fee_agreements" ADD CONSTRAINT "fee_agreements_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "fee_agreements" ADD CONSTRAINT "fee_agreements_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE fee_agreements
  ADD CONSTRAINT fee_agreements_price_check CHECK (num_nonnulls(price, percent) = 1 AND coalesce(price, 0) >= 0 AND coalesce(percent, 0) BETWEEN 0 AND 100),
  ADD CONSTRAINT fee_agreements_days_check CHECK (valid_to >= valid_from),
  ADD CONSTRAINT fee_agreements_reason_check CHECK (btrim(reason) <> ''),
  ADD CONSTRAINT fee_agreements_excl EXCLUDE USING gist
    (client_id WITH =, coalesce(service_code_id, 0) WITH =, daterange(valid_from, valid_to, '[]') WITH &&);
CREATE INDEX fee_agreements_valid_from_idx ON fee_agreements (valid_from, id);
CREATE INDEX fee_agreements_updated_at_idx ON fee_agreements (updated_at, id);
CREATE INDEX fee_agreements_review_on_idx ON fee_agreements (review_on, id) WHERE review_on IS NOT NULL;
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON fee_agreements FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- What a client pays for one unit on a day; null where nothing was agreed. An agreement about the service goes before one about all.
CREATE FUNCTION agreed_price(of_client bigint, of_service bigint, on_day date, list_price numeric) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(f.price, round(list_price * f.percent / 100, 2)) FROM public.fee_agreements f
  WHERE f.client_id = of_client AND (f.service_code_id = of_service OR f.service_code_id IS NULL)
    AND on_day >= f.valid_from AND (f.valid_to IS NULL OR on_day <= f.valid_to)
  ORDER BY f.service_code_id NULLS LAST LIMIT 1
$$;
