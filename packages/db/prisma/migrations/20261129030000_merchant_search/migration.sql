-- Whoever runs the installation finds a merchant by the beginnings of words of its name. Pages are in the order of the ids' bytes, as all lists are.
CREATE FUNCTION merchant_words(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple', regexp_replace(name, '[^[:alnum:]]+', ' ', 'g'))
$$;
CREATE INDEX merchants_words_idx ON merchants USING gin (merchant_words(name));
CREATE INDEX merchants_id_idx ON merchants (id text_pattern_ops DESC);

REVOKE ALL ON FUNCTION merchant_words(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION merchant_words(text) TO fieldfare_payments;
