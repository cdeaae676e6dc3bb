"""Where records are kept: JSON lines, SQLite, PostgreSQL."""
