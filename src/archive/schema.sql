-- The archive, version 3. Tables may change with the version; the views at the end are the contract for questions.

-- A file that was given, by its path; `path` is for people, `path_bytes` is exact.
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    path_bytes BLOB NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('read', 'unreadable', 'missing')),
    reason TEXT,
    document INTEGER REFERENCES document (id)
) STRICT;
CREATE INDEX file_document ON file (document);

-- What a file held, from the first version on.
CREATE TABLE file_version (
    file INTEGER NOT NULL REFERENCES file (id),
    ordinal INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id),
    PRIMARY KEY (file, ordinal)
) STRICT, WITHOUT ROWID;

-- A node of the citation graph, held or only cited. `complete`: issuer, year and number are known.
CREATE TABLE instrument (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    issuer TEXT NOT NULL,
    kind TEXT NOT NULL,
    year TEXT,
    number TEXT,
    printed TEXT,
    printed_slug TEXT,
    complete INTEGER NOT NULL
) STRICT;
CREATE INDEX instrument_number ON instrument (kind, number, issuer, year);
CREATE INDEX instrument_printed ON instrument (printed_slug);

-- One content, by its hash, as `grammar` read it. `held`: some file holds it now. `province`: the slug of the one it belongs to.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    grammar TEXT NOT NULL,
    instrument INTEGER NOT NULL REFERENCES instrument (id),
    kind TEXT,
    number TEXT,
    date TEXT,
    title TEXT,
    issuer TEXT,
    issuer_id TEXT,
    level TEXT,
    province TEXT,
    verdict TEXT NOT NULL,
    held INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX document_instrument ON document (instrument, held);
CREATE INDEX document_filter ON document (held, level, kind, province, issuer_id, date);

-- What the rows of a document are made from: the extraction but for the texts of its sections (`sections`), the words of the
-- source that it does not hold, and the source itself where it is kept; all compressed (zstd).
CREATE TABLE reading (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    extraction BLOB NOT NULL,
    printed BLOB NOT NULL,
    original BLOB
) STRICT;

-- The sections of a document in reading order, the first is the head, in groups as `sections.rs` packs them. They are some
-- hundreds, mostly short, and are only read to show or to weigh what the index found: a row for each would take longer to
-- write. The row is the document's id times 2^20 plus the place of its first section among those of the document.
CREATE TABLE sections (
    id INTEGER PRIMARY KEY,
    packed BLOB NOT NULL
) STRICT;

-- The words of a group of sections as `words.rs` spells them: without marks in their order, of headings again; the first row
-- of a document has the words with marks of all its sections. The row is that of the group, but for the document's id, which
-- counts down from 2^31 - 1: a search takes the documents that were stored last, and rows are read quickly in their order only.
CREATE VIRTUAL TABLE section_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');

