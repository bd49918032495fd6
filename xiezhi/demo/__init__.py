"""演示省份: an invented province whose year of cases is made by performing acts through the gate."""
