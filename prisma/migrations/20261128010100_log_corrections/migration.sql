-- What a person adds to a log, changes in it or strikes out of it is marked as that, with who, when and why; nothing goes away.

ALTER TABLE "auth_logs" ADD COLUMN "correction" TEXT, ADD COLUMN "correction_reason" TEXT,
  ADD COLUMN "corrected_at" TIMESTAMP(3), ADD COLUMN "corrected_by" BIGINT;
ALTER TABLE "auth_logs" ADD CONSTRAINT "auth_logs_corrected_by_fkey" FOREIGN KEY ("corrected_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE auth_logs ADD CONSTRAINT auth_logs_correction_check CHECK (correction IN ('ADDED', 'CHANGED', 'STRUCK'));
ALTER TABLE auth_logs ADD CONSTRAINT auth_logs_correction_whole_check CHECK (
  (correction IS NULL AND correction_reason IS NULL AND corrected_at IS NULL)
  OR (correction IS NOT NULL AND btrim(correction_reason) <> '' AND correction_reason IS NOT NULL AND corrected_at IS NOT NULL));
CREATE INDEX "auth_logs_corrected_by_idx" ON "auth_logs"("corrected_by");

ALTER TABLE "communication_access_logs" ADD COLUMN "correction" TEXT, ADD COLUMN "correction_reason" TEXT,
  ADD COLUMN "corrected_at" TIMESTAMP(3), ADD COLUMN "corrected_by" BIGINT;
ALTER TABLE "communication_access_logs" ADD CONSTRAINT "communication_access_logs_corrected_by_fkey" FOREIGN KEY ("corrected_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE communication_access_logs ADD CONSTRAINT communication_access_logs_correction_check CHECK (correction IN ('ADDED', 'CHANGED', 'STRUCK'));
ALTER TABLE communication_access_logs ADD CONSTRAINT communication_access_logs_correction_whole_check CHECK (
  (correction IS NULL AND correction_reason IS NULL AND corrected_at IS NULL)
  OR (correction IS NOT NULL AND btrim(correction_reason) <> '' AND correction_reason IS NOT NULL AND corrected_at IS NOT NULL));
CREATE INDEX "communication_access_logs_corrected_by_idx" ON "communication_access_logs"("corrected_by");

ALTER TABLE "document_access_logs" ADD COLUMN "correction" TEXT, ADD COLUMN "correction_reason" TEXT,
  ADD COLUMN "corrected_at" TIMESTAMP(3), ADD COLUMN "corrected_by" BIGINT;
ALTER TABLE "document_access_logs" ADD CONSTRAINT "document_access_logs_corrected_by_fkey" FOREIGN KEY ("corrected_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE document_access_logs ADD CONSTRAINT document_access_logs_correction_check CHECK (correction IN ('ADDED', 'CHANGED', 'STRUCK'));
ALTER TABLE document_access_logs ADD CONSTRAINT document_access_logs_correction_whole_check CHECK (
  (correction IS NULL AND correction_reason IS NULL AND corrected_at IS NULL)
  OR (correction IS NOT NULL AND btrim(correction_reason) <> '' AND correction_reason IS NOT NULL AND corrected_at IS NOT NULL));
CREATE INDEX "document_access_logs_corrected_by_idx" ON "document_access_logs"("corrected_by");
