-- By which ways the practice sends messages: one answer for all its server processes.
CREATE TABLE outgoing_channels (
  channel message_channel NOT NULL,
  since timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT outgoing_channels_pkey PRIMARY KEY (channel)
);
