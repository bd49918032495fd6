"""繁简分流: the machine's suggestion and the officer's decision."""
