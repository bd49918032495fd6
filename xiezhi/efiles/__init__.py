"""电子卷宗: files received, checked, kept, placed in the catalogue and read."""
