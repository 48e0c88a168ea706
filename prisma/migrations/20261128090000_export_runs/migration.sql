-- How far an export is, for the one who waits for it.

CREATE TYPE export_state AS ENUM ('RUNNING', 'DONE', 'CUT_OFF');

CREATE TABLE export_runs (
  id BIGSERIAL PRIMARY KEY,
  user_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  format TEXT NOT NULL,
  rows INTEGER NOT NULL,
  rows_sent INTEGER NOT NULL DEFAULT 0,
  state export_state NOT NULL DEFAULT 'RUNNING',
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT export_runs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT export_runs_format_check CHECK (format IN ('xlsx', 'csv')),
  CONSTRAINT export_runs_rows_check CHECK (rows >= 0 AND rows_sent >= 0)
);
CREATE INDEX export_runs_user_created_idx ON export_runs (user_id, created_at, id);
CREATE INDEX export_runs_created_idx ON export_runs (created_at);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON export_runs FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
