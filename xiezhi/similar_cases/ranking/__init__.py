"""类案排序: ranks judgments, articles and charges by text alone; no rows, no pretrained weights."""
