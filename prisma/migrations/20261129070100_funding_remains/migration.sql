-- What is left of a funding source follows from the ledger.
ALTER TABLE "client_funding" ADD COLUMN     "drawn" DECIMAL(15,2) NOT NULL DEFAULT 0,
ADD COLUMN     "drawn_elsewhere" DECIMAL(15,2) NOT NULL DEFAULT 0;

-- By hand: what Prisma has no words for. What was typed until now stands: what the ledger does not know of was drawn elsewhere.
UPDATE client_funding f SET drawn = m.drawn FROM (
  SELECT funding_id, sum(amount) AS drawn FROM ledger_movements
  WHERE funding_id IS NOT NULL AND kind NOT IN ('PAYMENT', 'PREPAYMENT', 'REFUND') GROUP BY funding_id) m WHERE m.funding_id = f.id;
UPDATE client_funding SET drawn_elsewhere = greatest(0, total_amount - remaining_amount - drawn);
UPDATE client_funding SET remaining_amount = greatest(0, total_amount - drawn_elsewhere - drawn);
ALTER TABLE client_funding ADD CONSTRAINT client_funding_drawn_check CHECK (drawn_elsewhere BETWEEN 0 AND total_amount);

CREATE FUNCTION funding_remains() RETURNS trigger LANGUAGE plpgsql AS $$
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
  remaining := greatest(0, NEW.total_amount - NEW.drawn_elsewhere - NEW.drawn);
  IF NEW.remaining_amount NOT IN (OLD.remaining_amount, remaining) THEN
    PERFORM public.refuse_as('client_funding_remaining_check', 'what is left of a funding source follows from what was drawn');
  END IF;
  NEW.remaining_amount := remaining;
  RETURN NEW;
END $$;
CREATE TRIGGER funding_remains BEFORE INSERT OR UPDATE ON client_funding FOR EACH ROW EXECUTE FUNCTION funding_remains();

CREATE FUNCTION drawn_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('client_funding_remaining_check', 'what was drawn on a funding source follows from the ledger');
  RETURN NULL;
END $$;
CREATE TRIGGER drawn_is_kept BEFORE UPDATE OF drawn ON client_funding FOR EACH ROW
  WHEN (pg_trigger_depth() < 1 AND NEW.drawn <> OLD.drawn) EXECUTE FUNCTION drawn_is_kept();
CREATE TRIGGER drawn_begins_empty BEFORE INSERT ON client_funding FOR EACH ROW WHEN (NEW.drawn <> 0) EXECUTE FUNCTION drawn_is_kept();

-- What was charged to it counts, also before it paid; its payments settle that and change nothing.
CREATE FUNCTION ledger_draws_funding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.client_funding f SET drawn = f.drawn + d.amount
  FROM (SELECT funding_id, sum(amount) AS amount FROM rows WHERE funding_id IS NOT NULL AND kind NOT IN ('PAYMENT', 'PREPAYMENT', 'REFUND')
    GROUP BY funding_id HAVING sum(amount) <> 0) d
  WHERE f.id = d.funding_id;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_draws_funding AFTER INSERT ON ledger_movements REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_draws_funding();
