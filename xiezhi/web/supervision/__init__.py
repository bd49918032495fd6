"""Pages of article 5: the supervision desk, the report, the high court's watch, own sheets."""
