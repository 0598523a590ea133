"""The tables, and how a file of an earlier policydocs becomes one of this.

A change to the tables is a further entry of `MIGRATIONS`; an entry that was released is never changed.
"""

from __future__ import annotations

from typing import Final

#: In the file's head, so that a file of another program is known as such ("pdrl").
APPLICATION_ID: Final = 0x7064726C

_FIRST = """
CREATE TABLE clients (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    large_print INTEGER NOT NULL CHECK (large_print IN (0, 1)),
    status TEXT NOT NULL,
    policies TEXT,
    clinician TEXT NOT NULL,
    practice TEXT NOT NULL
) STRICT;

CREATE TABLE recipients (
    id TEXT NOT NULL PRIMARY KEY,
    client TEXT NOT NULL REFERENCES clients (id),
    position INTEGER,  -- NULL: no longer a recipient; what she was sent stays
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    until TEXT,
    email TEXT NOT NULL,
    email_allowed INTEGER NOT NULL CHECK (email_allowed IN (0, 1)),
    address TEXT,
    safe_to_mail INTEGER CHECK (safe_to_mail IN (0, 1)),
    name_on_envelope TEXT NOT NULL,
    return_address TEXT NOT NULL,
    post_allowed INTEGER NOT NULL CHECK (post_allowed IN (0, 1)),
    portal_allowed INTEGER NOT NULL CHECK (portal_allowed IN (0, 1)),
    preferred TEXT NOT NULL
) STRICT;
CREATE INDEX recipients_of_client ON recipients (client, position);

CREATE TABLE deliveries (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES clients (id),
    recipient TEXT NOT NULL REFERENCES recipients (id),
    way TEXT NOT NULL,
    means TEXT NOT NULL,
    state TEXT NOT NULL,
    chosen TEXT NOT NULL,
    message_id TEXT NOT NULL,
    attempt INTEGER NOT NULL CHECK (attempt > 0),
    code TEXT NOT NULL,
    since TEXT NOT NULL,
    told TEXT  -- when she was first told by it; NULL as long as she was not
) STRICT;
CREATE INDEX deliveries_by_state ON deliveries (state);
CREATE INDEX deliveries_of_client ON deliveries (client);

CREATE TABLE items (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    position INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    policy TEXT NOT NULL,
    major INTEGER NOT NULL,
    minor INTEGER NOT NULL,
    patch INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    live INTEGER NOT NULL CHECK (live IN (0, 1)),  -- told of it, or about to be
    held TEXT,
    language TEXT NOT NULL,
    digest TEXT NOT NULL,
    news TEXT NOT NULL,
    notice TEXT NOT NULL,
    PRIMARY KEY (delivery, position)
) STRICT;
CREATE UNIQUE INDEX told_once ON items (recipient, policy, major, minor, patch, news, attempt)
    WHERE live = 1;
CREATE INDEX items_of_policy ON items (policy, delivery);

CREATE TABLE holdings (
    recipient TEXT NOT NULL,
    policy TEXT NOT NULL,
    client TEXT NOT NULL REFERENCES clients (id),
    major INTEGER NOT NULL,
    minor INTEGER NOT NULL,
    patch INTEGER NOT NULL,
    state TEXT NOT NULL,
    told TEXT NOT NULL,
    PRIMARY KEY (recipient, policy)
) STRICT, WITHOUT ROWID;
CREATE INDEX holdings_of_policy ON holdings (policy, major, minor, patch);

CREATE TABLE acknowledgments (
    number INTEGER PRIMARY KEY,
    client TEXT NOT NULL REFERENCES clients (id),
    recipient TEXT NOT NULL REFERENCES recipients (id),
    policy TEXT NOT NULL,
    major INTEGER NOT NULL,
    minor INTEGER NOT NULL,
    patch INTEGER NOT NULL,
    kind TEXT NOT NULL,
    moment TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX acknowledgments_of_version ON acknowledgments (recipient, policy, major, minor, patch);
CREATE INDEX acknowledgments_of_client ON acknowledgments (client);

-- What an event says may be blanked out once it need not be kept any more; its digest and hash stay.
CREATE TABLE events (
    number INTEGER PRIMARY KEY,
    id TEXT,
    at TEXT,
    actor TEXT,
    device TEXT,
    kind TEXT,
    client TEXT,
    recipient TEXT,
    delivery TEXT,
    details TEXT,
    digest TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_client ON events (client, number) WHERE client <> '';
CREATE INDEX events_of_delivery ON events (delivery) WHERE delivery <> '';

CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'the ledger is added to, never taken from');
END;
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
WHEN NOT (
    NEW.number = OLD.number AND NEW.digest = OLD.digest AND NEW.hash = OLD.hash
    AND NEW.id IS NULL AND NEW.at IS NULL AND NEW.actor IS NULL AND NEW.device IS NULL AND NEW.kind IS NULL
    AND NEW.client IS NULL AND NEW.recipient IS NULL AND NEW.delivery IS NULL AND NEW.details IS NULL
)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is added to, never changed');
END;
"""

_SINCE_COLUMNS_CHANGES = """
ALTER TABLE recipients ADD COLUMN since TEXT;

-- Whether it came to her as a change of what she had, so that there were days of notice to keep.
ALTER TABLE holdings ADD COLUMN is_change INTEGER NOT NULL DEFAULT 0 CHECK (is_change IN (0, 1));
UPDATE holdings SET is_change = EXISTS (
    SELECT 1 FROM items AS i
    WHERE i.recipient = holdings.recipient AND i.policy = holdings.policy AND i.major = holdings.major
      AND i.minor = holdings.minor AND i.patch = holdings.patch AND i.news = 'version' AND i.live = 1
      AND i.held IS NOT NULL
);

CREATE TABLE roster_columns (
    field TEXT NOT NULL PRIMARY KEY,
    heading TEXT NOT NULL
) STRICT;
"""

_WHAT_HOLDS_AGAIN = """
-- Of a version that was taken back: the one that holds again, which she may never have had by itself.
ALTER TABLE items ADD COLUMN back_policy TEXT NOT NULL DEFAULT '';
ALTER TABLE items ADD COLUMN back_major INTEGER;
ALTER TABLE items ADD COLUMN back_minor INTEGER;
ALTER TABLE items ADD COLUMN back_patch INTEGER;
CREATE INDEX items_back ON items (back_policy, recipient) WHERE back_policy <> '';
"""

#: What makes a file of version N one of version N + 1, beginning with an empty file.
MIGRATIONS: Final = (_FIRST, _SINCE_COLUMNS_CHANGES, _WHAT_HOLDS_AGAIN)
CURRENT: Final = len(MIGRATIONS)
