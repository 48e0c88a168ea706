-- The memory of a job: of which ends and shortages of cover staff were told.
CREATE TABLE "cover_notices" (
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cover_notices_pkey" PRIMARY KEY ("key")
);
