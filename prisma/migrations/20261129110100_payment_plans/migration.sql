-- Payment plans: what a client owes of some invoices, in instalments. What of them is paid follows from the ledger.

CREATE TYPE "payment_plan_status" AS ENUM ('ACTIVE', 'KEPT', 'BROKEN', 'ENDED');
CREATE TYPE "plan_rhythm" AS ENUM ('WEEK', 'TWO_WEEKS', 'MONTH');

CREATE TABLE "payment_plans" (
    "id" BIGSERIAL NOT NULL,
    "client_id" BIGINT NOT NULL,
    "status" "payment_plan_status" NOT NULL DEFAULT 'ACTIVE',
    "total" DECIMAL(15,2) NOT NULL,
    "count" INTEGER NOT NULL,
    "rhythm" "plan_rhythm",
    "first_due_on" DATE NOT NULL,
    "note" TEXT,
    "ended_at" TIMESTAMP(3),
    "end_reason" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "payment_plans_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "payment_plan_invoices" (
    "id" BIGSERIAL NOT NULL,
    "plan_id" BIGINT NOT NULL,
    "invoice_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "amount" DECIMAL(15,2) NOT NULL,
    "after_movement" BIGINT NOT NULL,
    "is_running" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "payment_plan_invoices_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "payment_plan_instalments" (
    "id" BIGSERIAL NOT NULL,
    "plan_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "amount" DECIMAL(15,2) NOT NULL,

    CONSTRAINT "payment_plan_instalments_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "pay_links" ADD COLUMN     "instalment_id" BIGINT;
CREATE INDEX "payment_plans_client_id_idx" ON "payment_plans"("client_id");
CREATE INDEX "payment_plans_created_by_idx" ON "payment_plans"("created_by");
CREATE INDEX "payment_plans_updated_by_idx" ON "payment_plans"("updated_by");
CREATE INDEX "payment_plan_invoices_invoice_id_idx" ON "payment_plan_invoices"("invoice_id");
CREATE UNIQUE INDEX "payment_plan_invoices_plan_id_position_key" ON "payment_plan_invoices"("plan_id", "position");
CREATE UNIQUE INDEX "payment_plan_instalments_plan_id_position_key" ON "payment_plan_instalments"("plan_id", "position");
CREATE INDEX "pay_links_instalment_id_idx" ON "pay_links"("instalment_id");
ALTER TABLE "payment_plans" ADD CONSTRAINT "payment_plans_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment_plans" ADD CONSTRAINT "payment_plans_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "payment_plans" ADD CONSTRAINT "payment_plans_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "payment_plan_invoices" ADD CONSTRAINT "payment_plan_invoices_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "payment_plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment_plan_invoices" ADD CONSTRAINT "payment_plan_invoices_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment_plan_instalments" ADD CONSTRAINT "payment_plan_instalments_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "payment_plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "pay_links" ADD CONSTRAINT "pay_links_instalment_id_fkey" FOREIGN KEY ("instalment_id") REFERENCES "payment_plan_instalments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE pay_links
  DROP CONSTRAINT pay_links_for_check,
  ADD CONSTRAINT pay_links_for_check CHECK (num_nonnulls(invoice_id, instalment_id) = 1);
ALTER TABLE payment_plans
  ADD CONSTRAINT payment_plans_total_check CHECK (total > 0),
  ADD CONSTRAINT payment_plans_count_check CHECK (count BETWEEN 1 AND 60),
  ADD CONSTRAINT payment_plans_ended_check CHECK ((status = 'ENDED') = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (end_reason IS NULL));
ALTER TABLE payment_plan_invoices
  ADD CONSTRAINT payment_plan_invoices_amount_check CHECK (amount > 0),
  ADD CONSTRAINT payment_plan_invoices_position_check CHECK (position BETWEEN 1 AND 20);
ALTER TABLE payment_plan_instalments
  ADD CONSTRAINT payment_plan_instalments_amount_check CHECK (amount > 0),
  ADD CONSTRAINT payment_plan_instalments_position_check CHECK (position BETWEEN 1 AND 60);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON payment_plans FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- An invoice is on one plan that runs.
CREATE UNIQUE INDEX payment_plan_invoices_running_key ON payment_plan_invoices (invoice_id) WHERE is_running;
CREATE INDEX payment_plans_created_at_idx ON payment_plans (created_at, id);
CREATE INDEX payment_plans_updated_at_idx ON payment_plans (updated_at, id);
CREATE INDEX payment_plans_status_idx ON payment_plans (status, created_at, id);
CREATE INDEX payment_plans_first_due_on_idx ON payment_plans (first_due_on, id);
CREATE INDEX payment_plan_instalments_due_on_idx ON payment_plan_instalments (due_on, id);
CREATE INDEX payment_plan_invoices_position_idx ON payment_plan_invoices (position, id);
CREATE INDEX payment_plan_instalments_position_idx ON payment_plan_instalments (position, id);

-- What of a plan is paid: for each of its invoices what the client has paid, or was credited or spared, since it was made, and no less than what is
-- not owed any more. What moves to the client later, or came back of what was paid before, is owed besides.
CREATE FUNCTION payment_plan_settled(which bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(least(p.amount, greatest(0, p.amount - m.open, m.paid))), 0)
  FROM public.payment_plan_invoices p CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount), 0) AS open,
      -coalesce(sum(x.amount) FILTER (WHERE x.id > p.after_movement AND x.kind IN ('PAYMENT', 'REFUND', 'CREDIT', 'WRITE_OFF') AND NOT EXISTS (
        SELECT FROM public.ledger_transactions t JOIN public.ledger_movements o ON o.transaction_id = t.reverses_id
        WHERE t.id = x.transaction_id AND o.id <= p.after_movement)), 0) AS paid
    FROM public.ledger_movements x WHERE x.invoice_id = p.invoice_id AND x.party = 'CLIENT') m
  WHERE p.plan_id = which
