-- One row: what is true of the store as a whole.
create table key_store (
  id integer primary key check (id = 1),
  store_id varchar(36) not null,
  pepper_check varchar(64) not null,
  -- counts the changes of keys; a row carries the count of its last one
  revision bigint not null,
  -- how many keys there must be
  api_keys bigint not null
);

-- Keys are never deleted: a revoked one keeps its row. No column holds a secret.
create table api_key (
  id varchar(12) primary key,
  name varchar(200) not null,
  secret_mac varchar(64) not null,
  last4 varchar(4) not null,
  -- the secret before the last rotation, as long as it is still accepted
  previous_mac varchar(64),
  previous_until timestamp(3) with time zone,
  permissions varchar(200) not null,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  limit_burst integer,
  limit_minute integer,
  limit_hour integer,
  limit_day integer,
  limit_items integer,
  revision bigint not null,
  -- a keyed digest of every column above: a row changed by anything else is not believed
  seal varchar(64) not null,
  usage_count bigint default 0 not null,
  last_used_at timestamp(3) with time zone
);

create index api_key_revision on api_key (revision);
