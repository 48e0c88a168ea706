-- Keys that sealed values hang off: one a client, one of the practice, each wrapped by a key of ENCRYPTION_KEYS.
CREATE TABLE "sealing_keys" (
  "id" BIGSERIAL NOT NULL,
  "client_id" BIGINT,
  "wrapped_by" VARCHAR(100) NOT NULL,
  "wrapped_key" BYTEA,
  "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "rewrapped_at" TIMESTAMP(3),
  "destroyed_at" TIMESTAMP(3),
  CONSTRAINT "sealing_keys_pkey" PRIMARY KEY ("id"),
  -- Nonce, tag and 32 bytes; nothing is left of one that was destroyed.
  CONSTRAINT "sealing_keys_wrapped_check" CHECK (
    ("destroyed_at" IS NULL AND "wrapped_key" IS NOT NULL AND octet_length("wrapped_key") = 60)
    OR ("destroyed_at" IS NOT NULL AND "wrapped_key" IS NULL)
  )
);

CREATE UNIQUE INDEX "sealing_keys_client_id_key" ON "sealing_keys" ("client_id");
CREATE UNIQUE INDEX "sealing_keys_practice_key" ON "sealing_keys" (("client_id" IS NULL)) WHERE "client_id" IS NULL;
CREATE INDEX "sealing_keys_wrapped_by_idx" ON "sealing_keys" ("wrapped_by");

-- A key that is gone takes with it all that hangs off it: none is deleted, handed to another, or comes back.
CREATE FUNCTION sealing_key_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'A key that sealed values hang off is destroyed, not deleted.' USING ERRCODE = 'check_violation', CONSTRAINT = 'sealing_key_stays';
  END IF;
  IF NEW.id <> OLD.id OR NEW.client_id IS DISTINCT FROM OLD.client_id OR OLD.destroyed_at IS NOT NULL THEN
    RAISE EXCEPTION 'A key that sealed values hang off belongs to one client, and stays destroyed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'sealing_key_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sealing_key_stays BEFORE UPDATE OR DELETE ON "sealing_keys" FOR EACH ROW EXECUTE FUNCTION sealing_key_stays();
