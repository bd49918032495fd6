"""四类案件文本识别: reading a text for signs of a four-type case; pure, nothing of a database."""
