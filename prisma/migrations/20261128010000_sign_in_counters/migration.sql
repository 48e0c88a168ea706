-- The counters of one account from all addresses are forgotten together; their keys begin alike.
CREATE INDEX rate_limits_prefix_idx ON rate_limits (key varchar_pattern_ops);

-- Who signed in rightly from which address.
CREATE INDEX auth_logs_known_idx ON auth_logs (user_id, ip_address, "timestamp") WHERE success AND action = 'LOGIN';
