-- What is left of a policy's yearly maximum follows from the ledger, anew each policy year.
ALTER TABLE "client_insurance" ADD COLUMN     "drawn" DECIMAL(15,2) NOT NULL DEFAULT 0,
ADD COLUMN     "drawn_elsewhere" DECIMAL(15,2) NOT NULL DEFAULT 0,
ADD COLUMN     "policy_year_day" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "policy_year_month" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "policy_year_start" DATE NOT NULL DEFAULT CURRENT_DATE;

CREATE TABLE "policy_years" (
    "id" BIGSERIAL NOT NULL,
    "insurance_id" BIGINT NOT NULL,
    "starts_on" DATE NOT NULL,
    "maximum" DECIMAL(15,2),
    "drawn_elsewhere" DECIMAL(15,2) NOT NULL DEFAULT 0,
    "paid" DECIMAL(15,2) NOT NULL DEFAULT 0,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_years_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "policy_years_insurance_id_starts_on_key" ON "policy_years"("insurance_id", "starts_on");
ALTER TABLE "policy_years" ADD CONSTRAINT "policy_years_insurance_id_fkey" FOREIGN KEY ("insurance_id") REFERENCES "client_insurance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON policy_years FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE INDEX policy_years_starts_on_idx ON policy_years (starts_on, id);
CREATE INDEX policy_years_updated_at_idx ON policy_years (updated_at, id);
CREATE INDEX client_insurance_policy_year_start_idx ON client_insurance (policy_year_start, id);
-- What a policy paid of invoices.
CREATE INDEX ledger_movements_policy_paid_idx ON ledger_movements (insurance_id, invoice_id) WHERE kind IN ('PAYMENT', 'REFUND') AND invoice_id IS NOT NULL;

-- The first day of the policy year in which a day lies. One that begins on 29 February begins on 1 March where there is none.
CREATE FUNCTION policy_year_begins(year integer, month integer, day integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN month = 2 AND day = 29 THEN make_date(year, 2, 28) + 1 ELSE make_date(year, month, day) END
$$;
CREATE FUNCTION policy_year_of(which date, month integer, day integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN public.policy_year_begins(extract(year FROM which)::integer, month, day) <= which
    THEN public.policy_year_begins(extract(year FROM which)::integer, month, day)
    ELSE public.policy_year_begins(extract(year FROM which)::integer - 1, month, day) END
$$;

ALTER TABLE client_insurance
  ADD CONSTRAINT client_insurance_policy_year_check CHECK (policy_year_month BETWEEN 1 AND 12 AND policy_year_day BETWEEN 1 AND
    CASE WHEN policy_year_month = 2 THEN 29 WHEN policy_year_month IN (4, 6, 9, 11) THEN 30 ELSE 31 END),
  ADD CONSTRAINT client_insurance_drawn_check CHECK (drawn_elsewhere >= 0 AND (max_annual_coverage IS NULL OR drawn_elsewhere <= max_annual_coverage));

-- What policies paid of invoices by policy year, of the day of service; of all policies where none is named. What names no line fills the
-- invoice's years in their order, as far as they were billed, and is taken from them in the same order.
CREATE FUNCTION policy_paid(policies bigint[]) RETURNS TABLE (insurance_id bigint, starts_on date, paid numeric) LANGUAGE sql STABLE AS $$
  SELECT y.insurance_id, y.starts_on, sum(y.lined + sign(y.loose) * least(y.room, greatest(0, abs(y.loose) - y.before))
    + CASE WHEN y.nth = 1 THEN sign(y.loose) * greatest(0, abs(y.loose) - y.rooms) ELSE 0 END)
  FROM (
    SELECT a.*, sum(a.room) OVER w - a.room AS before, sum(a.room) OVER (PARTITION BY a.insurance_id, a.invoice_id) AS rooms, row_number() OVER w AS nth
    FROM (
      SELECT p.insurance_id, p.invoice_id, p.loose, k.starts_on, k.lined, greatest(0, CASE WHEN p.loose > 0 THEN k.billed - k.lined ELSE k.lined END) AS room
      FROM (
        SELECT m.insurance_id, m.invoice_id, -coalesce(sum(m.amount) FILTER (WHERE m.line_id IS NULL), 0) AS loose
        FROM public.ledger_movements m WHERE m.kind IN ('PAYMENT', 'REFUND') AND m.invoice_id IS NOT NULL AND m.insurance_id IS NOT NULL
          AND (policies IS NULL OR m.insurance_id = ANY (policies))
        GROUP BY m.insurance_id, m.invoice_id
      ) p
      JOIN public.client_insurance n ON n.id = p.insurance_id
      CROSS JOIN LATERAL (
        SELECT public.policy_year_of(l.service_date, n.policy_year_month, n.policy_year_day) AS starts_on, sum(l.line_total) AS billed,
          -coalesce(sum((SELECT sum(z.amount) FROM public.ledger_movements z
            WHERE z.line_id = l.id AND z.insurance_id = p.insurance_id AND z.kind IN ('PAYMENT', 'REFUND'))), 0) AS lined
        FROM public.invoice_line_items l WHERE l.invoice_id = p.invoice_id GROUP BY 1
      ) k
    ) a
    WINDOW w AS (PARTITION BY a.insurance_id, a.invoice_id ORDER BY a.starts_on)
  ) y
  GROUP BY y.insurance_id, y.starts_on
$$;

-- What was typed until now stands: what the ledger does not know of was drawn elsewhere. Without a maximum, nothing can be left of it.
UPDATE client_insurance n SET policy_year_start = policy_year_of(coalesce(
  (now() AT TIME ZONE (SELECT p.timezone FROM practice p ORDER BY p.id LIMIT 1))::date, CURRENT_DATE), policy_year_month, policy_year_day);
UPDATE client_insurance SET max_annual_coverage = remaining_coverage WHERE max_annual_coverage IS NULL;
INSERT INTO policy_years (insurance_id, starts_on, maximum, paid)
  SELECT p.insurance_id, p.starts_on, n.max_annual_coverage, p.paid FROM policy_paid(NULL) p JOIN client_insurance n ON n.id = p.insurance_id;
UPDATE client_insurance n SET drawn = y.paid FROM policy_years y WHERE y.insurance_id = n.id AND y.starts_on = n.policy_year_start;
UPDATE client_insurance SET drawn_elsewhere = least(max_annual_coverage, greatest(0, max_annual_coverage - remaining_coverage - drawn))
  WHERE max_annual_coverage IS NOT NULL AND remaining_coverage IS NOT NULL;
UPDATE client_insurance SET remaining_coverage = greatest(0, least(max_annual_coverage, max_annual_coverage - drawn_elsewhere - drawn))
  WHERE max_annual_coverage IS NOT NULL;
INSERT INTO policy_years (insurance_id, starts_on, maximum, drawn_elsewhere)
  SELECT id, policy_year_start, max_annual_coverage, drawn_elsewhere FROM client_insurance WHERE max_annual_coverage IS NOT NULL
  ON CONFLICT (insurance_id, starts_on) DO UPDATE SET drawn_elsewhere = excluded.drawn_elsewhere;

CREATE FUNCTION policy_remains() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  year public.policy_years;
  remaining numeric;
BEGIN
  -- Whoever says a day of the year means the year.
  NEW.policy_year_start := public.policy_year_of(NEW.policy_year_start, NEW.policy_year_month, NEW.policy_year_day);
  IF TG_OP = 'INSERT' THEN
    -- One that is brought along from elsewhere says what is left of it.
    IF NEW.drawn_elsewhere = 0 AND NEW.remaining_coverage BETWEEN 0 AND NEW.max_annual_coverage THEN
      NEW.drawn_elsewhere := NEW.max_annual_coverage - NEW.remaining_coverage;
    END IF;
    IF NEW.remaining_coverage IS NULL OR NEW.remaining_coverage BETWEEN 0 AND coalesce(NEW.max_annual_coverage, NEW.remaining_coverage) THEN
      NEW.remaining_coverage := greatest(0, NEW.max_annual_coverage - NEW.drawn_elsewhere);
      IF NEW.max_annual_coverage IS NULL THEN NEW.remaining_coverage := NULL; END IF;
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO year FROM public.policy_years y WHERE y.insurance_id = NEW.id AND y.starts_on = NEW.policy_year_start;
  -- In another year, what was drawn elsewhere is that year's.
  IF NEW.policy_year_start <> OLD.policy_year_start AND NEW.drawn_elsewhere = OLD.drawn_elsewhere
      AND (NEW.policy_year_month, NEW.policy_year_day) = (OLD.policy_year_month, OLD.policy_year_day) THEN
    NEW.drawn_elsewhere := coalesce(year.drawn_elsewhere, 0);
  END IF;
  NEW.drawn := coalesce(year.paid, 0);
  remaining := CASE WHEN NEW.max_annual_coverage IS NOT NULL
    THEN greatest(0, least(NEW.max_annual_coverage, NEW.max_annual_coverage - NEW.drawn_elsewhere - NEW.drawn)) END;
  IF NEW.remaining_coverage IS DISTINCT FROM OLD.remaining_coverage AND NEW.remaining_coverage IS DISTINCT FROM remaining THEN
    PERFORM public.refuse_as('client_insurance_remaining_check', 'what is left of a policy follows from what it paid');
  END IF;
  NEW.remaining_coverage := remaining;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_remains BEFORE INSERT OR UPDATE ON client_insurance FOR EACH ROW EXECUTE FUNCTION policy_remains();

CREATE FUNCTION policy_drawn_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('client_insurance_remaining_check', 'what a policy paid follows from the ledger');
  RETURN NULL;
END $$;
CREATE TRIGGER a_drawn_is_kept BEFORE UPDATE OF drawn ON client_insurance FOR EACH ROW
  WHEN (pg_trigger_depth() < 1 AND NEW.drawn <> OLD.drawn) EXECUTE FUNCTION policy_drawn_is_kept();
CREATE TRIGGER a_drawn_begins_empty BEFORE INSERT ON client_insurance FOR EACH ROW WHEN (NEW.drawn <> 0) EXECUTE FUNCTION policy_drawn_is_kept();

-- Years are written by what they follow from alone.
CREATE FUNCTION policy_years_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('policy_years_kept_check', 'the years of a policy follow from it and from the ledger');
  RETURN NULL;
END $$;
CREATE TRIGGER policy_years_are_kept BEFORE INSERT OR UPDATE OR DELETE ON policy_years FOR EACH ROW
  WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION policy_years_are_kept();

-- Works out what these policies paid in each of their years. They are held, so that two who pay at once come one after the other.
CREATE FUNCTION settle_policy_years(policies bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM public.client_insurance n WHERE n.id = ANY (policies) ORDER BY n.id FOR NO KEY UPDATE;
  INSERT INTO public.policy_years AS y (insurance_id, starts_on, maximum, paid)
    SELECT p.insurance_id, p.starts_on, n.max_annual_coverage, p.paid FROM public.policy_paid(policies) p JOIN public.client_insurance n ON n.id = p.insurance_id
    ORDER BY p.insurance_id, p.starts_on
    ON CONFLICT (insurance_id, starts_on) DO UPDATE SET paid = excluded.paid WHERE y.paid <> excluded.paid;
  UPDATE public.client_insurance n SET drawn = y.paid FROM public.policy_years y
    WHERE n.id = ANY (policies) AND y.insurance_id = n.id AND y.starts_on = n.policy_year_start AND y.paid <> n.drawn;
END $$;

CREATE FUNCTION policy_year_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.policy_year_month, NEW.policy_year_day) IS DISTINCT FROM (OLD.policy_year_month, OLD.policy_year_day) THEN
    -- Its years begin on other days: what was paid is told by those.
    DELETE FROM public.policy_years y WHERE y.insurance_id = NEW.id;
    PERFORM public.settle_policy_years(ARRAY[NEW.id]);
    UPDATE public.client_insurance SET drawn = 0 WHERE id = NEW.id;
  END IF;
  IF NEW.max_annual_coverage IS NOT NULL OR NEW.drawn_elsewhere <> 0
      OR EXISTS (SELECT FROM public.policy_years y WHERE y.insurance_id = NEW.id AND y.starts_on = NEW.policy_year_start) THEN
    INSERT INTO public.policy_years AS y (insurance_id, starts_on, maximum, drawn_elsewhere)
      VALUES (NEW.id, NEW.policy_year_start, NEW.max_annual_coverage, NEW.drawn_elsewhere)
      ON CONFLICT (insurance_id, starts_on) DO UPDATE SET maximum = excluded.maximum, drawn_elsewhere = excluded.drawn_elsewhere
      WHERE (y.maximum, y.drawn_elsewhere) IS DISTINCT FROM (excluded.maximum, excluded.drawn_elsewhere);
  END IF;
  -- What it pays at most counts for the years to come too; those that are over keep theirs.
  UPDATE public.policy_years y SET maximum = NEW.max_annual_coverage
    WHERE y.insurance_id = NEW.id AND y.starts_on > NEW.policy_year_start AND y.maximum IS DISTINCT FROM NEW.max_annual_coverage;
  RETURN NULL;
END $$;
CREATE TRIGGER policy_year_follows AFTER INSERT OR UPDATE OF max_annual_coverage, drawn_elsewhere, policy_year_start, policy_year_month, policy_year_day
  ON client_insurance FOR EACH ROW EXECUTE FUNCTION policy_year_follows();

CREATE FUNCTION ledger_draws_policies() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  policies bigint[];
BEGIN
  SELECT array_agg(DISTINCT r.insurance_id) INTO policies FROM rows r
    WHERE r.insurance_id IS NOT NULL AND r.invoice_id IS NOT NULL AND r.kind IN ('PAYMENT', 'REFUND');
  IF policies IS NOT NULL THEN PERFORM public.settle_policy_years(policies); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_draws_policies AFTER INSERT ON ledger_movements REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_draws_policies();
