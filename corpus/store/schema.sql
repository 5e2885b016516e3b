-- The tables of archive.db. Days are ISO text, NULL where unknown; lists and mentions are JSON.
-- Numbers of rows are never used again, so that an old generation cannot meet a new passage.
BEGIN IMMEDIATE;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
INSERT INTO meta VALUES ('schema_version', '4');

-- One row per path given to `dateline index`.
CREATE TABLE archives (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    root TEXT,
    name TEXT,
    reader_version INTEGER,
    indexed_at TEXT
);

-- One row per text of an article that was taken down and stays so: by its id, and by its text wherever that turns up.
-- `path` is its item's where other articles have asked for the same id, which are not meant then.
CREATE TABLE takedowns (
    archive_id INTEGER REFERENCES archives (id),
    article_id TEXT,
    fingerprint TEXT,
    taken_down_at TEXT,
    path TEXT
);

-- One row per file on disk; unchanged files are known by size and modification time, to which a number is added for
-- what the files around it tell of it.
CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    archive_id INTEGER REFERENCES archives (id),
    path TEXT,
    size INTEGER,
    modified INTEGER,
    complete INTEGER
);
CREATE INDEX idx_sources_archive_id_path ON sources (archive_id, path);

-- One row per unit of reading (file, member, line) with its hash and what came of it: articles, or the `reason` why it
-- is in quarantine, or why it is `left_out` although it could be read. Of the hash 32 digits are of the content, the
-- others, if there are any, of what its container tells of it; it is NULL once another item has taken the article over. `due` is the day of publication of what was still to come when it was read: held back without an
-- article, or let through with one because that was asked for. `address` and `captured` are the page's and the day on
-- which it was saved, where a web archive tells: by them the captures of one page are known.
CREATE TABLE items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    archive_id INTEGER REFERENCES archives (id),
    source_id INTEGER REFERENCES sources (id),
    path TEXT,
    line INTEGER,
    digest TEXT,
    reason TEXT,
    due TEXT,
    left_out TEXT,
    address TEXT,
    captured TEXT
);
CREATE INDEX idx_items_source_id ON items (source_id);
CREATE INDEX idx_items_archive_id ON items (archive_id);
CREATE INDEX idx_items_address ON items (address, archive_id) WHERE address IS NOT NULL;

-- One row per version of an article. `retired_in` is the generation from which on a version is no longer part of
-- the archive (NULL: it is live). Rows are never changed, and removed only when no generation on disk can refer to
-- them, so that a running bot can finish its answers. `article_id` is the reader's id. `language` is what the words
-- are in. `dated_by` and `mentions_by` are the versions of the date rules that have looked at it, for re-dating alone;
-- `format` and `read_by` are the reader that it was read with, and the version of the readers. By its `signature` it is
-- told which texts are nearly the same; `copy_of` is the row of the one that leads them, and is brought up to date by
-- every run. `paragraphs` are the keys of those that may recur across the archive, `recurring` of those that do and are
-- left out.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    archive_id INTEGER REFERENCES archives (id),
    item_id INTEGER,
    article_id TEXT,
    title TEXT,
    url TEXT,
    source TEXT,
    language TEXT,
    authors TEXT,
    furniture TEXT,
    published_from TEXT,
    published_to TEXT,
    precision TEXT,
    kind TEXT,
    status TEXT,
    not_before TEXT,
    not_after TEXT,
    captured TEXT,
    cites_to TEXT,
    confidence REAL,
    retired_in INTEGER,
    dated_by INTEGER,
    mentions_by INTEGER,
    format TEXT,
    read_by INTEGER,
    signature BLOB,
    copy_of INTEGER,
    paragraphs BLOB,
    recurring BLOB
);
CREATE INDEX idx_articles_archive_id_article_id ON articles (archive_id, article_id);
CREATE INDEX idx_articles_item_id ON articles (item_id);
CREATE INDEX idx_articles_retired_in ON articles (retired_in);
CREATE INDEX idx_articles_article_id ON articles (article_id);
CREATE INDEX idx_articles_copy_of ON articles (copy_of) WHERE copy_of IS NOT NULL;

-- Every date claim of an article as it was read; `article` is its row. `counts_as` and `why` are what other articles
-- or the maintainer make of it.
CREATE TABLE claims (
    article INTEGER REFERENCES articles (id),
    role TEXT,
    kind TEXT,
    first TEXT,
    last TEXT,
    precision TEXT,
    words TEXT,
    place TEXT,
    utc_offset INTEGER,
    confidence REAL,
    counts_as TEXT,
    why TEXT
);
CREATE INDEX idx_claims_article ON claims (article);

-- Every passage; `article` is its article's row. One that holds a paragraph which recurs across the archive has the
-- role 'furniture' and is not searched; what else it says stands in rows of their own below it, with the role 'rest'.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER REFERENCES articles (id),
    ordinal INTEGER,
    text TEXT,
    heading TEXT,
    mentions TEXT,
    role TEXT
);
CREATE INDEX idx_passages_article ON passages (article);
CREATE INDEX idx_passages_furniture ON passages (article) WHERE role = 'furniture';

-- What recurs across an archive and is left out, in how many articles, and whether the earliest of these keeps it.
CREATE TABLE boilerplate (
    archive_id INTEGER REFERENCES archives (id),
    words TEXT,
    articles INTEGER,
    kept INTEGER
);

COMMIT;
