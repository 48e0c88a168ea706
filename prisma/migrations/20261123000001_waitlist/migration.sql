-- The waitlist: in the order of the requests, whatever their status.
CREATE INDEX waitlist_request_idx ON waitlist (request_date, id);
