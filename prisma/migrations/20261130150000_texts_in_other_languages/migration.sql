-- What the practice's papers say in other languages than its own stands among the translations, under names that the papers look for.
ALTER TABLE "content_translations" ADD CONSTRAINT "content_translations_billing_check" CHECK (
  "content_type" <> 'BILLING_TEXT' OR (
    "content_id" ~ '^(terms|instructions|footer|service:[1-9][0-9]{0,18}|tax:.{1,40})$'
    AND "language" IN ('EN', 'FR', 'ES')
    AND btrim("translated_content") <> ''
    AND ("content_id" IN ('terms', 'instructions') OR "translated_content" !~ '[[:cntrl:]]')
    AND char_length("translated_content") <= CASE
      WHEN "content_id" = 'terms' THEN 4000
      WHEN "content_id" = 'instructions' THEN 2000
      WHEN "content_id" = 'footer' THEN 300
      WHEN "content_id" LIKE 'service:%' THEN 500
      ELSE 40 END));
