"""Read a document from a file, stdin or a URL, as JSON or YAML, and know what stands where."""
