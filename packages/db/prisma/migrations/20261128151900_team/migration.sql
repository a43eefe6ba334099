-- Somebody who leaves a merchant's team has no membership any more; the audit log says that there was one.
GRANT DELETE ON memberships TO fieldfare_payments;
