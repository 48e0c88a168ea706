-- An amount has its bound when it is written: what stands there since before can be taken back, corrected and ended, whatever it is.
CREATE FUNCTION amount_is_bounded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as(TG_TABLE_NAME || '_bound_check', 'an amount is at most 9999999999.99');
  RETURN NULL;
END $$;
DO $$
DECLARE each record;
BEGIN
  FOR each IN SELECT * FROM (VALUES ('receipts', 'amount'), ('payments', 'amount'), ('refunds', 'amount'), ('client_packages', 'price'),
    ('client_funding', 'total_amount'), ('client_insurance', 'max_annual_coverage')) AS v (name, col) LOOP
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', each.name, each.name || '_bound_check');
    EXECUTE format('CREATE TRIGGER amount_is_bounded BEFORE INSERT ON %I FOR EACH ROW WHEN (NEW.%I > 9999999999.99) EXECUTE FUNCTION amount_is_bounded()', each.name, each.col);
    EXECUTE format('CREATE TRIGGER amount_stays_bounded BEFORE UPDATE ON %I FOR EACH ROW WHEN (NEW.%I > 9999999999.99 AND NEW.%I IS DISTINCT FROM OLD.%I) EXECUTE FUNCTION amount_is_bounded()',
      each.name, each.col, each.col, each.col);
  END LOOP;
END $$;

-- What was drawn is never below nothing: a takeover that is taken back after its part was credited is level again a statement later.
CREATE OR REPLACE FUNCTION funding_remains() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  remaining numeric;
BEGIN
  IF TG_OP = 'INSERT' THEN
    -- One that is brought along from elsewhere says what is left of it.
    IF NEW.drawn_elsewhere = 0 AND NEW.remaining_amount BETWEEN 0 AND NEW.total_amount THEN
      NEW.drawn_elsewhere := NEW.total_amount - NEW.remaining_amount;
    END IF;
    IF NEW.remaining_amount BETWEEN 0 AND NEW.total_amount THEN
      NEW.remaining_amount := greatest(0, NEW.total_amount - NEW.drawn_elsewhere - NEW.drawn);
    END IF;
    RETURN NEW;
  END IF;
  remaining := greatest(0, NEW.total_amount - NEW.drawn_elsewhere - greatest(0, NEW.drawn));
  IF NEW.remaining_amount NOT IN (OLD.remaining_amount, remaining) THEN
    PERFORM public.refuse_as('client_funding_remaining_check', 'what is left of a funding source follows from what was drawn');
  END IF;
  NEW.remaining_amount := remaining;
  RETURN NEW;
END $$;
