-- Content that was wanted removed and has gone; what is told of it, a reason and a sketch, is sealed.
CREATE TABLE gone (
    content BLOB PRIMARY KEY,
    since TEXT NOT NULL,
    told BLOB NOT NULL
);
