-- Where the practice is and how it writes days, times and amounts: one answer for every browser, form and message.

CREATE TYPE week_start AS ENUM ('SATURDAY', 'SUNDAY', 'MONDAY');
CREATE TYPE clock AS ENUM ('HOUR_12', 'HOUR_24');

ALTER TABLE practice
  ADD COLUMN country TEXT NOT NULL DEFAULT 'US',
  ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD',
  ADD COLUMN locale TEXT NOT NULL DEFAULT 'en-US',
  ADD COLUMN first_day_of_week week_start NOT NULL DEFAULT 'SUNDAY',
  ADD COLUMN clock clock NOT NULL DEFAULT 'HOUR_12',
  ADD CONSTRAINT practice_country_check CHECK (country ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT practice_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT practice_locale_check CHECK (locale ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$' AND length(locale) <= 35);
