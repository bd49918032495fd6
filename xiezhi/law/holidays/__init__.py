"""节假日: the State Council's arrangement of each year, one TOML file a year; no code."""