$$;

-- How a plan stands on a day: a week after an instalment was due, and is not paid, it is broken; until it is paid up.
CREATE FUNCTION payment_plan_state(which bigint, day date) RETURNS payment_plan_status LANGUAGE sql STABLE AS $$
  SELECT (CASE WHEN p.status = 'ENDED' THEN 'ENDED' WHEN s.settled >= p.total THEN 'KEPT'
    WHEN EXISTS (SELECT FROM (SELECT i.due_on, sum(i.amount) OVER (ORDER BY i.position) AS due FROM public.payment_plan_instalments i WHERE i.plan_id = which) d
      WHERE d.due_on + 7 < day AND d.due > s.settled) THEN 'BROKEN' ELSE 'ACTIVE' END)::public.payment_plan_status
  FROM public.payment_plans p CROSS JOIN LATERAL (SELECT public.payment_plan_settled(which) AS settled) s WHERE p.id = which
$$;

-- What was agreed to stays; how the plan stands follows.
CREATE FUNCTION payment_plan_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE may text[] := TG_ARGV[0]::text[];
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may IS DISTINCT FROM to_jsonb(OLD) - may THEN
    PERFORM public.refuse_as('payment_plans_kept_check', 'a payment plan stays as it was agreed to');
  END IF;
  IF TG_TABLE_NAME = 'payment_plans' THEN
    IF OLD.status = 'ENDED' AND NEW.status <> 'ENDED' THEN
      PERFORM public.refuse_as('payment_plans_kept_check', 'a plan that was ended stays so');
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_plan_is_kept BEFORE UPDATE OR DELETE ON payment_plans FOR EACH ROW
  EXECUTE FUNCTION payment_plan_is_kept('{status,note,ended_at,end_reason,updated_at,updated_by,created_by}');
CREATE TRIGGER payment_plan_is_kept BEFORE UPDATE OR DELETE ON payment_plan_invoices FOR EACH ROW EXECUTE FUNCTION payment_plan_is_kept('{is_running}');
CREATE TRIGGER payment_plan_is_kept BEFORE UPDATE OR DELETE ON payment_plan_instalments FOR EACH ROW EXECUTE FUNCTION payment_plan_is_kept('{}');

-- Its invoices are on it while it runs.
CREATE FUNCTION payment_plan_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.payment_plan_invoices SET is_running = NEW.status IN ('ACTIVE', 'BROKEN')
    WHERE plan_id = NEW.id AND is_running <> (NEW.status IN ('ACTIVE', 'BROKEN'));
  RETURN NULL;
END $$;
CREATE TRIGGER payment_plan_runs AFTER UPDATE OF status ON payment_plans FOR EACH ROW EXECUTE FUNCTION payment_plan_runs();

-- Instalments and invoices come to the same, the days follow one another, and all is of one client.
CREATE FUNCTION payment_plan_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  p public.payment_plans;
BEGIN
  SELECT * INTO p FROM public.payment_plans WHERE id = (to_jsonb(NEW) ->> (CASE WHEN TG_TABLE_NAME = 'payment_plans' THEN 'id' ELSE 'plan_id' END))::bigint;
  IF p.total IS DISTINCT FROM (SELECT sum(amount) FROM public.payment_plan_invoices WHERE plan_id = p.id)
    OR NOT EXISTS (SELECT FROM public.payment_plan_instalments WHERE plan_id = p.id
      HAVING sum(amount) = p.total AND count(*) = p.count AND min(due_on) = p.first_due_on)
    OR EXISTS (SELECT FROM (SELECT due_on, lag(due_on) OVER (ORDER BY position) AS before FROM public.payment_plan_instalments WHERE plan_id = p.id) d WHERE d.before >= d.due_on)
    OR EXISTS (SELECT FROM public.payment_plan_invoices x JOIN public.invoices i ON i.id = x.invoice_id
      WHERE x.plan_id = p.id AND (i.client_id <> p.client_id OR i.sent_at IS NULL)) THEN
    PERFORM public.refuse_as('payment_plans_agree_check', 'the instalments of a plan do not come to its invoices');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payment_plan_agrees AFTER INSERT ON payment_plans DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payment_plan_agrees();
CREATE CONSTRAINT TRIGGER payment_plan_agrees AFTER INSERT ON payment_plan_invoices DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payment_plan_agrees();
CREATE CONSTRAINT TRIGGER payment_plan_agrees AFTER INSERT ON payment_plan_instalments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payment_plan_agrees();
