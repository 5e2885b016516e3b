-- What a reader of archive.db looks at: only what is live, with the words that replies use. Made anew whenever a store
-- is opened for writing, so that they are today's whatever version made the file.
BEGIN IMMEDIATE;
DROP VIEW IF EXISTS live_articles;
CREATE VIEW live_articles AS
SELECT
    articles.id, articles.article_id, articles.title, articles.url, archives.name AS archive, articles.source,
    articles.format, articles.language, articles.authors,
    articles.published_from, articles.published_to, substr(articles.published_from, 1, 4) AS year, articles.precision,
    articles.kind AS dated_by, articles.status, articles.confidence, articles.not_before, articles.not_after,
    articles.captured, (
        SELECT COUNT(*) FROM passages WHERE passages.article = articles.id AND passages.role IS NOT 'furniture'
    ) AS passages,
    (SELECT leader.article_id FROM articles AS leader WHERE leader.id = articles.copy_of) AS copy_of
FROM articles LEFT JOIN archives ON archives.id = articles.archive_id WHERE articles.retired_in IS NULL;

DROP VIEW IF EXISTS live_passages;
CREATE VIEW live_passages AS
SELECT
    passages.id, articles.article_id, articles.title, articles.url, archives.name AS archive, articles.language,
    articles.published_from, substr(articles.published_from, 1, 4) AS year, passages.ordinal, passages.heading,
    passages.text
FROM passages JOIN articles ON articles.id = passages.article LEFT JOIN archives ON archives.id = articles.archive_id
WHERE articles.retired_in IS NULL AND passages.role IS NOT 'furniture';

DROP VIEW IF EXISTS quarantine;
CREATE VIEW quarantine AS
SELECT items.id, archives.name AS archive, items.path, items.line, items.reason
FROM items LEFT JOIN archives ON archives.id = items.archive_id WHERE items.reason IS NOT NULL;

DROP VIEW IF EXISTS left_out;
CREATE VIEW left_out AS
SELECT items.id, archives.name AS archive, items.path, items.line, items.left_out AS reason, items.due
FROM items LEFT JOIN archives ON archives.id = items.archive_id WHERE items.left_out IS NOT NULL;
COMMIT;
