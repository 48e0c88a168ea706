-- What an invoice draws on a funding source is one row, which follows from the ledger.

-- What was written by hand until now stands as far as the ledger knows of it; its numbers and notes are kept in any case.
UPDATE funding_authorizations f SET
    authorization_number = o.numbers,
    notes = nullif(concat_ws(E'\n', o.notes, 'Carried over: ' || o.amounts || ' was written by hand.'), '')
  FROM (SELECT min(id) AS id, string_agg(DISTINCT authorization_number, ', ') AS numbers, string_agg(DISTINCT notes, E'\n') AS notes,
      string_agg(authorized_amount::text, ' + ' ORDER BY id) AS amounts
    FROM funding_authorizations GROUP BY client_funding_id, invoice_id) o
  WHERE f.id = o.id;
DELETE FROM funding_authorizations f USING funding_authorizations o
  WHERE o.client_funding_id = f.client_funding_id AND o.invoice_id = f.invoice_id AND o.id < f.id;
UPDATE funding_authorizations SET authorized_amount = 0, status = 'RELEASED';
DROP INDEX "funding_authorizations_client_funding_id_idx";
CREATE UNIQUE INDEX "funding_authorizations_client_funding_id_invoice_id_key" ON "funding_authorizations"("client_funding_id", "invoice_id");

-- By hand: what Prisma has no words for.
ALTER TABLE funding_authorizations ADD CONSTRAINT funding_authorizations_status_check CHECK (status IN ('APPROVED', 'USED', 'RELEASED'));
CREATE INDEX funding_authorizations_date_idx ON funding_authorizations (authorized_date, id);
CREATE INDEX funding_authorizations_updated_at_idx ON funding_authorizations (updated_at, id);
CREATE INDEX ledger_movements_funding_invoice_idx ON ledger_movements (funding_id, invoice_id) WHERE funding_id IS NOT NULL AND invoice_id IS NOT NULL;

-- What each source was charged of each invoice: of these sources, or of all where none is named. APPROVED while it owes of it, USED once it
-- has paid, RELEASED where nothing is drawn any more.
CREATE FUNCTION funding_draws(sources bigint[], invoices bigint[])
  RETURNS TABLE (funding_id bigint, invoice_id bigint, first_day date, drawn numeric, status text, recorded_by bigint) LANGUAGE sql STABLE AS $$
  SELECT m.funding_id, m.invoice_id, min(m.effective_date), greatest(0, coalesce(sum(m.amount) FILTER (WHERE m.kind NOT IN ('PAYMENT', 'PREPAYMENT', 'REFUND')), 0)),
    CASE WHEN coalesce(sum(m.amount) FILTER (WHERE m.kind NOT IN ('PAYMENT', 'PREPAYMENT', 'REFUND')), 0) <= 0 THEN 'RELEASED'
      WHEN sum(m.amount) > 0 THEN 'APPROVED' ELSE 'USED' END,
    (SELECT t.recorded_by FROM public.ledger_transactions t WHERE t.id = min(m.transaction_id))
  FROM public.ledger_movements m
  WHERE m.funding_id IS NOT NULL AND m.invoice_id IS NOT NULL AND (sources IS NULL OR (m.funding_id = ANY (sources) AND m.invoice_id = ANY (invoices)))
  GROUP BY m.funding_id, m.invoice_id
$$;

-- Brings the rows of these in line. The sources are held, so that two who draw at once come one after the other.
CREATE FUNCTION settle_funding_draws(sources bigint[], invoices bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM public.client_funding f WHERE f.id = ANY (sources) ORDER BY f.id FOR NO KEY UPDATE;
  INSERT INTO public.funding_authorizations AS a
      (client_funding_id, invoice_id, authorization_number, authorized_date, authorized_amount, status, created_at, updated_at, created_by, updated_by)
    SELECT d.funding_id, d.invoice_id,
      -- The number of what was agreed to beforehand, where its visits drew on one alone.
      (SELECT CASE WHEN count(DISTINCT s.number) = 1 THEN min(s.number) END FROM public.invoice_line_items l
        JOIN public.authorization_uses u ON u.appointment_id = l.appointment_id JOIN public.service_authorizations s ON s.id = u.authorization_id
        WHERE l.invoice_id = d.invoice_id AND s.funding_id = d.funding_id),
      d.first_day, d.drawn, d.status, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC', d.recorded_by, d.recorded_by
    FROM public.funding_draws(sources, invoices) d ORDER BY d.funding_id, d.invoice_id
    ON CONFLICT (client_funding_id, invoice_id) DO UPDATE SET authorized_amount = excluded.authorized_amount, status = excluded.status
      WHERE (a.authorized_amount, a.status) IS DISTINCT FROM (excluded.authorized_amount, excluded.status);
END $$;
SELECT settle_funding_draws((SELECT array_agg(DISTINCT d.funding_id) FROM funding_draws(NULL, NULL) d), (SELECT array_agg(DISTINCT d.invoice_id) FROM funding_draws(NULL, NULL) d));

CREATE FUNCTION ledger_writes_funding_draws() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sources bigint[];
  invoices bigint[];
BEGIN
  SELECT array_agg(DISTINCT r.funding_id), array_agg(DISTINCT r.invoice_id) INTO sources, invoices FROM rows r
    WHERE r.funding_id IS NOT NULL AND r.invoice_id IS NOT NULL;
  IF sources IS NOT NULL THEN PERFORM public.settle_funding_draws(sources, invoices); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_writes_funding_draws AFTER INSERT ON ledger_movements REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_writes_funding_draws();

-- The number and notes are typed; the rest follows from the ledger.
CREATE FUNCTION funding_draws_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('funding_authorizations_kept_check', 'what an invoice draws on a funding source follows from the ledger');
  RETURN NULL;
END $$;
CREATE TRIGGER funding_draws_are_kept BEFORE INSERT OR DELETE ON funding_authorizations FOR EACH ROW
  WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION funding_draws_are_kept();
CREATE TRIGGER funding_draws_stay BEFORE UPDATE ON funding_authorizations FOR EACH ROW
  WHEN (pg_trigger_depth() < 1 AND (NEW.client_funding_id, NEW.invoice_id, NEW.authorized_date, NEW.authorized_amount, NEW.status)
    IS DISTINCT FROM (OLD.client_funding_id, OLD.invoice_id, OLD.authorized_date, OLD.authorized_amount, OLD.status)) EXECUTE FUNCTION funding_draws_are_kept();
