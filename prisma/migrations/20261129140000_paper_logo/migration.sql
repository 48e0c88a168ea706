-- The practice's logo, at the head of papers: one, or none.

CREATE TABLE "paper_logos" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "type" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "image" BYTEA NOT NULL,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" BIGINT,

    CONSTRAINT "paper_logos_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "paper_logos_updated_by_idx" ON "paper_logos"("updated_by");
ALTER TABLE "paper_logos" ADD CONSTRAINT "paper_logos_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE paper_logos
  ADD CONSTRAINT paper_logos_one_check CHECK (id = 1),
  ADD CONSTRAINT paper_logos_type_check CHECK (type IN ('image/png', 'image/jpeg')),
  ADD CONSTRAINT paper_logos_size_check CHECK (width BETWEEN 1 AND 2000 AND height BETWEEN 1 AND 2000 AND octet_length(image) <= 524288);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON paper_logos FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
