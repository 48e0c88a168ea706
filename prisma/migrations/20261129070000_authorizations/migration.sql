-- What a payer has agreed to beforehand, and what of it visits reserve and use.

CREATE TYPE "authorization_kind" AS ENUM ('MONEY', 'UNITS', 'VISITS');

CREATE TYPE "authorization_use_state" AS ENUM ('RESERVED', 'USED');

CREATE TABLE "service_authorizations" (
    "id" BIGSERIAL NOT NULL,
    "client_id" BIGINT NOT NULL,
    "learner_id" BIGINT,
    "funding_id" BIGINT,
    "insurance_id" BIGINT,
    "number" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "kind" "authorization_kind" NOT NULL,
    "amount" DECIMAL(15,2) NOT NULL,
    "service_codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "reserved" DECIMAL(15,2) NOT NULL DEFAULT 0,
    "used" DECIMAL(15,2) NOT NULL DEFAULT 0,
    "note" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "service_authorizations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "authorization_uses" (
    "id" BIGSERIAL NOT NULL,
    "authorization_id" BIGINT NOT NULL,
    "appointment_id" BIGINT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "learner_id" BIGINT,
    "quantity" DECIMAL(15,2) NOT NULL,
    "state" "authorization_use_state" NOT NULL,

    CONSTRAINT "authorization_uses_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "service_authorizations_client_id_valid_to_idx" ON "service_authorizations"("client_id", "valid_to");
CREATE INDEX "service_authorizations_learner_id_idx" ON "service_authorizations"("learner_id");
CREATE INDEX "service_authorizations_funding_id_idx" ON "service_authorizations"("funding_id");
CREATE INDEX "service_authorizations_insurance_id_idx" ON "service_authorizations"("insurance_id");
CREATE INDEX "service_authorizations_created_by_idx" ON "service_authorizations"("created_by");
CREATE INDEX "service_authorizations_updated_by_idx" ON "service_authorizations"("updated_by");
CREATE INDEX "authorization_uses_authorization_id_idx" ON "authorization_uses"("authorization_id");
CREATE INDEX "authorization_uses_client_id_idx" ON "authorization_uses"("client_id");
CREATE INDEX "authorization_uses_learner_id_idx" ON "authorization_uses"("learner_id");
ALTER TABLE "service_authorizations" ADD CONSTRAINT "service_authorizations_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "service_authorizations" ADD CONSTRAINT "service_authorizations_learner_id_fkey" FOREIGN KEY ("learner_id") REFERENCES "learners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "service_authorizations" ADD CONSTRAINT "service_authorizations_funding_id_fkey" FOREIGN KEY ("funding_id") REFERENCES "client_funding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "service_authorizations" ADD CONSTRAINT "service_authorizations_insurance_id_fkey" FOREIGN KEY ("insurance_id") REFERENCES "client_insurance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "service_authorizations" ADD CONSTRAINT "service_authorizations_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "service_authorizations" ADD CONSTRAINT "service_authorizations_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "authorization_uses" ADD CONSTRAINT "authorization_uses_authorization_id_fkey" FOREIGN KEY ("authorization_id") REFERENCES "service_authorizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "authorization_uses" ADD CONSTRAINT "authorization_uses_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "authorization_uses" ADD CONSTRAINT "authorization_uses_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "authorization_uses" ADD CONSTRAINT "authorization_uses_learner_id_fkey" FOREIGN KEY ("learner_id") REFERENCES "learners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE service_authorizations
  ADD CONSTRAINT service_authorizations_number_check CHECK (btrim(number) <> ''),
  ADD CONSTRAINT service_authorizations_days_check CHECK (valid_to >= valid_from),
  ADD CONSTRAINT service_authorizations_amount_check CHECK (amount > 0),
  ADD CONSTRAINT service_authorizations_visits_check CHECK (kind <> 'VISITS' OR amount = trunc(amount)),
  -- Nothing is drawn beyond what was agreed to, whoever writes it.
  ADD CONSTRAINT service_authorizations_drawn_check CHECK (reserved >= 0 AND used >= 0 AND reserved + used <= amount),
  ADD CONSTRAINT service_authorizations_payer_check CHECK (num_nonnulls(funding_id, insurance_id) = 1),
  ADD CONSTRAINT service_authorizations_service_codes_check CHECK (service_codes IS NOT NULL AND cardinality(service_codes) <= 50),
  ADD CONSTRAINT service_authorizations_id_client_id_key UNIQUE (id, client_id),
  ADD CONSTRAINT service_authorizations_learner_of_client_fkey FOREIGN KEY (learner_id, client_id) REFERENCES learners (id, client_id),
  ADD CONSTRAINT service_authorizations_funding_of_client_fkey FOREIGN KEY (funding_id, client_id) REFERENCES client_funding (id, client_id),
  ADD CONSTRAINT service_authorizations_insurance_of_client_fkey FOREIGN KEY (insurance_id, client_id) REFERENCES client_insurance (id, client_id),
  ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (search_text(number)) STORED;
CREATE INDEX service_authorizations_search_idx ON service_authorizations USING gin (search gin_trgm_ops);
-- The panel's list, by the last day.
CREATE INDEX service_authorizations_valid_to_idx ON service_authorizations (valid_to, id);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON service_authorizations FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

ALTER TABLE authorization_uses
  ADD CONSTRAINT authorization_uses_quantity_check CHECK (quantity > 0),
  ADD CONSTRAINT authorization_uses_authorization_of_client_fkey FOREIGN KEY (authorization_id, client_id)
    REFERENCES service_authorizations (id, client_id) ON DELETE CASCADE,
  ADD CONSTRAINT authorization_uses_learner_of_client_fkey FOREIGN KEY (learner_id, client_id) REFERENCES learners (id, client_id) ON DELETE CASCADE;
-- A part of a visit draws on one.
CREATE UNIQUE INDEX authorization_uses_once_key ON authorization_uses (appointment_id, client_id, coalesce(learner_id, 0));

-- The sums follow from the uses: by what was added and taken away, so that two who write at once are both counted.
CREATE FUNCTION uses_are_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.service_authorizations a SET
    reserved = a.reserved + CASE TG_OP WHEN 'INSERT' THEN d.reserved ELSE -d.reserved END,
    used = a.used + CASE TG_OP WHEN 'INSERT' THEN d.used ELSE -d.used END
  FROM (SELECT authorization_id, coalesce(sum(quantity) FILTER (WHERE state = 'RESERVED'), 0) AS reserved,
    coalesce(sum(quantity) FILTER (WHERE state = 'USED'), 0) AS used FROM rows GROUP BY authorization_id) d
  WHERE a.id = d.authorization_id;
  RETURN NULL;
END $$;
CREATE TRIGGER uses_are_counted_insert AFTER INSERT ON authorization_uses REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION uses_are_counted();
CREATE TRIGGER uses_are_counted_delete AFTER DELETE ON authorization_uses REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION uses_are_counted();

CREATE FUNCTION uses_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('authorization_uses_kept_check', 'what is drawn on an authorization follows from its uses, which are not changed');
  RETURN NULL;
END $$;
CREATE TRIGGER uses_are_kept BEFORE UPDATE ON authorization_uses FOR EACH ROW EXECUTE FUNCTION uses_are_kept();
CREATE TRIGGER sums_are_kept BEFORE UPDATE OF reserved, used ON service_authorizations FOR EACH ROW
  WHEN (pg_trigger_depth() < 1 AND (NEW.reserved, NEW.used) IS DISTINCT FROM (OLD.reserved, OLD.used)) EXECUTE FUNCTION uses_are_kept();
CREATE TRIGGER sums_begin_empty BEFORE INSERT ON service_authorizations FOR EACH ROW
  WHEN (NEW.reserved <> 0 OR NEW.used <> 0) EXECUTE FUNCTION uses_are_kept();

-- A service that is called otherwise is the same service; one that an authorization names is not deleted.
CREATE FUNCTION service_code_stays_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    UPDATE public.service_authorizations SET service_codes = array_replace(service_codes, OLD.code, NEW.code) WHERE OLD.code = ANY (service_codes);
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT FROM public.service_authorizations WHERE OLD.code = ANY (service_codes)) THEN
    PERFORM public.refuse_as('service_codes_authorized_check', 'an authorization names this service');
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER service_code_stays_named BEFORE UPDATE OF code ON service_codes FOR EACH ROW WHEN (NEW.code <> OLD.code) EXECUTE FUNCTION service_code_stays_named();
CREATE TRIGGER authorized_service_stays BEFORE DELETE ON service_codes FOR EACH ROW EXECUTE FUNCTION service_code_stays_named();
CREATE INDEX service_authorizations_service_codes_idx ON service_authorizations USING gin (service_codes);