-- A mention. `target` is what its words say, `meant` what that is resolved to (`resolution`), else the same.
CREATE TABLE citation (
    document INTEGER NOT NULL REFERENCES document (id),
    ordinal INTEGER NOT NULL,
    section TEXT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT,
    date TEXT,
    issuer TEXT,
    subject TEXT,
    provision TEXT,
    form TEXT NOT NULL,
    target INTEGER NOT NULL REFERENCES instrument (id),
    meant INTEGER NOT NULL REFERENCES instrument (id),
    certainty TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX citation_target ON citation (target);
CREATE INDEX citation_meant ON citation (meant, document);

-- A link from `source` to `target`, as stated; from `origin` to `goal`, as resolved.
CREATE TABLE link (
    document INTEGER NOT NULL REFERENCES document (id),
    ordinal INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES instrument (id),
    target INTEGER NOT NULL REFERENCES instrument (id),
    origin INTEGER NOT NULL REFERENCES instrument (id),
    goal INTEGER NOT NULL REFERENCES instrument (id),
    relation TEXT NOT NULL,
    parent INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    section TEXT,
    certainty TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_origin ON link (origin);
CREATE INDEX link_goal ON link (goal);
CREATE INDEX link_ending ON link (goal) WHERE relation IN ('replaces', 'repeals');

-- What a mention means beyond its own words: `resolved` where one instrument is left, else why none is. Citations and links
-- have it too, see `resolve.rs`.
CREATE TABLE resolution (
    document INTEGER NOT NULL REFERENCES document (id),
    cited INTEGER NOT NULL REFERENCES instrument (id),
    resolved INTEGER REFERENCES instrument (id),
    reason TEXT NOT NULL CHECK (reason IN ('law', 'only candidate', 'ambiguous', 'unknown')),
    candidates TEXT NOT NULL,
    PRIMARY KEY (document, cited)
) STRICT, WITHOUT ROWID;

-- What was written since mentions were last resolved: a run that was stopped leaves it to the next. `arrived` are the
-- instruments that a mention may now mean, or no longer.
CREATE TABLE unsettled (document INTEGER PRIMARY KEY REFERENCES document (id)) STRICT;
CREATE TABLE arrived (instrument INTEGER PRIMARY KEY REFERENCES instrument (id)) STRICT;

-- When something is due, as far as many facts have it in common (`rows.rs`): a day or a span of days, with its first and last,
-- a rule of recurrence, which each document bounds for itself, or no last day.
CREATE TABLE moment (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    first_day TEXT,
    last_day TEXT
) STRICT;
CREATE INDEX moment_day ON moment (last_day, first_day);

CREATE TABLE assignment (
    document INTEGER NOT NULL REFERENCES document (id),
    ordinal INTEGER NOT NULL,
    section TEXT NOT NULL,
    form TEXT NOT NULL,
    task TEXT NOT NULL,
    lead TEXT NOT NULL,
    coordinating TEXT NOT NULL,
    timing TEXT,
    "when" TEXT,
    moment INTEGER REFERENCES moment (id),
    first_day TEXT,
    last_day TEXT,
    certainty TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE deadline (
    document INTEGER NOT NULL REFERENCES document (id),
    ordinal INTEGER NOT NULL,
    section TEXT NOT NULL,
    text TEXT NOT NULL,
    task TEXT NOT NULL,
    action TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "when" TEXT NOT NULL,
    moment INTEGER REFERENCES moment (id),
    first_day TEXT,
    last_day TEXT,
    certainty TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;

-- What is due at a moment, in the order of documents.
CREATE INDEX assignment_moment ON assignment (moment, document, first_day, last_day) WHERE moment IS NOT NULL;
CREATE INDEX deadline_moment ON deadline (moment, document, first_day, last_day) WHERE moment IS NOT NULL;

CREATE TABLE target (
    document INTEGER NOT NULL REFERENCES document (id),
    ordinal INTEGER NOT NULL,
    section TEXT NOT NULL,
    label TEXT,
    indicator TEXT NOT NULL,
    "values" TEXT NOT NULL,
    certainty TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE body (
    document INTEGER NOT NULL REFERENCES document (id),
    ordinal INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT,
    generic INTEGER NOT NULL,
    roles TEXT NOT NULL,
    successors TEXT NOT NULL,
    PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX body_id ON body (id);

-- A body that an assignment (`lead`, `coordinating`) or a deadline (`by`, `to`) names, and which of the document's bodies
-- that is, by its ordinal: who asks for a body finds its documents over `body`.
CREATE TABLE party (
    document INTEGER NOT NULL REFERENCES document (id),
    role TEXT NOT NULL CHECK (role IN ('lead', 'coordinating', 'by', 'to')),
    ordinal INTEGER NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    body INTEGER,
    PRIMARY KEY (document, role, ordinal, place)
) STRICT, WITHOUT ROWID;

-- Which body took over the tasks of which, as the documents' bodies have it.
CREATE TABLE succession (
    document INTEGER NOT NULL REFERENCES document (id),
    predecessor TEXT NOT NULL,
    successor TEXT NOT NULL,
    PRIMARY KEY (document, predecessor, successor)
) STRICT, WITHOUT ROWID;
CREATE INDEX succession_predecessor ON succession (predecessor, successor);
CREATE INDEX succession_successor ON succession (successor, predecessor);

-- What somebody decided about an extraction. Rows are only added; `state` is what became of it when the rows of the document
-- were last made, `withdraws` the row that is taken back.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    action TEXT NOT NULL CHECK (action IN ('set', 'accept', 'reject', 'withdraw')),
    address TEXT NOT NULL,
    anchor TEXT NOT NULL,
    value TEXT,
    "by" TEXT NOT NULL,
    why TEXT,
    "at" TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('applied', 'agreed', 'orphaned', 'withdrawn')),
    carried_from INTEGER REFERENCES correction (id),
    withdraws INTEGER REFERENCES correction (id)
) STRICT;
CREATE INDEX correction_document ON correction (document);

-- What deserves a look: repairs, diagnostics, facts with more than one reading.
CREATE TABLE doubt (
    document INTEGER NOT NULL REFERENCES document (id),
    address TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('illegible', 'noisy', 'error', 'warning', 'info', 'ambiguous', 'repair')),
    message TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (document, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX doubt_what ON doubt (what);

-- The contract: lists are JSON arrays, spans are bytes of the decoded source, `document` is a canonical id.

CREATE VIEW documents AS
SELECT document.id AS key, instrument.name AS document, document.sha256, document.kind, document.number, document.date,
    document.title, document.issuer, document.issuer_id, document.level, document.province, document.verdict,
    (SELECT json_group_array(path) FROM (SELECT path FROM file WHERE file.document = document.id ORDER BY path)) AS paths
FROM document JOIN instrument ON instrument.id = document.instrument
WHERE document.held;

CREATE VIEW citations AS
SELECT documents.document, documents.key, citation.ordinal, citation.section, citation.text, citation.kind, citation.number,
    citation.date, citation.issuer, citation.subject, citation.provision, citation.form, cited.name AS target,
    meant.name AS resolved, resolution.reason, citation.certainty, citation.span_start,
    citation.span_end
FROM citation
JOIN documents ON documents.key = citation.document
JOIN instrument AS cited ON cited.id = citation.target
JOIN instrument AS meant ON meant.id = citation.meant
LEFT JOIN resolution ON resolution.document = citation.document AND resolution.cited = citation.target;

CREATE VIEW edge AS
SELECT document, ordinal, origin AS source, goal AS target, relation, parent, partial, section, certainty, span_start, span_end
FROM link
WHERE EXISTS (SELECT 1 FROM document WHERE document.id = link.document AND document.held);

CREATE VIEW links AS
SELECT documents.document, documents.key, edge.ordinal, origin.name AS "from", goal.name AS "to", edge.relation, edge.parent,
    edge.partial, edge.section, edge.certainty, edge.span_start, edge.span_end
FROM edge
JOIN documents ON documents.key = edge.document
JOIN instrument AS origin ON origin.id = edge.source
JOIN instrument AS goal ON goal.id = edge.target;

CREATE VIEW assignments AS
SELECT documents.document, documents.key, ordinal, section, form, task, lead, coordinating, timing, "when", first_day, last_day, certainty, span_start,
    span_end
FROM assignment JOIN documents ON documents.key = assignment.document;

CREATE VIEW deadlines AS
SELECT documents.document, documents.key, ordinal, section, text, task, action, "by", "to", "when", first_day, last_day, certainty, span_start, span_end
FROM deadline JOIN documents ON documents.key = deadline.document;

CREATE VIEW targets AS
SELECT documents.document, documents.key, ordinal, section, label, indicator, "values", certainty, span_start, span_end
FROM target JOIN documents ON documents.key = target.document;

CREATE VIEW bodies AS
SELECT documents.document, documents.key, body.ordinal, body.id AS body, body.name, body.level, body.generic, body.roles,
    body.successors
FROM body JOIN documents ON documents.key = body.document;

CREATE VIEW parties AS
SELECT documents.document, documents.key,
    CASE WHEN party.role IN ('lead', 'coordinating') THEN 'assignment' ELSE 'deadline' END AS fact, party.ordinal, party.role,
    party.name, body.id AS body
FROM party
JOIN documents ON documents.key = party.document
LEFT JOIN body ON body.document = party.document AND body.ordinal = party.body;

-- An instrument that another, held or only cited, replaces or repeals, as `document` states it.
CREATE VIEW superseded AS
SELECT old.name AS instrument, new.name AS "by", edge.relation, edge.partial, documents.document, documents.key, edge.section,
    edge.certainty, edge.span_start, edge.span_end
FROM edge
JOIN documents ON documents.key = edge.document
JOIN instrument AS old ON old.id = edge.target
JOIN instrument AS new ON new.id = edge.source
WHERE edge.relation IN ('replaces', 'repeals') AND edge.target <> edge.source;

-- Texts of one instrument that differ: two scans of it. Only where issuer, year and number are all known.
CREATE VIEW witnesses AS
SELECT documents.document, documents.key, other.key AS other_key, documents.paths, other.paths AS other_paths
FROM documents
JOIN instrument ON instrument.name = documents.document AND instrument.complete
JOIN documents AS other ON other.document = documents.document AND other.key > documents.key;

CREATE VIEW corrections AS
SELECT correction.id, documents.document, documents.key, correction.action, correction.address, correction.anchor AS before,
    correction.value, correction."by", correction.why, correction."at", correction.state, correction.carried_from,
    correction.withdraws
FROM correction JOIN documents ON documents.key = correction.document;

CREATE VIEW doubts AS
SELECT documents.document, documents.key, doubt.address, doubt.what, doubt.message, doubt.span_start, doubt.span_end
FROM doubt JOIN documents ON documents.key = doubt.document;
