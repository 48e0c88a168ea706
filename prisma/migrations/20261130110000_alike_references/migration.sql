-- The same reference typed twice is told although case, blanks, punctuation or the writing of an umlaut differ.
CREATE FUNCTION reference_key(value text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT public.search_short(replace(public.search_fold(value), ' ', '')) $$;

CREATE INDEX receipts_alike_idx ON receipts (reference_key(reference_number), amount) WHERE reference_number IS NOT NULL;
