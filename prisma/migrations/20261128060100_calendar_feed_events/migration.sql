-- What calendar feeds said last of each appointment, so that each change of it has a sequence, whichever table it comes from.

CREATE TABLE calendar_feed_events (
  appointment_id BIGINT PRIMARY KEY,
  digest TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  changed_at TIMESTAMP(3) NOT NULL,
  CONSTRAINT calendar_feed_events_appointment_id_fkey FOREIGN KEY (appointment_id)
    REFERENCES appointments (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT calendar_feed_events_sequence_check CHECK (sequence >= 0)
);
