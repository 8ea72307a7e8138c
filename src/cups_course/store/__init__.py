"""All SQL: the schema, reading and writing the one local file."""
