-- What comes in, goes out or is promised is at most what a line is: sums of many of them can still be told. What stands since before stays.
ALTER TABLE receipts ADD CONSTRAINT receipts_bound_check CHECK (amount <= 9999999999.99) NOT VALID;
ALTER TABLE payments ADD CONSTRAINT payments_bound_check CHECK (amount <= 9999999999.99) NOT VALID;
ALTER TABLE refunds ADD CONSTRAINT refunds_bound_check CHECK (amount <= 9999999999.99) NOT VALID;
ALTER TABLE client_packages ADD CONSTRAINT client_packages_bound_check CHECK (price <= 9999999999.99) NOT VALID;
ALTER TABLE client_funding ADD CONSTRAINT client_funding_bound_check CHECK (total_amount <= 9999999999.99) NOT VALID;
ALTER TABLE client_insurance ADD CONSTRAINT client_insurance_bound_check CHECK (max_annual_coverage <= 9999999999.99) NOT VALID;
