-- What messages say, and the tokens behind their links, is kept sealed. What stands there in the clear a job seals; it finds it by an index that is empty then.
CREATE INDEX "outbox_messages_body_in_the_clear_idx" ON "outbox_messages" ("id") WHERE "body" NOT LIKE 'sealed:1:%';
CREATE INDEX "outbox_messages_secret_in_the_clear_idx" ON "outbox_messages" ("id") WHERE "secret" NOT LIKE 'sealed:1:%';

-- Nothing comes to stand there in the clear any more, through whatever door. Named are the columns.
CREATE FUNCTION kept_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  field text;
  value text;
BEGIN
  FOREACH field IN ARRAY TG_ARGV LOOP
    value := to_jsonb(NEW) ->> field;
    IF value IS NOT NULL AND value NOT LIKE 'sealed:1:%' AND (TG_OP = 'INSERT' OR value IS DISTINCT FROM to_jsonb(OLD) ->> field) THEN
      RAISE EXCEPTION 'This is kept sealed: it is written by the program alone.' USING ERRCODE = 'check_violation', CONSTRAINT = 'kept_sealed';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER outbox_messages_kept_sealed BEFORE INSERT OR UPDATE OF "body", "secret" ON "outbox_messages"
  FOR EACH ROW EXECUTE FUNCTION kept_sealed('body', 'secret');
