"""检索引擎: a port for full-text engines and the one that is used."""
