-- Packages came after the accounts that a practice begins with. One that has numbers of its own gives its own: the page of reports says which are missing.
INSERT INTO ledger_accounts (purpose, number, name)
SELECT 'PACKAGE', '2110', 'Money received for visits to come'
WHERE NOT EXISTS (SELECT FROM ledger_accounts WHERE purpose = 'PACKAGE' OR number = '2110')
  AND EXISTS (SELECT FROM ledger_accounts WHERE purpose = 'ON_ACCOUNT' AND party IS NULL AND number = '2100');
