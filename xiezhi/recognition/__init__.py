"""Recognition (四类案件识别): what is new in cases is read by the rules of the province."""
