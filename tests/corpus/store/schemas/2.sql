BEGIN TRANSACTION;
CREATE TABLE archives (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    root TEXT,
    name TEXT,
    reader_version INTEGER,
    indexed_at TEXT
);
INSERT INTO "archives" VALUES(1,'/archives/src','src',3,'2026-11-28T12:55:06+00:00');
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    archive_id INTEGER,
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
    mentions_by INTEGER
);
INSERT INTO "articles" VALUES(1,1,3,'one','VIENNA, 12 October 2019 - The mayor opened the bridge over the river on Friday.',NULL,'src/one.txt','en','[]','[["title", "VIENNA, 12 October 2019 - The mayor opened the bridge over the river on Friday."]]','2019-10-12','2019-10-12','day','dateline','dated',NULL,NULL,NULL,NULL,0.85,NULL,2,4);
INSERT INTO "articles" VALUES(2,1,4,'r1','Der Fluss',NULL,'src/wire.jsonl','de','[]','[]','2019-05-07','2019-05-07','day','record','dated',NULL,NULL,NULL,NULL,0.95,NULL,2,4);
INSERT INTO "articles" VALUES(3,1,5,'r2','Rain',NULL,'src/wire.jsonl','en','[]','[]','2019-05-04','2019-05-04','day','record','dated',NULL,NULL,NULL,NULL,0.95,NULL,2,4);
CREATE TABLE claims (
    article INTEGER,
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
INSERT INTO "claims" VALUES(1,'published','dateline','2019-10-12','2019-10-12','day','12 October 2019','first paragraph',NULL,0.85,NULL,'');
INSERT INTO "claims" VALUES(2,'published','record','2019-05-07','2019-05-07','day','2019-05-07','record field "date"',NULL,0.95,NULL,'');
INSERT INTO "claims" VALUES(3,'published','record','2019-05-04','2019-05-04','day','2019-05-04','record field "date"',NULL,0.95,NULL,'');
CREATE TABLE items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    archive_id INTEGER,
    source_id INTEGER,
    path TEXT,
    line INTEGER,
    digest TEXT,
    reason TEXT
);
INSERT INTO "items" VALUES(1,1,1,'bad.txt',NULL,'4e13892160c2aef337eda659e271d94d','binary data, not text: leave it out, or convert it to text');
INSERT INTO "items" VALUES(2,1,2,'draft.md',NULL,'6f1e907829ac2589f6c6faabdac011d3',NULL);
INSERT INTO "items" VALUES(3,1,3,'one.txt',NULL,'59ac6473f9d8522902fbfda596e42eac',NULL);
INSERT INTO "items" VALUES(4,1,4,'wire.jsonl',1,'41857c57d5bb1a91fb9114401cee6407',NULL);
INSERT INTO "items" VALUES(5,1,4,'wire.jsonl',2,'def04d8f069ff24d1ce56864fe011b1b',NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
INSERT INTO "meta" VALUES('schema_version','2');
INSERT INTO "meta" VALUES('corrections 1','dates.toml
');
INSERT INTO "meta" VALUES('redated 1','2.4  3-3-6');
INSERT INTO "meta" VALUES('store_id','7da440b4c54d41a7b991d304ede61ba5');
INSERT INTO "meta" VALUES('referred','3');
INSERT INTO "meta" VALUES('built','1 2026-11-28T12:55:06+00:00');
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER,
    ordinal INTEGER,
    text TEXT,
    heading TEXT,
    mentions TEXT
);
INSERT INTO "passages" VALUES(1,1,0,'VIENNA, 12 October 2019 - The mayor opened the bridge over the river on Friday.

It had been closed for two years.','','[[8,23,"explicit",["2019-10-12","2019-10-12","day"],"stated","none",[]],[72,78,"weekday",["2019-10-11","2019-10-11","day"],"resolved","published",[]]]');
INSERT INTO "passages" VALUES(2,2,0,'Die Brücke über das Tal wurde am Montag geschlossen.','','[[33,39,"weekday",["2019-05-06","2019-05-06","day"],"resolved","published",[]]]');
INSERT INTO "passages" VALUES(3,3,0,'It rained on the third of May.','','[[13,29,"yearless",["2019-05-03","2019-05-03","day"],"resolved","published",[]]]');
CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    archive_id INTEGER,
    path TEXT,
    size INTEGER,
    modified INTEGER,
    complete INTEGER
);
INSERT INTO "sources" VALUES(1,1,'bad.txt',2,1795870486011917482,1);
INSERT INTO "sources" VALUES(2,1,'draft.md',44,1795870486011917482,1);
INSERT INTO "sources" VALUES(3,1,'one.txt',115,1795870486003849094,1);
INSERT INTO "sources" VALUES(4,1,'wire.jsonl',231,1795870486011917482,1);
CREATE INDEX idx_sources_archive_id_path ON sources (archive_id, path);
CREATE INDEX idx_items_source_id ON items (source_id);
CREATE INDEX idx_items_archive_id ON items (archive_id);
CREATE INDEX idx_articles_archive_id_article_id ON articles (archive_id, article_id);
CREATE INDEX idx_articles_item_id ON articles (item_id);
CREATE INDEX idx_articles_retired_in ON articles (retired_in);
CREATE INDEX idx_articles_article_id ON articles (article_id);
CREATE INDEX idx_claims_article ON claims (article);
CREATE INDEX idx_passages_article ON passages (article);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('archives',1);
INSERT INTO "sqlite_sequence" VALUES('sources',4);
INSERT INTO "sqlite_sequence" VALUES('items',5);
INSERT INTO "sqlite_sequence" VALUES('articles',3);
INSERT INTO "sqlite_sequence" VALUES('passages',3);
COMMIT;
