-- What the folder held at the last run. Times and inodes are text: file systems give numbers beyond 63 bits.
CREATE TABLE listing (
    path BLOB PRIMARY KEY,
    size_bytes INTEGER NOT NULL,
    mtime_ns TEXT NOT NULL,
    inode TEXT NOT NULL,
    content BLOB NOT NULL
);

-- Sealed content on named shelves.
CREATE TABLE blob (
    id INTEGER PRIMARY KEY,
    shelf TEXT NOT NULL,
    key BLOB NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (shelf, key)
);

-- Numbers are never given twice. Summary, record and audit are sealed; old runs have no audit.
CREATE TABLE run (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    taken_at TEXT NOT NULL,
    summary BLOB NOT NULL,
    record BLOB NOT NULL,
    audit BLOB
);
