-- Whatever has a moment to be looked at is looked at then: also what was refused, and has a page that can be paid.
DROP INDEX card_payments_look_at_idx;
CREATE INDEX card_payments_look_at_idx ON card_payments (look_at, id) WHERE look_at IS NOT NULL;
UPDATE card_payments SET look_at = NULL WHERE look_at IS NOT NULL AND status <> 'OPEN';
