-- What everybody must know before they meet a client or a learner.

CREATE TYPE "alert_kind" AS ENUM ('ALLERGY', 'MEDICAL', 'PICK_UP', 'SAFETY', 'ACCESS', 'OTHER');

CREATE TABLE "client_alerts" (
    "id" BIGSERIAL NOT NULL,
    "client_id" BIGINT NOT NULL,
    "learner_id" BIGINT,
    "kind" "alert_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,
    "updated_by" BIGINT,

    CONSTRAINT "client_alerts_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "client_alerts_client_id_idx" ON "client_alerts"("client_id");
CREATE INDEX "client_alerts_learner_id_idx" ON "client_alerts"("learner_id");
CREATE INDEX "client_alerts_created_by_idx" ON "client_alerts"("created_by");
CREATE INDEX "client_alerts_updated_by_idx" ON "client_alerts"("updated_by");

ALTER TABLE "client_alerts" ADD CONSTRAINT "client_alerts_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "client_alerts" ADD CONSTRAINT "client_alerts_learner_id_fkey" FOREIGN KEY ("learner_id") REFERENCES "learners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "client_alerts" ADD CONSTRAINT "client_alerts_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "client_alerts" ADD CONSTRAINT "client_alerts_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE client_alerts ADD CONSTRAINT client_alerts_text_check CHECK (btrim(text) <> '');
ALTER TABLE client_alerts ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (search_text(text)) STORED;
CREATE INDEX client_alerts_search_idx ON client_alerts USING gin (search gin_trgm_ops);
-- The panel's list, in the order of kinds.
CREATE INDEX client_alerts_kind_idx ON client_alerts (kind, id);
-- An alert about a learner is one of that learner's client, whoever writes it.
ALTER TABLE learners ADD CONSTRAINT learners_id_client_id_key UNIQUE (id, client_id);
ALTER TABLE client_alerts ADD CONSTRAINT client_alerts_learner_of_client_fkey
  FOREIGN KEY (learner_id, client_id) REFERENCES learners (id, client_id);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON client_alerts FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
