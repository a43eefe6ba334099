-- After a change of the password the session that goes on gets another refresh token with its next refresh; who sends the former one after
-- that ends the session.
ALTER TABLE console_sessions
  ADD COLUMN rotates_refresh boolean NOT NULL DEFAULT false,
  ADD COLUMN former_refresh_hash bytea;
CREATE UNIQUE INDEX console_sessions_former_refresh_hash_key ON console_sessions (former_refresh_hash);
