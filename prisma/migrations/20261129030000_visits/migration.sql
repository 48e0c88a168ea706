-- From visits to invoices: what a visit is billed as, which line bills it, what is waived, and the run at a month's end.

CREATE TYPE "invoice_run_status" AS ENUM ('RUNNING', 'DONE', 'STOPPED');

CREATE TYPE "invoice_run_result" AS ENUM ('WAITING', 'DRAFTED', 'INVOICED', 'NOTHING', 'FAILED');
ALTER TABLE "appointments" ADD COLUMN     "appointment_type_id" BIGINT;

CREATE TABLE "billed_visits" (
    "line_id" BIGINT NOT NULL,
    "appointment_id" BIGINT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "learner_id" BIGINT,
    "service_code_id" BIGINT NOT NULL,

    CONSTRAINT "billed_visits_pkey" PRIMARY KEY ("line_id")
);

CREATE TABLE "visit_waivers" (
    "id" BIGSERIAL NOT NULL,
    "appointment_id" BIGINT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "learner_id" BIGINT,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,

    CONSTRAINT "visit_waivers_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "invoice_runs" (
    "id" BIGSERIAL NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "location_id" BIGINT,
    "fees" BOOLEAN NOT NULL DEFAULT true,
    "send" BOOLEAN NOT NULL DEFAULT false,
    "issue_date" DATE NOT NULL,
    "status" "invoice_run_status" NOT NULL DEFAULT 'RUNNING',
    "finished_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,

    CONSTRAINT "invoice_runs_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "invoice_run_clients" (
    "id" BIGSERIAL NOT NULL,
    "run_id" BIGINT NOT NULL,
    "client_id" BIGINT NOT NULL,
    "result" "invoice_run_result" NOT NULL DEFAULT 'WAITING',
    "invoice_id" BIGINT,
    "visits" INTEGER NOT NULL DEFAULT 0,
    "amount" DECIMAL(15,2) NOT NULL DEFAULT 0,
    "remark" TEXT,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invoice_run_clients_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "appointment_types" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "discipline" TEXT,
    "duration_minutes" INTEGER,
    "colour" TEXT,
    "service_code_id" BIGINT,
    "no_show_service_code_id" BIGINT,
    "late_cancellation_service_code_id" BIGINT,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "appointment_types_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "billed_visits_client_id_idx" ON "billed_visits"("client_id");
CREATE INDEX "billed_visits_learner_id_idx" ON "billed_visits"("learner_id");
CREATE INDEX "billed_visits_service_code_id_idx" ON "billed_visits"("service_code_id");
CREATE INDEX "visit_waivers_client_id_idx" ON "visit_waivers"("client_id");
CREATE INDEX "visit_waivers_learner_id_idx" ON "visit_waivers"("learner_id");
CREATE INDEX "visit_waivers_created_by_idx" ON "visit_waivers"("created_by");
CREATE INDEX "invoice_runs_location_id_idx" ON "invoice_runs"("location_id");
CREATE INDEX "invoice_runs_created_by_idx" ON "invoice_runs"("created_by");
CREATE INDEX "invoice_run_clients_client_id_idx" ON "invoice_run_clients"("client_id");
CREATE INDEX "invoice_run_clients_invoice_id_idx" ON "invoice_run_clients"("invoice_id");
CREATE UNIQUE INDEX "invoice_run_clients_run_id_client_id_key" ON "invoice_run_clients"("run_id", "client_id");
CREATE INDEX "appointment_types_service_code_id_idx" ON "appointment_types"("service_code_id");
CREATE INDEX "appointment_types_no_show_service_code_id_idx" ON "appointment_types"("no_show_service_code_id");
CREATE INDEX "appointment_types_late_cancellation_service_code_id_idx" ON "appointment_types"("late_cancellation_service_code_id");
CREATE INDEX "appointment_types_created_by_idx" ON "appointment_types"("created_by");
CREATE INDEX "appointment_types_updated_by_idx" ON "appointment_types"("updated_by");
CREATE INDEX "appointments_appointment_type_id_idx" ON "appointments"("appointment_type_id");
ALTER TABLE "billed_visits" ADD CONSTRAINT "billed_visits_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "invoice_line_items"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "billed_visits" ADD CONSTRAINT "billed_visits_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "billed_visits" ADD CONSTRAINT "billed_visits_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "billed_visits" ADD CONSTRAINT "billed_visits_learner_id_fkey" FOREIGN KEY ("learner_id") REFERENCES "learners"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "billed_visits" ADD CONSTRAINT "billed_visits_service_code_id_fkey" FOREIGN KEY ("service_code_id") REFERENCES "service_codes"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "visit_waivers" ADD CONSTRAINT "visit_waivers_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "visit_waivers" ADD CONSTRAINT "visit_waivers_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "visit_waivers" ADD CONSTRAINT "visit_waivers_learner_id_fkey" FOREIGN KEY ("learner_id") REFERENCES "learners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "visit_waivers" ADD CONSTRAINT "visit_waivers_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "invoice_runs" ADD CONSTRAINT "invoice_runs_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "practice_locations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invoice_runs" ADD CONSTRAINT "invoice_runs_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "invoice_run_clients" ADD CONSTRAINT "invoice_run_clients_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "invoice_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "invoice_run_clients" ADD CONSTRAINT "invoice_run_clients_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invoice_run_clients" ADD CONSTRAINT "invoice_run_clients_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_appointment_type_id_fkey" FOREIGN KEY ("appointment_type_id") REFERENCES "appointment_types"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_types" ADD CONSTRAINT "appointment_types_service_code_id_fkey" FOREIGN KEY ("service_code_id") REFERENCES "service_codes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_types" ADD CONSTRAINT "appointment_types_no_show_service_code_id_fkey" FOREIGN KEY ("no_show_service_code_id") REFERENCES "service_codes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_types" ADD CONSTRAINT "appointment_types_late_cancellation_service_code_id_fkey" FOREIGN KEY ("late_cancellation_service_code_id") REFERENCES "service_codes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_types" ADD CONSTRAINT "appointment_types_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "appointment_types" ADD CONSTRAINT "appointment_types_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE appointment_types
  ADD CONSTRAINT appointment_types_name_check CHECK (btrim(name) <> ''),
  ADD CONSTRAINT appointment_types_duration_minutes_check CHECK (duration_minutes BETWEEN 1 AND 1440),
  ADD CONSTRAINT appointment_types_colour_check CHECK (colour ~ '^#[0-9A-F]{6}$'),
  ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (search_text(name || ' ' || coalesce(discipline, ''))) STORED;
CREATE UNIQUE INDEX appointment_types_name_key ON appointment_types (lower(name));
CREATE UNIQUE INDEX appointment_types_default_key ON appointment_types (is_default) WHERE is_default;
CREATE INDEX appointment_types_search_idx ON appointment_types USING gin (search gin_trgm_ops);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON appointment_types FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

ALTER TABLE visit_waivers ADD CONSTRAINT visit_waivers_reason_check CHECK (btrim(reason) <> '');
CREATE UNIQUE INDEX visit_waivers_once_key ON visit_waivers (appointment_id, client_id, coalesce(learner_id, 0));

ALTER TABLE invoice_runs ADD CONSTRAINT invoice_runs_days_check CHECK (to_day >= from_day AND to_day - from_day <= 366);
-- One at a time.
CREATE UNIQUE INDEX invoice_runs_running_key ON invoice_runs (status) WHERE status = 'RUNNING';
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON invoice_runs FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
ALTER TABLE invoice_run_clients ADD CONSTRAINT invoice_run_clients_figures_check CHECK (visits >= 0 AND amount >= 0);
CREATE INDEX invoice_run_clients_waiting_idx ON invoice_run_clients (run_id, id) WHERE result IN ('WAITING', 'DRAFTED');
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON invoice_run_clients FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- A visit's part of one client and learner is billed as a service by one line at a time, whoever writes it. Lines say it, so that no door
-- can forget; a line that was credited whole lets it go.
CREATE UNIQUE INDEX billed_visits_once_key ON billed_visits (appointment_id, client_id, coalesce(learner_id, 0), service_code_id);

CREATE FUNCTION bills_visits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN DELETE FROM public.billed_visits b USING rows r WHERE b.line_id = r.id; END IF;
  INSERT INTO public.billed_visits (line_id, appointment_id, client_id, learner_id, service_code_id)
  SELECT r.id, r.appointment_id, i.client_id, coalesce(r.learner_id, CASE WHEN a.client_id = i.client_id THEN a.learner_id END), r.service_code_id
  FROM rows r JOIN public.invoices i ON i.id = r.invoice_id JOIN public.appointments a ON a.id = r.appointment_id;
  RETURN NULL;
END $$;
CREATE TRIGGER bills_visits_insert AFTER INSERT ON invoice_line_items REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION bills_visits();
CREATE TRIGGER bills_visits_update AFTER UPDATE ON invoice_line_items REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION bills_visits();

CREATE FUNCTION credit_frees_visits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.billed_visits b USING public.invoice_line_items l
  WHERE b.line_id = l.id AND l.id IN (SELECT r.line_id FROM rows r) AND l.line_total > 0
    AND l.line_total = (SELECT sum(n.net_amount + n.tax_amount) FROM public.credit_note_lines n WHERE n.line_id = l.id);
  RETURN NULL;
END $$;
CREATE TRIGGER credit_frees_visits AFTER INSERT ON credit_note_lines REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION credit_frees_visits();

-- What cost nothing is in no credit note: it goes with the rest of its invoice.
CREATE FUNCTION cancelling_frees_visits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.billed_visits b USING public.invoice_line_items l WHERE b.line_id = l.id AND l.invoice_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER cancelling_frees_visits AFTER UPDATE OF status ON invoices FOR EACH ROW
  WHEN (OLD.status NOT IN ('CANCELLED', 'REFUNDED') AND NEW.status IN ('CANCELLED', 'REFUNDED')) EXECUTE FUNCTION cancelling_frees_visits();

CREATE FUNCTION billed_visits_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('billed_visits_kept_check', 'billed visits follow from lines alone');
  RETURN NULL;
END $$;

-- What is billed as it took place (or as it was missed) stays so until the bill is taken back.
CREATE FUNCTION billed_visit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.billed_visits b WHERE b.appointment_id = NEW.id) THEN
    PERFORM public.refuse_as('appointments_billed_check', 'this appointment is billed as it is');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER billed_visit_stays BEFORE UPDATE OF status ON appointments FOR EACH ROW
  WHEN (OLD.status IN ('COMPLETED', 'NOSHOW', 'CANCELLED') AND NEW.status <> OLD.status) EXECUTE FUNCTION billed_visit_stays();

-- What lines bill already. Where two billed the same until now, the first counts.
INSERT INTO billed_visits (line_id, appointment_id, client_id, learner_id, service_code_id)
SELECT l.id, l.appointment_id, i.client_id, coalesce(l.learner_id, CASE WHEN a.client_id = i.client_id THEN a.learner_id END), l.service_code_id
FROM invoice_line_items l JOIN invoices i ON i.id = l.invoice_id JOIN appointments a ON a.id = l.appointment_id
WHERE i.status NOT IN ('CANCELLED', 'REFUNDED') ORDER BY l.id
ON CONFLICT DO NOTHING;
CREATE TRIGGER billed_visits_are_kept BEFORE INSERT OR UPDATE OR DELETE ON billed_visits FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION billed_visits_are_kept();
