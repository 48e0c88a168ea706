-- What was written off is given back at most: a credit books no more of it than there was.
CREATE FUNCTION write_offs_agree(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) FROM public.ledger_movements WHERE invoice_id = which AND kind = 'WRITE_OFF') > 0 THEN
    PERFORM public.refuse_as('invoice_ledger_agrees_check', 'more was given back than had been written off');
  END IF;
END $$;

DO $$
DECLARE
  body text;
BEGIN
  SELECT pg_get_functiondef('billing_agrees'::regproc) INTO body;
  EXECUTE replace(body, 'PERFORM public.invoice_agrees(NEW.id);', 'PERFORM public.invoice_agrees(NEW.id); PERFORM public.write_offs_agree(NEW.id);');
END $$;
